package org.twomes.station.pipeline.run;

import java.util.Arrays;
import java.util.List;
import org.twomes.station.common.FlashGeometry;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.esp.Loader;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.FlashPlan;
import org.twomes.station.firmware.Gap;
import org.twomes.station.firmware.Region;
import org.twomes.station.ledger.UnitState;

/** Proves by the device's own MD5 that every region holds the bundle's bytes and that every other byte is blank. */
final class VerifyStage {
    private final LiveConfig live;

    VerifyStage(LiveConfig live) {
        this.live = live;
    }

    void run(Attempt attempt, Connected board, FlashPlan plan) {
        int megabytes = Math.max(1, board.flash().reach() / FlashGeometry.MEGABYTE);
        attempt.begin(
                UnitState.VERIFIED, "proving", live.now().pipeline().verify().multipliedBy(megabytes));
        Loader loader = board.loader();
        // One sum over everything says the same as one of each part, in fewer turns.
        if (!provenAsWhole(loader, plan)) {
            eraseRestOrProveParts(attempt, loader, plan);
        }
        attempt.reached(UnitState.VERIFIED, "");
        attempt.carried(loader.baud());
    }

    private static boolean provenAsWhole(Loader loader, FlashPlan plan) {
        return Arrays.equals(loader.md5(0, plan.flashSize()), plan.md5());
    }

    /** Something is left of an earlier program, or what is wrong is to be named. */
    private static void eraseRestOrProveParts(Attempt attempt, Loader loader, FlashPlan plan) {
        boolean looked = loader.stubRuns();
        boolean erased = looked && new RestOfFlash(attempt, loader, plan).eraseAll();
        if (!erased || !provenAsWhole(loader, plan)) {
            // What was looked at and not changed since is known to be blank.
            proveParts(attempt, loader, plan, looked && !erased ? List.of() : plan.blanks());
        }
    }

    private static void proveParts(Attempt attempt, Loader loader, FlashPlan plan, List<Gap> blanks) {
        int whole = plan.flashSize();
        long done = 0;
        for (Region region : plan.regions()) {
            if (!region.blank()) {
                prove(loader, region.offset(), region.length(), region.md5(), FaultCode.VERIFY_MISMATCH);
                done += region.length();
                attempt.progress("proving", done, whole);
            }
        }
        for (Gap rest : blanks) {
            attempt.check();
            prove(loader, rest.offset(), rest.length(), rest.md5OfBlank(), FaultCode.NOT_BLANK);
            done += rest.length();
            attempt.progress("proving", done, whole);
        }
    }

    private static void prove(Loader loader, int offset, int length, byte[] expected, FaultCode otherwise) {
        byte[] found = loader.md5(offset, length);
        if (!Arrays.equals(found, expected)) {
            // Answers carry no checksum: a damaged one must not condemn the board.
            found = loader.md5(offset, length);
        }
        if (!Arrays.equals(found, expected)) {
            throw new FaultException(
                    otherwise, String.format("MD5 of 0x%x-0x%x is not what it should be", offset, offset + length));
        }
    }
}
