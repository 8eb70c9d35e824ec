package org.twomes.station.pipeline;

import java.util.List;
import java.util.Optional;
import org.twomes.station.fault.FaultCode;

/** What is wrong with the station itself while its boards may be fine: clock, sheet folder, printer. */
public final class StationTrouble {
    private final ClockWatch clock;
    private final SheetFiles sheets;
    private final Optional<PrintQueueWorker> printing;

    /** Trouble of a station with these parts. */
    public StationTrouble(ClockWatch clock, SheetFiles sheets, Optional<PrintQueueWorker> printing) {
        this.clock = clock;
        this.sheets = sheets;
        this.printing = printing;
    }

    /** What is wrong with the clock, as part of a sentence. */
    Optional<String> clock() {
        return clock.trouble();
    }

    /** What keeps PDFs from being made. */
    Optional<String> sheets() {
        return sheets.trouble();
    }

    /** What did not get onto paper, in sentences. */
    List<String> printer() {
        return printing.map(PrintQueueWorker::troubles).orElse(List.of());
    }

    /** What a slot whose board is done shows of it. */
    Optional<SlotView.Trouble> onDoneBoard() {
        return clock().map(what -> SlotView.Trouble.of(FaultCode.CLOCK_SET_BACK, what))
                .or(() -> sheets().map(what -> SlotView.Trouble.of(FaultCode.SHEETS_BLOCKED, what)));
    }
}
