package org.twomes.station.pipeline.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.twomes.station.common.FlashGeometry;
import org.twomes.station.esp.Loader;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.FlashPlan;
import org.twomes.station.firmware.Gap;

/**
 * What is not written and has to be blank: erase blocks that are not are erased whole. {@link VerifyStage} proves the end state.
 */
final class RestOfFlash {
    /** Bytes from one first look to the next: few enough that a file system is met, many enough that looking takes no time. */
    private static final int FIRST_LOOKS = 4 * FlashGeometry.BLOCK;

    private static final String DOING = "blanking the rest";

    private static final byte[] BLANK_BLOCK = FlashPlan.md5OfBlank(FlashGeometry.BLOCK);
    private static final byte[] BLANK_SECTOR = FlashPlan.md5OfBlank(FlashGeometry.SECTOR);

    private final Attempt attempt;
    private final Loader loader;
    private final FlashPlan plan;

    RestOfFlash(Attempt attempt, Loader loader, FlashPlan plan) {
        this.attempt = attempt;
        this.loader = loader;
        this.plan = plan;
    }

    /**
     * Erases the blocks whose first sector is not blank: programs and file systems fill theirs from there, and looking at all of
     * each takes sixteen times as long. A chip that is blank wherever it is looked at first, as one from the factory is, gets no
     * closer look. What is missed here shows in the proof.
     */
    void eraseSampled() {
        if (!looksBlank()) {
            erase(FlashGeometry.SECTOR);
        }
    }

    /** Looks at the first sector of each gap, and of every {@link #FIRST_LOOKS} in it. */
    private boolean looksBlank() {
        attempt.progress(DOING, 99, 100);
        for (Gap rest : plan.blanks()) {
            int to = rest.offset() + rest.length();
            for (int at = rest.offset(); at < to; at = (at / FIRST_LOOKS + 1) * FIRST_LOOKS) {
                int length = Math.min(FlashGeometry.SECTOR, to - at);
                if (!Arrays.equals(loader.md5(at, length), blank(length))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Looks at every byte; whether there was anything to erase: if not, each part was measured blank. */
    boolean eraseAll() {
        return erase(FlashGeometry.BLOCK);
    }

    private boolean erase(int look) {
        attempt.progress(DOING, 99, 100);
        List<Run> dirty = new ArrayList<>();
        boolean everywhere = true;
        for (Gap rest : plan.blanks()) {
            List<Run> found = dirtyRuns(rest, look);
            everywhere &= found.size() == 1 && found.get(0).length() == rest.length();
            dirty.addAll(found);
        }
        for (Run run : dirty) {
            attempt.check();
            attempt.progress(DOING, 99, 100);
            erase(run, everywhere);
        }
        return !dirty.isEmpty();
    }

    /** What is erased must change; whether it is blank then is proven later. */
    private void erase(Run run, boolean everywhere) {
        int from = (run.from() + FlashGeometry.SECTOR - 1) / FlashGeometry.SECTOR * FlashGeometry.SECTOR;
        if (from < run.to()) {
            loader.eraseRegion(from, run.to() - from);
        }
        if (Arrays.equals(loader.md5(run.from(), run.first()), run.md5())) {
            throw new FaultException(
                    everywhere ? FaultCode.DEAD_FLASH : FaultCode.NOT_BLANK,
                    String.format("erasing 0x%x-0x%x changed nothing", run.from(), run.to()));
        }
    }

    /**
     * A part of the flash that is not blank, [from, to).
     *
     * @param first bytes of it that were looked at
     * @param md5 of those before anything is erased
     */
    private record Run(int from, int to, int first, byte[] md5) {
        int length() {
            return to - from;
        }
    }

    private static byte[] blank(int length) {
        return switch (length) {
            case FlashGeometry.BLOCK -> BLANK_BLOCK;
            case FlashGeometry.SECTOR -> BLANK_SECTOR;
            default -> FlashPlan.md5OfBlank(length);
        };
    }

    /** Pieces of at most an erase block that are not blank in their first {@code look} bytes, neighbours joined. */
    private List<Run> dirtyRuns(Gap rest, int look) {
        List<Run> runs = new ArrayList<>();
        int to = rest.offset() + rest.length();
        int at = rest.offset();
        while (at < to) {
            int next = Math.min(to, (at / FlashGeometry.BLOCK + 1) * FlashGeometry.BLOCK);
            int length = Math.min(look, next - at);
            byte[] md5 = loader.md5(at, length);
            if (!Arrays.equals(md5, blank(length))) {
                int last = runs.size() - 1;
                if (last >= 0 && runs.get(last).to() == at) {
                    Run joined = runs.get(last);
                    runs.set(last, new Run(joined.from(), next, joined.first(), joined.md5()));
                } else {
                    runs.add(new Run(at, next, length, md5));
                }
            }
            at = next;
        }
        return runs;
    }
}
