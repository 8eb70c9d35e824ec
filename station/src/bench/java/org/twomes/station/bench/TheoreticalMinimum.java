package org.twomes.station.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import org.twomes.station.common.FlashGeometry;
import org.twomes.station.esp.LeastBytes;
import org.twomes.station.esp.LoaderProtocol;
import org.twomes.station.firmware.FlashPlan;
import org.twomes.station.firmware.Gap;
import org.twomes.station.firmware.Piece;
import org.twomes.station.firmware.Region;
import org.twomes.station.port.reset.Holds;
import org.twomes.station.rig.RigFacts;

/**
 * The least time in which a board can be prepared over a serial line, stage by stage:
 *
 * <ul>
 *   <li>{@code connect}: the holds of the reset into the loader; SYNC, the clock's calibration and the change of rate at the ROM's rate; identity,
 *       stub and flash size at the rate of the transfer
 *   <li>{@code write}: the shortest form known of the regions, in full blocks, and the programming of the last page; or, where the
 *       wire is faster than the flash, the programming of every page that is not blank, which nothing can overlap but the wire
 *   <li>{@code prove}: the erasing that cannot overlap the transfer, the question and the MD5 over the whole flash
 *   <li>{@code identify}: the hold of the restart, the ROM's and bootloader's text, EN's rise and the boot, and the log up to the brace
 *       that ends the last payload
 * </ul>
 *
 * Answers, turn-arounds, the ledger, the back office and the label count nothing.
 *
 * @param connect least time of it
 * @param write least time of it
 * @param prove least time of it
 * @param identify least time of it
 */
record TheoreticalMinimum(Duration connect, Duration write, Duration prove, Duration identify) {
    /** Start bit, eight data bits, stop bit. */
    private static final long BITS_PER_BYTE = 10;

    /** Bytes of a page, the unit in which a flash chip is programmed. */
    private static final int PAGE = 256;

    private static final long SECOND = 1_000_000_000L;

    /** The floor of a board at {@code baud}; {@code used} bytes at the beginning of its flash were not blank. */
    static TheoreticalMinimum of(FlashPlan plan, int baud, int used) {
        Duration connect = Holds.intoLoader()
                .plus(wire(LeastBytes.atRomRate(baud), LoaderProtocol.ROM_BAUD))
                .plus(wire(LeastBytes.identity() + LeastBytes.stub() + LeastBytes.flashSize(), baud));
        Duration transfer = wire(written(plan), baud).plus(RigFacts.page());
        Duration programming = RigFacts.page().multipliedBy(pages(plan));
        Duration write = transfer.compareTo(programming) < 0 ? programming : transfer;
        Duration prove = erase(plan, used)
                .plus(wire(LeastBytes.proof(plan.flashSize()), baud))
                .plus(RigFacts.md5(plan.flashSize()));
        Duration identify = Holds.run()
                .plus(RigFacts.boot())
                .plus(wire(RigFacts.bootLogBytes(image(plan)), LoaderProtocol.ROM_BAUD));
        return new TheoreticalMinimum(connect, write, prove, identify);
    }

    Duration whole() {
        return connect.plus(write).plus(prove).plus(identify);
    }

    /** The floor of a stage; zero for what needs no wire and no flash. */
    Duration of(String stage) {
        return switch (stage) {
            case "connect" -> connect;
            case "write" -> write;
            case "prove" -> prove;
            case "identify" -> identify;
            case "whole" -> whole();
            default -> Duration.ZERO;
        };
    }

    private static long written(FlashPlan plan) {
        return plan.regions().stream()
                .filter(region -> !region.blank())
                .mapToLong(TheoreticalMinimum::written)
                .sum();
    }

    private static long written(Region region) {
        try {
            long pieces = 0;
            for (Piece piece : region.pieces()) {
                pieces += LeastBytes.write(piece.offset(), piece.length(), piece.zlib());
            }
            return Math.min(pieces, LeastBytes.write(region.offset(), region.length(), region.zlib()));
        } catch (DataFormatException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Pages of the regions that are not blank: a blank one is not programmed. */
    private static long pages(FlashPlan plan) {
        byte[] flash = image(plan);
        long pages = 0;
        for (int at = 0; at < flash.length; at += PAGE) {
            int from = at;
            boolean blank = IntStream.range(from, from + PAGE).allMatch(i -> flash[i] == (byte) FlashGeometry.ERASED);
            pages += blank ? 0 : 1;
        }
        return pages;
    }

    /** The cheaper of erasing the whole chip first, and of erasing what is left when the regions were erased meanwhile. */
    private static Duration erase(FlashPlan plan, int used) {
        Duration rest = Duration.ZERO;
        for (Gap gap : plan.blanks()) {
            rest = rest.plus(rest(gap.offset(), Math.min(used, gap.offset() + gap.length())));
        }
        Duration chip = RigFacts.chipErase(plan.flashSize());
        return rest.compareTo(chip) < 0 ? rest : chip;
    }

    private static Duration rest(int offset, int end) {
        Duration sum = Duration.ZERO;
        int at = (offset + FlashGeometry.SECTOR - 1) / FlashGeometry.SECTOR * FlashGeometry.SECTOR;
        while (at < end) {
            boolean block = at % FlashGeometry.BLOCK == 0 && at + FlashGeometry.BLOCK <= end;
            sum = sum.plus(block ? RigFacts.blockErase() : RigFacts.sectorErase());
            at += block ? FlashGeometry.BLOCK : FlashGeometry.SECTOR;
        }
        return sum;
    }

    private static byte[] image(FlashPlan plan) {
        byte[] flash = new byte[plan.flashSize()];
        Arrays.fill(flash, (byte) FlashGeometry.ERASED);
        for (Region region : plan.regions()) {
            byte[] content = Inflated.of(region);
            System.arraycopy(content, 0, flash, region.offset(), content.length);
        }
        return flash;
    }

    private static Duration wire(long bytes, int baud) {
        return Duration.ofNanos(bytes * BITS_PER_BYTE * SECOND / baud);
    }

    /** Stages in the order of a board's life. */
    static List<String> stages() {
        return List.of("detect", "connect", "write", "prove", "identify", "finish", "whole");
    }
}
