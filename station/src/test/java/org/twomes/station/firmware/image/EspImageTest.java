package org.twomes.station.firmware.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.twomes.station.firmware.BundleBuilder.image;
import static org.twomes.station.firmware.BundleBuilder.noise;
import static org.twomes.station.firmware.BundleFaults.refused;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

@Tag("fast")
class EspImageTest {
    private static final byte[] SOUND = image(0, noise(1, 64), noise(2, 100));

    @Test
    void soundImageEndsBeforeItsHash() throws Exception {
        assertThat(EspImage.check("a.bin", SOUND).length()).isEqualTo(SOUND.length - 32);
    }

    @Test
    void fillOfErasedFlashBehindTheHashIsAllowedAndContentIsNot() throws Exception {
        byte[] longer = Arrays.copyOf(SOUND, SOUND.length + 2);
        Arrays.fill(longer, SOUND.length, longer.length, (byte) 0xFF);
        assertThat(EspImage.check("a.bin", longer).length()).isEqualTo(SOUND.length - 32);

        longer[SOUND.length + 1] = 0;
        assertThat(refused(FaultCode.BUNDLE_SIGNATURE_DAMAGED, "a.bin", () -> EspImage.check("a.bin", longer))
                        .facts())
                .containsEntry("offset", String.valueOf(SOUND.length + 1L));
    }

    @Test
    void otherChipIsNamed() {
        assertThat(refused(FaultCode.BUNDLE_WRONG_CHIP, "a.bin", () -> EspImage.check("a.bin", image(9, noise(1, 64)))))
                .hasMessageContaining("ESP32-S3");
        assertThat(refused(
                        FaultCode.BUNDLE_WRONG_CHIP, "a.bin", () -> EspImage.check("a.bin", image(77, noise(1, 64)))))
                .hasMessageContaining("chip id 77");
    }

    @Test
    void imageThatSaysNeitherHashNorNoneIsRefused() {
        byte[] image = SOUND.clone();
        image[23] = 2;
        assertThat(refused(FaultCode.BUNDLE_IMAGE_DAMAGED, "a.bin", () -> EspImage.check("a.bin", image))
                        .facts())
                .containsEntry("offset", String.valueOf(23));
    }

    @Test
    void segmentThatIsLongerThanTheFileIsRefusedWhereItSaysSo() {
        byte[] image = SOUND.clone();
        Arrays.fill(image, 28, 32, (byte) 0xFC);
        assertThat(refused(FaultCode.BUNDLE_IMAGE_DAMAGED, "a.bin", () -> EspImage.check("a.bin", image))
                        .facts())
                .containsEntry("offset", String.valueOf(28));
    }

    @Test
    void anyChangedByteIsNoticed() {
        for (int at = 0; at < SOUND.length; at++) {
            byte[] image = SOUND.clone();
            image[at] ^= (byte) 0x5A;
            assertThatThrownBy(() -> EspImage.check("a.bin", image))
                    .as("byte %d", at)
                    .isInstanceOf(FaultException.class);
        }
    }

    @Test
    void everyBitOfTheHeaderCounts() {
        for (int at = 0; at < 32; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] image = SOUND.clone();
                image[at] ^= (byte) (1 << bit);
                assertThatThrownBy(() -> EspImage.check("a.bin", image))
                        .as("byte %d bit %d", at, bit)
                        .isInstanceOf(FaultException.class);
            }
        }
    }

    @Test
    void everyShorterFileIsRefused() {
        for (int length = 0; length < SOUND.length; length++) {
            byte[] cut = Arrays.copyOf(SOUND, length);
            assertThatThrownBy(() -> EspImage.check("a.bin", cut))
                    .as("%d bytes", length)
                    .isInstanceOf(FaultException.class);
        }
    }
}
