package org.twomes.station.pipeline;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.twomes.station.config.LoaderSection.EraseStrategy;
import org.twomes.station.esp.Loader;
import org.twomes.station.esp.WriteRequest;
import org.twomes.station.firmware.BundleException;
import org.twomes.station.firmware.FlashPlan;
import org.twomes.station.firmware.Gap;
import org.twomes.station.ledger.UnitState;

/**
 * Erases and writes. Writing first lets the chip erase what is written while the transfer goes on, and then only those
 * blocks of the rest are erased that are not blank; erasing the whole chip first is the plain order. Both end in the same
 * state, which {@link VerifyStage} proves.
 */
final class ProgramStage {
    /** Erased as one by the flash chip: 64 KB block erase, the cheapest per byte but for the whole chip. */
    private static final int BLOCK = 0x10000;
    /** Smallest part a flash chip erases. */
    private static final int SECTOR = 0x1000;

    private static final int MEGABYTE = 1 << 20;

    private final WriteRequests requests;

    ProgramStage(WriteRequests requests) {
        this.requests = requests;
    }

    FlashPlan run(Attempt attempt, Connected board, Proof proof) throws StageFailure, IOException {
        FlashPlan plan = plan(attempt, board);
        int megabytes = Math.max(1, board.flash().size() / MEGABYTE);
        Duration deadline = attempt.parts().config().pipeline().program().multipliedBy(megabytes);
        attempt.begin(UnitState.PROGRAMMED, "erasing", deadline);
        Loader loader = board.loader();
        if (chipFirst(attempt, loader)) {
            loader.eraseChip();
            write(attempt, board, plan);
        } else {
            write(attempt, board, plan);
            blankTheRest(attempt, loader, plan, proof);
        }
        attempt.reached(UnitState.PROGRAMMED, loader.baud() + " baud");
        return plan;
    }

    private static FlashPlan plan(Attempt attempt, Connected board) throws StageFailure {
        try {
            return attempt.bundle().plan(board.flash().size());
        } catch (BundleException e) {
            throw new StageFailure(FailureCode.FLASH_TOO_SMALL, String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean chipFirst(Attempt attempt, Loader loader) {
        EraseStrategy wanted = attempt.parts().config().loader().erase();
        return wanted == EraseStrategy.CHIP_FIRST || !loader.stubRuns();
    }

    private void write(Attempt attempt, Connected board, FlashPlan plan) throws IOException, StageFailure {
        List<WriteRequest> requests = this.requests.of(plan);
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
        attempt.parts().metrics().flashed(total);
    }

    private static void blankTheRest(Attempt attempt, Loader loader, FlashPlan plan, Proof proof)
            throws IOException, StageFailure {
        attempt.progress("blanking the rest", 99, 100);
        for (Gap rest : plan.blanks()) {
            byte[] found = loader.md5(rest.offset(), rest.length());
            proof.measured(rest.offset(), found);
            if (!Arrays.equals(found, rest.md5OfBlank())) {
                eraseDirty(attempt, loader, rest, found, proof);
            }
        }
    }

    private static void eraseDirty(Attempt attempt, Loader loader, Gap rest, byte[] before, Proof proof)
            throws IOException, StageFailure {
        int from = Math.floorDiv(rest.offset() + SECTOR - 1, SECTOR) * SECTOR;
        int to = rest.offset() + rest.length();
        List<Run> dirty = dirtyRuns(loader, from, to);
        for (Run run : dirty) {
            attempt.check();
            attempt.progress("blanking the rest", 99, 100);
            loader.eraseRegion(run.from(), run.to() - run.from());
            proof.changed();
        }
        byte[] after = loader.md5(rest.offset(), rest.length());
        proof.measured(rest.offset(), after);
        if (Arrays.equals(before, after)) {
            boolean everywhere = dirty.equals(List.of(new Run(from, to)));
            throw new StageFailure(
                    everywhere ? FailureCode.DEAD_FLASH : FailureCode.NOT_BLANK,
                    String.format("erasing 0x%x-0x%x changed nothing", rest.offset(), rest.offset() + rest.length()));
        }
    }

    /** A part of the flash to erase, [from, to). */
    private record Run(int from, int to) {}

    /** Blocks that are not blank, neighbours joined. */
    private static List<Run> dirtyRuns(Loader loader, int from, int to) throws IOException {
        List<Run> runs = new ArrayList<>();
        int at = from;
        while (at < to) {
            int next = Math.min(to, (at / BLOCK + 1) * BLOCK);
            if (!Arrays.equals(loader.md5(at, next - at), FlashPlan.md5OfBlank(next - at))) {
                Run last = runs.isEmpty() ? new Run(-1, -1) : runs.get(runs.size() - 1);
                if (last.to() == at) {
                    runs.set(runs.size() - 1, new Run(last.from(), next));
                } else {
                    runs.add(new Run(at, next));
                }
            }
            at = next;
        }
        return runs;
    }
}
