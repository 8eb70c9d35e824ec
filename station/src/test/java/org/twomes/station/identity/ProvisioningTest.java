package org.twomes.station.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.common.Secret;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.StickerSection;
import org.twomes.station.config.Transport;

@Tag("fast")
class ProvisioningTest {
    private static final Optional<Secret> SAID = Optional.of(Secret.of("z"));

    @TempDir
    Path folder;

    private StickerSection labels(String keys) throws Exception {
        Path file = java.nio.file.Files.writeString(folder.resolve("station.yaml"), "sticker:\n" + keys);
        return ConfigFile.load(file, Map.of()).sticker();
    }

    @Test
    void aLabelThatSaysTheSameIsNoNews() throws Exception {
        assertThat(Provisioning.BLE.differences(labels(""), Optional.empty())).isEmpty();
        assertThat(Provisioning.BLE.differences(labels("  transport: ble\n  security: 1\n"), Optional.empty()))
                .isEmpty();
    }

    @Test
    void whatTheLabelSaysOtherwiseIsToldWithItsKey() throws Exception {
        Provisioning own = new Provisioning(
                Optional.of(Transport.SOFTAP), OptionalInt.of(2), Optional.of(Secret.of("x y")), false);
        assertThat(own.differences(labels("  transport: ble\n  security: 1\n"), SAID))
                .containsExactly(
                        "the label says transport ble (sticker.transport), the firmware softap",
                        "the label says security 1 (sticker.security), the firmware 2",
                        "the label says the password of sticker.passwordFile, the firmware another one");
        assertThat(own.differences(labels(""), Optional.empty())).isEmpty();
    }

    @Test
    void generationAsFormForSoftApIsKnownAsWrong() throws Exception {
        Provisioning own = new Provisioning(Optional.of(Transport.SOFTAP), OptionalInt.of(1), Optional.empty(), true);
        assertThat(own.differences(labels(""), Optional.empty()))
                .singleElement()
                .asString()
                .contains("the wrong form of generation A for SoftAP");
    }
}
