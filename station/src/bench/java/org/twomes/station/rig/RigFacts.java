package org.twomes.station.rig;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.twomes.station.rig.board.AutoResetCircuit;
import org.twomes.station.rig.board.BootFirmware;
import org.twomes.station.rig.board.NorFlash;
import org.twomes.station.rig.board.Timing;

/** What the benchmarks must know of the rig: its timing profile {@code realtime}, and where its slots are. */
public final class RigFacts {
    private static final int MEGABYTE = 1 << 20;
    private static final Timing TIMES = Timing.realtime();

    private RigFacts() {}

    /** USB path and interface of a slot, counted from 0. */
    public static String slotPath(int slot) {
        return RigTree.slotPath(slot);
    }

    /** Programming one page. */
    public static Duration page() {
        return TIMES.pageProgram();
    }

    /** Erasing a sector of 4 KB. */
    public static Duration sectorErase() {
        return TIMES.sectorErase();
    }

    /** Erasing a block of 64 KB. */
    public static Duration blockErase() {
        return TIMES.blockErase();
    }

    /** Erasing the whole chip. */
    public static Duration chipErase(int flashBytes) {
        return TIMES.chipErasePerMb().multipliedBy(flashBytes / MEGABYTE);
    }

    /** MD5 by the stub. */
    public static Duration md5(int bytes) {
        return Duration.ofNanos(TIMES.stubMd5PerMb().toNanos() * (bytes >>> 10) >>> 10);
    }

    /** From the release of EN to the application's first line: the rise of EN over its capacitor, and the boot. */
    public static Duration boot() {
        return AutoResetCircuit.EN_RISE.plus(TIMES.boot());
    }

    /** Bytes that a board with this flash prints from its restart to the brace that ends the last payload. */
    public static int bootLogBytes(byte[] flash) {
        NorFlash chip = new NorFlash(flash.length);
        chip.program(0, flash, 0, flash.length);
        BootFirmware firmware = new BootFirmware(chip, BoardModel.usual(1), () -> 1, FaultScript.NONE);
        String log = firmware.romBanner() + BootFirmware.loading() + firmware.application();
        return log.substring(0, log.lastIndexOf('}') + 1).getBytes(StandardCharsets.ISO_8859_1).length;
    }
}
