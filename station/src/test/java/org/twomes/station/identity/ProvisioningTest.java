package org.twomes.station.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.StickerSection;
import org.twomes.station.config.Transport;

@Tag("fast")
class ProvisioningTest {
    @TempDir
    Path folder;

    private StickerSection labels(String keys) throws Exception {
        Path file = java.nio.file.Files.writeString(folder.resolve("station.yaml"), "sticker:\n" + keys);
        return ConfigFile.load(file, Map.of()).sticker();
    }

    @Test
    void aLabelThatSaysTheSameIsNoNews() throws Exception {
        assertThat(Provisioning.BLE.differences(labels(""))).isEmpty();
        assertThat(Provisioning.BLE.differences(labels("  transport: ble\n  security: 1\n")))
                .isEmpty();
    }

    @Test
    void whatTheLabelSaysOtherwiseIsToldWithItsKey() throws Exception {
        Provisioning own = new Provisioning(Optional.of(Transport.SOFTAP), OptionalInt.of(2), true, false);
        assertThat(own.differences(labels("  transport: ble\n  security: 1\n")))
                .containsExactly(
                        "the label says transport ble (sticker.transport), the firmware softap",
                        "the label says security 1 (sticker.security), the firmware 2",
                        "the firmware's QR payload has a password, the label has none (sticker.passwordFile)");
    }

    @Test
    void generationAsFormForSoftApIsKnownAsWrong() throws Exception {
        Provisioning own = new Provisioning(Optional.of(Transport.SOFTAP), OptionalInt.of(1), false, true);
        assertThat(own.differences(labels("")))
                .singleElement()
                .asString()
                .contains("the wrong form of generation A for SoftAP");
    }
}
