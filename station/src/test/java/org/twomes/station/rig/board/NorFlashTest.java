package org.twomes.station.rig.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.common.FlashGeometry;
import org.twomes.station.rig.FaultScript;

/** The flash chip of a virtual board keeps to what NOR flash does. */
@Tag("fast")
@net.jqwik.api.Tag("fast")
class NorFlashTest {
    private static final int SIZE = 1 << 20;
    private static final int SECTOR = FlashGeometry.SECTOR;

    private static byte[] md5(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("MD5").digest(bytes);
    }

    @Test
    void itComesBlank() {
        NorFlash flash = new NorFlash(SIZE);
        assertThat(flash.size()).isEqualTo(SIZE);
        assertThat(flash.read(0, SIZE)).containsOnly(0xFF);
        assertThat(flash.blank(0)).isTrue();
    }

    @Test
    void programmingOnlyClearsBits() {
        NorFlash flash = new NorFlash(SIZE);
        flash.program(5, new byte[] {(byte) 0xF0}, 0, 1);
        flash.program(5, new byte[] {0x3C}, 0, 1);
        assertThat(flash.read(4, 3)).containsExactly(0xFF, 0x30, 0xFF);
        flash.program(5, new byte[] {(byte) 0xFF}, 0, 1);
        assertThat(flash.read(5, 1)).containsExactly(0x30);
        assertThat(flash.blank(0)).isFalse();
    }

    @Test
    void anEraseSetsWholeSectorsAndNoOthers() {
        NorFlash flash = new NorFlash(SIZE);
        byte[] zeros = new byte[4 * SECTOR];
        flash.program(0, zeros, 0, zeros.length);
        flash.erase(SECTOR, SECTOR + 1);
        assertThat(flash.read(0, SECTOR)).containsOnly(0);
        assertThat(flash.read(SECTOR, 2 * SECTOR)).containsOnly(0xFF);
        assertThat(flash.read(3 * SECTOR, SECTOR)).containsOnly(0);
        flash.program(SECTOR, new byte[] {0x55}, 0, 1);
        assertThat(flash.read(SECTOR, 1)).containsExactly(0x55);
    }

    @Test
    void nothingIsBeyondItsEnd() {
        NorFlash flash = new NorFlash(SIZE);
        assertThatThrownBy(() -> flash.program(SIZE - 1, new byte[2], 0, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> flash.erase(SIZE - SECTOR, 2 * SECTOR)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> flash.read(SIZE - 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> flash.md5(SIZE - 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> flash.read(-1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aStuckBitNeverClearsAndAStuckZeroIsNeverSet() throws Exception {
        NorFlash stuck = new NorFlash(SIZE, FaultScript.parse("stuck-bit 0x1005"));
        stuck.program(0x1000, new byte[8], 0, 8);
        assertThat(stuck.read(0x1004, 3)).containsExactly(0, 1, 0);
        NorFlash zero = new NorFlash(SIZE, FaultScript.parse("stuck-zero 0x1005"));
        zero.erase(0, SIZE);
        byte[] content = zero.read(0x1000, SECTOR);
        assertThat(content[5]).isEqualTo((byte) 0xFE);
        assertThat(zero.blank(1)).isFalse();
        assertThat(zero.md5(0x1000, SECTOR)).isEqualTo(md5(content));
    }

    /** Beside a plain array: whatever the order of programs and erases, across sectors and within. */
    @Property(tries = 60)
    void itHoldsWhatAnArrayWithTheSameRulesHolds(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        int size = 8 * SECTOR;
        NorFlash flash = new NorFlash(size);
        byte[] model = new byte[size];
        Arrays.fill(model, (byte) 0xFF);
        for (int step = 0; step < 20; step++) {
            int offset = random.nextInt(size);
            byte[] data = new byte[random.nextInt(Math.min(2 * SECTOR, size - offset) + 1)];
            random.nextBytes(data);
            if (random.nextInt(3) == 0) {
                int sector = offset / SECTOR;
                flash.erase(sector * SECTOR, SECTOR);
                Arrays.fill(model, sector * SECTOR, (sector + 1) * SECTOR, (byte) 0xFF);
            } else {
                flash.program(offset, data, 0, data.length);
                for (int i = 0; i < data.length; i++) {
                    model[offset + i] &= data[i];
                }
            }
        }
        assertThat(flash.read(0, size)).isEqualTo(model);
        assertThat(flash.md5(100, size - 300)).isEqualTo(md5(Arrays.copyOfRange(model, 100, size - 200)));
    }

    @Test
    void sumsThatFlashesShareAreThoseOfTheirContents() throws Exception {
        FlashSums sums = new FlashSums();
        NorFlash one = new NorFlash(SIZE, FaultScript.NONE, sums);
        NorFlash other = new NorFlash(SIZE, FaultScript.NONE, sums);
        byte[] program = new byte[3 * SECTOR];
        new Random(5).nextBytes(program);
        for (NorFlash flash : new NorFlash[] {one, other}) {
            assertThat(flash.md5(0, SIZE)).isEqualTo(md5(flash.read(0, SIZE)));
            flash.program(SECTOR, program, 0, program.length);
            assertThat(flash.md5(0, SIZE)).isEqualTo(md5(flash.read(0, SIZE)));
            assertThat(flash.md5(100, 2 * SECTOR)).isEqualTo(md5(flash.read(100, 2 * SECTOR)));
        }
        other.program(2 * SECTOR + 17, new byte[1], 0, 1);
        assertThat(other.md5(0, SIZE)).isEqualTo(md5(other.read(0, SIZE))).isNotEqualTo(one.md5(0, SIZE));
        assertThat(one.md5(0, SIZE)).isEqualTo(md5(one.read(0, SIZE)));
    }

    @Test
    void aWornBitStaysClearThroughErases() {
        NorFlash flash = new NorFlash(SIZE, FaultScript.parse("worn-bit 0x1005"));
        flash.erase(0, SIZE);
        assertThat(flash.read(0x1005, 1)).containsExactly(0xFF);
        flash.program(0x1004, new byte[] {0, 0, 0}, 0, 3);
        flash.erase(0, SIZE);
        assertThat(flash.read(0x1004, 3)).containsExactly(0xFF, 0xFE, 0xFF);
        assertThat(flash.blank(1)).isFalse();
    }
}
