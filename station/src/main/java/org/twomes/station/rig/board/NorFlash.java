package org.twomes.station.rig.board;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.twomes.station.common.FlashGeometry;
import org.twomes.station.rig.FaultKind;
import org.twomes.station.rig.FaultScript;

/**
 * A NOR flash chip: programming only clears bits, erasing sets all of a sector. Sectors that are blank take no memory. What
 * is not wholly inside the chip is an {@link IndexOutOfBoundsException}.
 */
public final class NorFlash {
    private static final byte BLANK = (byte) 0xFF;

    private static final byte[] BLANK_SECTOR = blankSector();

    private final @Nullable Sector[] sectors;

    /** Content of a sector that is not blank. */
    private record Sector(byte[] bytes) {}

    private final boolean dead;
    private final int stuckAt;
    private final int zeroAt;
    private final int wornAt;
    private final FlashSums sums;

    /** A blank flash of {@code size} bytes without faults. */
    public NorFlash(int size) {
        this(size, FaultScript.NONE);
    }

    /** A blank flash of {@code size} bytes with the faults of a script. */
    public NorFlash(int size, FaultScript faults) {
        this(size, faults, new FlashSums());
    }

    /** As above, one of several flashes that know each other's sums. */
    public NorFlash(int size, FaultScript faults, FlashSums sums) {
        this.sums = sums;
        sectors = new Sector[size / FlashGeometry.SECTOR];
        dead = faults.has(FaultKind.DEAD_FLASH);
        stuckAt = faults.figure(FaultKind.STUCK_BIT).map(Double::intValue).orElse(-1);
        zeroAt = faults.figure(FaultKind.STUCK_ZERO).map(Double::intValue).orElse(-1);
        wornAt = faults.figure(FaultKind.WORN_BIT).map(Double::intValue).orElse(-1);
        if (dead) {
            Arrays.setAll(sectors, sector -> new Sector(new byte[FlashGeometry.SECTOR]));
        }
        int used = faults.figure(FaultKind.USED)
                .map(kilobytes -> kilobytes.intValue() << 10)
                .orElse(0);
        for (int sector = 0; sector < Math.min(sectors.length, used / FlashGeometry.SECTOR); sector++) {
            sectors[sector] = new Sector(new byte[FlashGeometry.SECTOR]);
        }
        faults.figure(FaultKind.LEFT_AT)
                .ifPresent(offset ->
                        sectors[offset.intValue() / FlashGeometry.SECTOR] = new Sector(new byte[FlashGeometry.SECTOR]));
    }

    /** In bytes. */
    public int size() {
        return sectors.length * FlashGeometry.SECTOR;
    }

    /** Programs: each byte becomes the AND of what is there and what is written. */
    public void program(int offset, byte[] data, int from, int length) {
        Objects.checkFromIndexSize(offset, length, size());
        if (dead) {
            return;
        }
        int done = 0;
        while (done < length) {
            int within = (offset + done) % FlashGeometry.SECTOR;
            int size = Math.min(FlashGeometry.SECTOR - within, length - done);
            programSector((offset + done) / FlashGeometry.SECTOR, within, data, from + done, size);
            done += size;
        }
    }

    private void programSector(int number, int within, byte[] data, int from, int length) {
        Sector sector = sectors[number];
        if (sector == null) {
            if (Arrays.equals(data, from, from + length, BLANK_SECTOR, 0, length)) {
                return;
            }
            sector = new Sector(BLANK_SECTOR.clone());
            sectors[number] = sector;
        }
        byte[] cells = sector.bytes();
        int stuck = stuckAt - number * FlashGeometry.SECTOR;
        byte kept = stuckAt >= 0 && stuck >= within && stuck < within + length ? cells[stuck] : 0;
        for (int i = 0; i < length; i++) {
            cells[within + i] &= data[from + i];
        }
        if (kept != 0) {
            cells[stuck] |= (byte) (kept & 1);
        }
    }

    /** Erases whole sectors, [offset, offset + length). */
    void erase(int offset, int length) {
        Objects.checkFromIndexSize(offset, length, size());
        if (dead) {
            return;
        }
        boolean stays = wornAt >= 0 && wornAt < size() && (read(wornAt, 1)[0] & 1) == 0;
        for (int sector = offset / FlashGeometry.SECTOR;
                sector < (offset + length + FlashGeometry.SECTOR - 1) / FlashGeometry.SECTOR;
                sector++) {
            sectors[sector] = null;
        }
        if (stays) {
            program(wornAt, new byte[] {BLANK & ~1}, 0, 1);
        }
    }

    boolean blank(int sector) {
        Sector content = sectors[sector];
        if (content == null) {
            return zeroAt < 0 || zeroAt / FlashGeometry.SECTOR != sector;
        }
        return Arrays.equals(content.bytes(), BLANK_SECTOR);
    }

    /** What {@code length} bytes from {@code offset} on hold. */
    public byte[] read(int offset, int length) {
        Objects.checkFromIndexSize(offset, length, size());
        byte[] out = new byte[length];
        Arrays.fill(out, BLANK);
        int at = offset;
        while (at < offset + length) {
            int next = Math.min(offset + length, (at / FlashGeometry.SECTOR + 1) * FlashGeometry.SECTOR);
            Sector sector = sectors[at / FlashGeometry.SECTOR];
            if (sector != null) {
                System.arraycopy(sector.bytes(), at % FlashGeometry.SECTOR, out, at - offset, next - at);
            }
            at = next;
        }
        if (zeroAt >= offset && zeroAt < offset + length) {
            out[zeroAt - offset] &= ~1;
        }
        return out;
    }

    byte[] md5(int offset, int length) {
        Objects.checkFromIndexSize(offset, length, size());
        if (zeroAt >= offset && zeroAt < offset + length) {
            return newMd5().digest(read(offset, length));
        }
        @Nullable
        byte[][] content = Arrays.stream(
                        sectors,
                        offset / FlashGeometry.SECTOR,
                        (offset + length + FlashGeometry.SECTOR - 1) / FlashGeometry.SECTOR)
                .map(sector -> sector == null ? null : sector.bytes())
                .toArray(byte[][]::new);
        return sums.of(offset, length, content, () -> digest(offset, length));
    }

    private byte[] digest(int offset, int length) {
        MessageDigest md5 = newMd5();
        int end = offset + length;
        for (int at = offset; at < end; ) {
            int next = Math.min(end, (at / FlashGeometry.SECTOR + 1) * FlashGeometry.SECTOR);
            Sector sector = sectors[at / FlashGeometry.SECTOR];
            md5.update(sector == null ? BLANK_SECTOR : sector.bytes(), at % FlashGeometry.SECTOR, next - at);
            at = next;
        }
        return md5.digest();
    }

    private static MessageDigest newMd5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    private static byte[] blankSector() {
        byte[] sector = new byte[FlashGeometry.SECTOR];
        Arrays.fill(sector, BLANK);
        return sector;
    }
}
