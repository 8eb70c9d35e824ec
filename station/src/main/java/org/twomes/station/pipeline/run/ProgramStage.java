package org.twomes.station.pipeline.run;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.twomes.station.common.FlashGeometry;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.config.LoaderSection.EraseStrategy;
import org.twomes.station.esp.Loader;
import org.twomes.station.esp.WriteRequest;
import org.twomes.station.firmware.FlashPlan;
import org.twomes.station.ledger.UnitState;

/**
 * Erases and writes. Writing first lets the chip erase what is written while the transfer goes on, and then only those
 * blocks of the rest are erased that are not blank; erasing the whole chip first is the plain order, in which long runs of 0xFF
 * need not be sent. Both end in the same state, which {@link VerifyStage} proves.
 */
final class ProgramStage {
    private final LiveConfig live;
    private final WriteRequests requests;
    private final OwnContent own;

    ProgramStage(LiveConfig live, WriteRequests requests, OwnContent own) {
        this.live = live;
        this.requests = requests;
        this.own = own;
    }

    OwnContent.UnitPlan run(Attempt attempt, Connected board) {
        OwnContent.UnitPlan unit = own.plan(attempt, board);
        FlashPlan plan = unit.flash();
        int megabytes = Math.max(1, board.flash().reach() / FlashGeometry.MEGABYTE);
        Duration deadline = live.now().pipeline().program().multipliedBy(megabytes);
        Loader loader = board.loader();
        boolean chipFirst = chipFirst(loader);
        attempt.erasing();
        attempt.begin(UnitState.PROGRAMMED, chipFirst ? "erasing" : "writing", deadline);
        if (chipFirst) {
            eraseChip(loader, plan);
            write(attempt, board, requests.onBlank(plan));
        } else {
            write(attempt, board, requests.of(plan));
            new RestOfFlash(attempt, loader, plan).eraseSampled();
        }
        attempt.reached(UnitState.PROGRAMMED, attempt.rateText(loader.baud()));
        return unit;
    }

    /** A chip that is blank already is not erased: summing it takes a tenth of the time. */
    private static void eraseChip(Loader loader, FlashPlan plan) {
        boolean cheap = loader.stubRuns();
        if (!cheap || !Arrays.equals(loader.md5(0, plan.flashSize()), plan.md5OfBlank())) {
            loader.eraseChip();
        }
    }

    private boolean chipFirst(Loader loader) {
        EraseStrategy wanted = live.now().loader().erase();
        return wanted == EraseStrategy.CHIP_FIRST || !loader.stubRuns();
    }

    private static void write(Attempt attempt, Connected board, List<WriteRequest> requests) {
        long total = requests.stream().mapToLong(WriteRequest::plainLength).sum();
        long before = 0;
        for (WriteRequest request : requests) {
            attempt.check();
            long done = before;
            board.events()
                    .during((sent, of) -> attempt.progress(
                            "writing " + request.name(),
                            done + (of == 0 ? 0 : request.plainLength() * sent / of),
                            total));
            board.loader().write(request);
            before += request.plainLength();
        }
        attempt.journal().flashed(total);
    }
}
