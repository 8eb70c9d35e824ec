package org.twomes.station.firmware.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.twomes.station.firmware.BundleBuilder.blank;
import static org.twomes.station.firmware.BundleBuilder.complete;
import static org.twomes.station.firmware.BundleBuilder.image;
import static org.twomes.station.firmware.BundleBuilder.joined;
import static org.twomes.station.firmware.BundleBuilder.noise;
import static org.twomes.station.firmware.BundleBuilder.signedV1;
import static org.twomes.station.firmware.BundleBuilder.signedV2;
import static org.twomes.station.firmware.BundleBuilder.unhashed;
import static org.twomes.station.firmware.BundleFaults.refused;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twomes.station.common.Digests;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.firmware.BundleBuilder;
import org.twomes.station.firmware.Region;

@Tag("fast")
class ImageSignatureTest {
    private static final byte[] IMAGE = image(0, noise(1, 64), noise(2, 100));

    private static FaultException damaged(byte[] content) {
        return refused(FaultCode.BUNDLE_SIGNATURE_DAMAGED, "a.bin", () -> EspImage.check("a.bin", content));
    }

    @Test
    void imageWithoutHashIsSoundAndEndsAtItsChecksum() throws Exception {
        byte[] bare = unhashed(IMAGE);
        EspImage checked = EspImage.check("a.bin", bare);
        assertThat(checked.length()).isEqualTo(bare.length);
        assertThat(checked.hashed()).isFalse();
        assertThat(EspImage.check("a.bin", joined(bare, blank(100))).length()).isEqualTo(bare.length);
        assertThat(damaged(joined(bare, noise(1, 32)))).hasMessageContaining("behind its image");
        bare[bare.length - 1] ^= 1;
        assertThat(refused(FaultCode.BUNDLE_IMAGE_DAMAGED, "a.bin", () -> EspImage.check("a.bin", bare)))
                .hasMessageContaining("checksum");
    }

    @Test
    void signatureOfSecureBootV1IsSoundWithAndWithoutHash() throws Exception {
        for (byte[] image : new byte[][] {IMAGE, unhashed(IMAGE)}) {
            assertThat(EspImage.check("a.bin", signedV1(image)).signature().scheme())
                    .isEqualTo(1);
            assertThat(EspImage.check("a.bin", joined(signedV1(image), blank(12)))
                            .signature()
                            .scheme())
                    .isEqualTo(1);
        }
    }

    @Test
    void whatIsAlmostASignatureOfSecureBootV1IsRefused() {
        byte[] signed = signedV1(IMAGE);
        assertThat(damaged(Arrays.copyOf(signed, signed.length - 1)).facts())
                .containsEntry("offset", String.valueOf(IMAGE.length));
        assertThat(damaged(joined(signed, new byte[1])).facts()).containsEntry("offset", String.valueOf(IMAGE.length));
        signed[IMAGE.length + 3] = 1;
        assertThat(damaged(signed)).hasMessageContaining("no signature of secure boot");
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "2, 2", "2, 3", "3, 1"})
    void sectorOfSecureBootV2IsSoundWithAndWithoutHash(int version, int blocks) throws Exception {
        for (byte[] image : new byte[][] {IMAGE, unhashed(IMAGE), image(0, noise(1, 0x1000 - 72))}) {
            ImageSignature signature =
                    EspImage.check("a.bin", signedV2(image, version, blocks)).signature();
            assertThat(signature.scheme()).isEqualTo(2);
            assertThat(signature.remark()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "3, 1", "3, 2"})
    void wrongCrcOfABlockIsAFaultThatSaysSo(int blocks, int wrong) {
        byte[] signed = signedV2(IMAGE, 2, blocks);
        signed[0x1000 + wrong * 1216 + 40] ^= 1;
        FaultException refusal = damaged(signed);
        assertThat(refusal).hasMessageContaining("signature block " + wrong).hasMessageContaining("CRC");
        assertThat(refusal.facts()).containsEntry("offset", String.valueOf(0x1000 + wrong * 1216 + 1196L));
    }

    @Test
    void whatIsAlmostASectorOfSecureBootV2IsRefused() {
        byte[] signed = signedV2(IMAGE, 2, 1);
        assertThat(damaged(Arrays.copyOf(signed, signed.length - 1))).hasMessageContaining("ends within");
        assertThat(damaged(joined(signed, new byte[4]))).hasMessageContaining("behind its secure boot v2");
        assertThat(damaged(signedV2(IMAGE, 7, 1))).hasMessageContaining("version 7");
        assertThat(damaged(joined(IMAGE, Arrays.copyOfRange(signed, 0x1000, 0x2000))))
                .hasMessageContaining("no signature of secure boot");
        signed[IMAGE.length + 5] = 0;
        assertThat(damaged(signed).facts()).containsEntry("offset", String.valueOf(IMAGE.length + 5L));
    }

    @Test
    void signatureOfAnotherContentIsRemarked() throws Exception {
        byte[] other = signedV2(image(0, noise(7, 64), noise(8, 100)), 2, 1);
        byte[] mixed = signedV2(IMAGE, 2, 1);
        System.arraycopy(other, 0x1000, mixed, 0x1000, 0x1000);
        assertThat(EspImage.check("a.bin", mixed).signature().remark())
                .hasValueSatisfying(words -> assertThat(words).contains("a.bin", "another content"));
    }

    @Test
    void theWholeFileIsWrittenAndASignedBootloaderIsLeftAsItIs() throws Exception {
        byte[] app = signedV2(image(0, noise(2, 40_000)), 2, 3);
        byte[] bootloader = image(0, noise(3, 800));
        bootloader[3] = 0x20;
        bootloader = signedV2(BundleBuilder.sealed(bootloader), 2, 1);
        Bundle bundle = complete()
                .with("firmware.bin", app)
                .with("bootloader.bin", bootloader)
                .open();
        assertThat(bundle.plan(4 << 20).regions())
                .filteredOn(region -> region.name().equals("firmware.bin"))
                .extracting(Region::length)
                .containsExactly(app.length);
        assertThat(bundle.plan(4 << 20).regions().get(0).md5())
                .isEqualTo(Digests.md5().digest(bootloader));
        assertThat(bundle.remarks())
                .anySatisfy(remark -> assertThat(remark).contains("bootloader.bin is signed", "flash.mode"));
        assertThat(bundle.plan(8 << 20).flashSize()).isEqualTo(8 << 20);
    }

    @Test
    void aBootloaderSignedForAnotherFlashSizeIsRefused() throws Exception {
        Bundle bundle = complete()
                .with("bootloader.bin", signedV1(image(0, noise(3, 800))))
                .open();
        assertThat(refused(FaultCode.BUNDLE_SIGNED_SIZE, "bootloader.bin", () -> bundle.plan(4 << 20)))
                .hasMessageContaining("signed for a flash of 0x200000 bytes");
    }
}
