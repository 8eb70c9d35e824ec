package org.twomes.station.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.twomes.station.firmware.BundleBuilder.complete;
import static org.twomes.station.firmware.BundleBuilder.image;
import static org.twomes.station.firmware.BundleBuilder.noise;
import static org.twomes.station.firmware.BundleFaults.refused;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.firmware.image.EspImage;

@Tag("fast")
class ChipRevisionsTest {
    private static byte[] built(int old, int minimum, int maximum) {
        byte[] image = image(0, noise(1, 64));
        ByteBuffer.wrap(image)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(14, (byte) old)
                .putShort(15, (short) minimum)
                .putShort(17, (short) maximum);
        return BundleBuilder.sealed(image);
    }

    private static ChipRevisions of(int old, int minimum, int maximum) {
        return ChipRevisions.of(built(old, minimum, maximum));
    }

    @Test
    void fullFieldsCountOnlyWhereTheMaximumIsSet() {
        assertThat(of(0, 0, 0)).isEqualTo(ChipRevisions.ANY);
        assertThat(of(3, 0, 0)).isEqualTo(new ChipRevisions(300, 0xFFFF));
        assertThat(of(1, 301, 0)).isEqualTo(new ChipRevisions(100, 0xFFFF));
        assertThat(of(3, 301, 0xFFFF)).isEqualTo(new ChipRevisions(301, 0xFFFF));
        assertThat(of(0, 100, 399)).isEqualTo(new ChipRevisions(100, 399));
        assertThat(of(3, 0, 0xFFFF)).isEqualTo(ChipRevisions.ANY);
    }

    @Test
    void bothEndsAreAdmittedAndNothingBeyond() {
        ChipRevisions some = new ChipRevisions(301, 399);
        assertThat(some.admits(300)).isFalse();
        assertThat(some.admits(301)).isTrue();
        assertThat(some.admits(399)).isTrue();
        assertThat(some.admits(400)).isFalse();
    }

    @Test
    void aBundleNeedsWhatAllOfItsImagesNeed() throws Exception {
        Bundle bundle = complete()
                .with("bootloader.bin", built(1, 100, 399))
                .with("firmware.bin", built(3, 301, 0xFFFF))
                .open();
        assertThat(bundle.chipRevisions()).isEqualTo(new ChipRevisions(301, 399));
        assertThat(complete().open().chipRevisions()).isEqualTo(ChipRevisions.ANY);
    }

    @Test
    void imagesThatNoChipRunsTogetherAreRefused() {
        assertThat(refused(
                        FaultCode.BUNDLE_MIXED_REVISIONS,
                        "firmware.bin",
                        () -> complete()
                                .with("bootloader.bin", built(0, 0, 199))
                                .with("firmware.bin", built(3, 300, 0xFFFF))
                                .open()))
                .hasMessageContaining("v3.0 or later")
                .hasMessageContaining("up to v1.99");
        assertThat(refused(FaultCode.BUNDLE_IMAGE_DAMAGED, "a.bin", () -> EspImage.check("a.bin", built(3, 300, 199))))
                .hasMessageContaining("v3.0")
                .hasMessageContaining("v1.99");
    }

    @Test
    void aRangeIsReadAsAPersonSaysIt() {
        assertThat(ChipRevisions.ANY).hasToString("any");
        assertThat(new ChipRevisions(301, 0xFFFF)).hasToString("v3.1 or later");
        assertThat(new ChipRevisions(0, 399)).hasToString("up to v3.99");
        assertThat(new ChipRevisions(100, 399)).hasToString("v1.0 to v3.99");
    }
}
