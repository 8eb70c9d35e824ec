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
 * blocks of the rest are erased that are not blank; erasing the whole chip first is the plain order, in which long runs of 0xFF
 * need not be sent. Both end in the same state, which {@link VerifyStage} proves.
 */
final class ProgramStage {
    /** Erased as one by the flash chip: 64 KB block erase, the cheapest per byte but for the whole chip. */
    private static final int BLOCK = 0x10000;
    /** Smallest part a flash chip erases. */
    private static final int SECTOR = 0x1000;

    private static final int MEGABYTE = 1 << 20;
    private static final byte[] BLANK_BLOCK = FlashPlan.md5OfBlank(BLOCK);

    private final WriteRequests requests;

    ProgramStage(WriteRequests requests) {
        this.requests = requests;
    }

    FlashPlan run(Attempt attempt, Connected board, Proof proof) throws StageFailure, IOException {
        FlashPlan plan = plan(attempt, board);
        int megabytes = Math.max(1, board.flash().size() / MEGABYTE);
        Duration deadline = attempt.parts().config().pipeline().program().multipliedBy(megabytes);
        Loader loader = board.loader();
        boolean chipFirst = chipFirst(attempt, loader);
        attempt.begin(UnitState.PROGRAMMED, chipFirst ? "erasing" : "writing", deadline);
        if (chipFirst) {
            eraseChip(loader, plan);
            write(attempt, board, requests.onBlank(plan));
        } else {
            write(attempt, board, requests.of(plan));
            blankTheRest(attempt, loader, plan, proof);
        }
        attempt.reached(UnitState.PROGRAMMED, loader.baud() + " baud");
        return plan;
    }

    /** A chip that is blank already is not erased: summing it takes a tenth of the time. */
    private static void eraseChip(Loader loader, FlashPlan plan) throws IOException {
        boolean cheap = loader.stubRuns();
        if (!cheap || !Arrays.equals(loader.md5(0, plan.flashSize()), plan.md5OfBlank())) {
            loader.eraseChip();
        }
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

    private static void write(Attempt attempt, Connected board, List<WriteRequest> requests)
            throws IOException, StageFailure {
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
        List<Run> dirty = new ArrayList<>();
        boolean everywhere = true;
        for (Gap rest : plan.blanks()) {
            List<Run> found = dirtyRuns(loader, rest);
            if (found.isEmpty()) {
                // Each part of it was measured, so it is blank as a whole.
                proof.measured(rest.offset(), rest.md5OfBlank());
            }
            everywhere &= found.size() == 1 && found.get(0).length() == rest.length();
            dirty.addAll(found);
        }
        for (Run run : dirty) {
            attempt.check();
            attempt.progress("blanking the rest", 99, 100);
            erase(loader, run, everywhere);
            proof.changed();
        }
    }

    /** What is erased must change; whether it is blank then is proven later. */
    private static void erase(Loader loader, Run run, boolean everywhere) throws IOException, StageFailure {
        int from = (run.from() + SECTOR - 1) / SECTOR * SECTOR;
        if (from < run.to()) {
            loader.eraseRegion(from, run.to() - from);
        }
        if (Arrays.equals(loader.md5(run.from(), run.first()), run.md5())) {
            throw new StageFailure(
                    everywhere ? FailureCode.DEAD_FLASH : FailureCode.NOT_BLANK,
                    String.format("erasing 0x%x-0x%x changed nothing", run.from(), run.to()));
        }
    }

    /**
     * A part of the flash that is not blank, [from, to).
     *
     * @param first bytes of its first piece
     * @param md5 of that piece before anything is erased
     */
    private record Run(int from, int to, int first, byte[] md5) {
        int length() {
            return to - from;
        }
    }

    private static byte[] blank(int length) {
        return length == BLOCK ? BLANK_BLOCK : FlashPlan.md5OfBlank(length);
    }

    /** Pieces of at most an erase block that are not blank, neighbours joined. */
    private static List<Run> dirtyRuns(Loader loader, Gap rest) throws IOException {
        List<Run> runs = new ArrayList<>();
        int to = rest.offset() + rest.length();
        int at = rest.offset();
        while (at < to) {
            int next = Math.min(to, (at / BLOCK + 1) * BLOCK);
            byte[] md5 = loader.md5(at, next - at);
            if (!Arrays.equals(md5, blank(next - at))) {
                int last = runs.size() - 1;
                if (last >= 0 && runs.get(last).to() == at) {
                    Run joined = runs.get(last);
                    runs.set(last, new Run(joined.from(), next, joined.first(), joined.md5()));
                } else {
                    runs.add(new Run(at, next, next - at, md5));
                }
            }
            at = next;
        }
        return runs;
    }
}
