package org.twomes.station.firmware.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.twomes.station.firmware.BundleFaults.refused;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twomes.station.config.FlashSection;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.firmware.BundleBuilder;

@Tag("fast")
class HeaderPatchTest {
    /** Built with qio, 80 MHz, 2 MB. */
    private static final byte[] IMAGE = BundleBuilder.image(0, BundleBuilder.noise(5, 80));

    private static byte[] patched(String mode, String frequency, String size, int flashSize) {
        return new HeaderPatch(new FlashSection(mode, frequency, size))
                .apply(IMAGE, EspImage.check("bootloader.bin", IMAGE), flashSize);
    }

    @ParameterizedTest
    @CsvSource({
        "dio, 40m, detect,  1, 2, 0x00",
        "dio, 40m, detect,  2, 2, 0x10",
        "dio, 40m, detect,  4, 2, 0x20",
        "dio, 40m, detect,  8, 2, 0x30",
        "qout, 80m, detect, 16, 1, 0x4F",
        "dio, 40m, detect, 32, 2, 0x50",
        "dio, 40m, detect, 64, 2, 0x60",
        "dio, 40m, detect, 128, 2, 0x70",
        "dio, 40m, detect, 256, 2, 0x70",
        "dio, 40m, 64MB,   128, 2, 0x60",
        "dout, 26m, 4MB,    8, 3, 0x21",
        "qio, 20m, keep,    4, 0, 0x12",
        "keep, keep, 4MB,   4, 0, 0x2F"
    })
    void headerAndHashAreSetAndNothingElse(
            String mode, String frequency, String size, int megabytes, int modeByte, String sizeByte) throws Exception {
        byte[] patched = patched(mode, frequency, size, megabytes << 20);

        assertThat(patched[2]).isEqualTo((byte) modeByte);
        assertThat(patched[3] & 0xFF).isEqualTo(Integer.decode(sizeByte));
        assertThat(EspImage.check("bootloader.bin", patched).length()).isEqualTo(IMAGE.length - 32);
        assertThat(Arrays.copyOfRange(patched, 4, IMAGE.length - 32))
                .isEqualTo(Arrays.copyOfRange(IMAGE, 4, IMAGE.length - 32));
    }

    @Test
    void keepingEverythingChangesNothing() throws Exception {
        assertThat(patched("keep", "keep", "keep", 4 << 20)).isEqualTo(IMAGE);
    }

    @Test
    void aSignedBootloaderStaysAsItIsAndThatIsSaid() throws Exception {
        for (byte[] signed : List.of(BundleBuilder.signedV1(IMAGE), BundleBuilder.signedV2(IMAGE, 2, 1))) {
            EspImage checked = EspImage.check("bootloader.bin", signed);
            HeaderPatch patch = new HeaderPatch(new FlashSection("dio", "40m", "detect"));
            assertThat(patch.apply(signed, checked, 4 << 20)).isEqualTo(signed);
            assertThat(patch.remark("bootloader.bin", checked))
                    .hasValueSatisfying(words -> assertThat(words)
                            .contains(
                                    "bootloader.bin is signed",
                                    "secure boot v" + checked.signature().scheme(),
                                    "flash.size"));
            assertThat(new HeaderPatch(new FlashSection("keep", "keep", "keep")).remark("bootloader.bin", checked))
                    .isEmpty();
        }
    }

    @Test
    void aBootloaderWithoutHashGetsNone() throws Exception {
        byte[] bare = BundleBuilder.unhashed(IMAGE);
        byte[] patched = new HeaderPatch(new FlashSection("dio", "40m", "detect"))
                .apply(bare, EspImage.check("bootloader.bin", bare), 4 << 20);
        byte[] wanted = bare.clone();
        wanted[2] = 2;
        wanted[3] = 0x20;
        assertThat(patched).isEqualTo(wanted);
    }

    @Test
    void aSizeThatTheChipHasNotIsRefused() {
        refused(FaultCode.BUNDLE_SIZE_SETTING, "flash.size", () -> patched("dio", "40m", "8MB", 4 << 20));
        refused(FaultCode.BUNDLE_SETTING_UNKNOWN, "flash.size", () -> patched("dio", "40m", "detect", 3 << 20));
    }

    @Test
    void unknownSettingsAreNamed() {
        refused(FaultCode.BUNDLE_SETTING_UNKNOWN, "flash.mode", () -> patched("fast", "40m", "detect", 4 << 20));
        refused(FaultCode.BUNDLE_SETTING_UNKNOWN, "flash.frequency", () -> patched("dio", "41m", "detect", 4 << 20));
        refused(FaultCode.BUNDLE_SETTING_UNKNOWN, "flash.size", () -> patched("dio", "40m", "5MB", 8 << 20));
    }
}
