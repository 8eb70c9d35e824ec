package org.twomes.station.rig;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A NOR flash chip: programming only clears bits, erasing sets all of a sector. Sectors that are blank take no memory. */
final class NorFlash {
    static final int SECTOR = 0x1000;
    private static final byte BLANK = (byte) 0xFF;

    private final @Nullable Sector[] sectors;

    /** Content of a sector that is not blank. */
    private record Sector(byte[] bytes) {}

    private final boolean dead;
    private final int stuckAt;
    private final int zeroAt;

    NorFlash(int size) {
        this(size, FaultScript.NONE);
    }

    NorFlash(int size, FaultScript faults) {
        sectors = new Sector[size / SECTOR];
        dead = faults.has(FaultKind.DEAD_FLASH);
        stuckAt = faults.figure(FaultKind.STUCK_BIT).map(Double::intValue).orElse(-1);
        zeroAt = faults.figure(FaultKind.STUCK_ZERO).map(Double::intValue).orElse(-1);
        if (dead) {
            Arrays.setAll(sectors, sector -> new Sector(new byte[SECTOR]));
        }
        int used = faults.figure(FaultKind.USED)
                .map(kilobytes -> kilobytes.intValue() << 10)
                .orElse(0);
        for (int sector = 0; sector < Math.min(sectors.length, used / SECTOR); sector++) {
            sectors[sector] = new Sector(new byte[SECTOR]);
        }
    }

    int size() {
        return sectors.length * SECTOR;
    }

    /** Programs: each byte becomes the AND of what is there and what is written. */
    void program(int offset, byte[] data, int from, int length) {
        if (dead) {
            return;
        }
        for (int i = 0; i < length; i++) {
            int at = offset + i;
            byte value = data[from + i];
            Sector sector = sectors[at / SECTOR];
            if (sector == null) {
                if (value == BLANK) {
                    continue;
                }
                sector = new Sector(new byte[SECTOR]);
                Arrays.fill(sector.bytes(), BLANK);
                sectors[at / SECTOR] = sector;
            }
            sector.bytes()[at % SECTOR] &= at == stuckAt ? (byte) (value | 1) : value;
        }
    }

    /** Erases whole sectors, [offset, offset + length). */
    void erase(int offset, int length) {
        if (dead) {
            return;
        }
        for (int sector = offset / SECTOR; sector < (offset + length + SECTOR - 1) / SECTOR; sector++) {
            sectors[sector] = null;
        }
    }

    boolean blank(int sector) {
        Sector content = sectors[sector];
        if (content == null) {
            return zeroAt < 0 || zeroAt / SECTOR != sector;
        }
        for (byte b : content.bytes()) {
            if (b != BLANK) {
                return false;
            }
        }
        return true;
    }

    byte[] read(int offset, int length) {
        byte[] out = new byte[length];
        Arrays.fill(out, BLANK);
        int at = offset;
        while (at < offset + length) {
            int next = Math.min(offset + length, (at / SECTOR + 1) * SECTOR);
            Sector sector = sectors[at / SECTOR];
            if (sector != null) {
                System.arraycopy(sector.bytes(), at % SECTOR, out, at - offset, next - at);
            }
            at = next;
        }
        if (zeroAt >= offset && zeroAt < offset + length) {
            out[zeroAt - offset] &= ~1;
        }
        return out;
    }

    byte[] md5(int offset, int length) {
        try {
            return MessageDigest.getInstance("MD5").digest(read(offset, length));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
