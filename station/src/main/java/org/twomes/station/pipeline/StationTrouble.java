package org.twomes.station.pipeline;

import java.util.List;
import java.util.Optional;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.unitdata.UnitDataStock;

/** What is wrong with the station itself while its boards may be fine: clock, sheet folder, printer. */
public final class StationTrouble {
    private final ClockWatch clock;
    private final SheetFiles sheets;
    private final Optional<PrintQueueWorker> printing;
    private final Optional<UnitDataStock> data;

    /** Trouble of a station with these parts. */
    public StationTrouble(
            ClockWatch clock, SheetFiles sheets, Optional<PrintQueueWorker> printing, Optional<UnitDataStock> data) {
        this.clock = clock;
        this.sheets = sheets;
        this.printing = printing;
        this.data = data;
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

    /** Why no new board can be given its data. */
    Optional<String> unitData() {
        return data.flatMap(UnitDataStock::trouble);
    }

    /** How much is left of the data of units, once that is little. */
    Optional<String> littleUnitData() {
        return data.flatMap(UnitDataStock::few);
    }

    /** What a slot whose board is done shows of it. */
    Optional<SlotView.Trouble> onDoneBoard() {
        return clock().map(what -> SlotView.Trouble.of(FaultCode.CLOCK_SET_BACK, what))
                .or(() -> sheets().map(what -> SlotView.Trouble.of(FaultCode.SHEETS_BLOCKED, what)));
    }
}
