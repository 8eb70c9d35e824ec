package org.twomes.station.firmware.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.twomes.station.firmware.BundleBuilder.complete;
import static org.twomes.station.firmware.BundleBuilder.image;
import static org.twomes.station.firmware.BundleBuilder.noise;
import static org.twomes.station.firmware.BundleFaults.refused;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.firmware.BundleBuilder.Segment;
import org.twomes.station.firmware.files.ZipFiles;
import org.twomes.station.rig.Rig;

/** Load addresses as the builds of ESP-IDF and Arduino print them ("load:0x...,len:..." of the ROM; esptool image-info). */
@Tag("rig")
class ImageKindTest {
    private static final byte[] APP_IDF = image(
            0,
            0x40081000,
            new Segment(0x3F400020, noise(1, 400)),
            new Segment(0x3FFB0000, noise(2, 80)),
            new Segment(0x40080000, noise(3, 0x400)),
            new Segment(0x400D0020, noise(4, 800)));

    @TempDir
    private Path folder;

    static Stream<Named<byte[]>> bootloaders() {
        return Stream.of(
                Named.of(
                        "ESP-IDF 4 and 5",
                        image(
                                0,
                                0x400806B4,
                                new Segment(0x3FFF0030, noise(1, 0x1B80)),
                                new Segment(0x40078000, noise(2, 0x3A00)),
                                new Segment(0x40080400, noise(3, 0xC00)))),
                Named.of(
                        "ESP-IDF 3, Arduino 1.0",
                        image(
                                0,
                                0x400806A8,
                                new Segment(0x3FFF0018, noise(1, 4)),
                                new Segment(0x3FFF001C, noise(1, 928)),
                                new Segment(0x40078000, noise(2, 8740)),
                                new Segment(0x40080400, noise(3, 5800)))),
                Named.of(
                        "a small one of its own",
                        image(
                                0,
                                0x40080404,
                                new Segment(0x3FFB0000, noise(1, 412)),
                                new Segment(0x40080400, noise(2, 572)))));
    }

    static Stream<Named<byte[]>> applications() {
        return Stream.of(
                Named.of("ESP-IDF", APP_IDF),
                Named.of(
                        "Arduino, in another order and without description",
                        image(
                                0,
                                0x4008266C,
                                new Segment(0x3F400020, noise(1, 800)),
                                new Segment(0x3FFBDB60, noise(2, 80)),
                                new Segment(0x40080000, noise(3, 0x400)),
                                new Segment(0x400D0020, noise(4, 800)),
                                new Segment(0x40080400, noise(5, 800)))),
                Named.of("the control's four bytes", image(0, 0x40080000, new Segment(0x40080000, noise(1, 4)))),
                Named.of(
                        "padded for secure boot",
                        image(
                                0,
                                0x40081000,
                                new Segment(0x3F400020, noise(1, 400)),
                                new Segment(0x40080000, noise(3, 0x400)),
                                new Segment(0, new byte[64]))));
    }

    @ParameterizedTest
    @MethodSource("bootloaders")
    void aBootloaderIsNoApplication(byte[] bootloader) {
        assertThatCode(() -> complete().with("bootloader.bin", bootloader).open())
                .doesNotThrowAnyException();
        assertThat(refused(
                        FaultCode.BUNDLE_WRONG_IMAGE,
                        "firmware.bin",
                        () -> complete().with("firmware.bin", bootloader).open()))
                .hasMessageContaining("is a bootloader");
    }

    @ParameterizedTest
    @MethodSource("applications")
    void anApplicationIsTakenAsOne(byte[] application) {
        assertThatCode(() -> complete().with("firmware.bin", application).open())
                .doesNotThrowAnyException();
    }

    @Test
    void anApplicationIsNoBootloader() {
        assertThat(refused(
                        FaultCode.BUNDLE_WRONG_IMAGE,
                        "bootloader.bin",
                        () -> complete().with("bootloader.bin", APP_IDF).open()))
                .hasMessageContaining("is an application");
    }

    @Test
    void theShippedBootloaderCopiedAsFirmwareIsRefused() throws Exception {
        Path zip = folder.resolve("hello.zip");
        try (InputStream in = Rig.class.getResourceAsStream("twomes-hello_ESP32DEV_v3.0.0.zip")) {
            Files.copy(in, zip);
        }
        byte[] bootloader = ZipFiles.open(zip).read("bootloader.bin").orElseThrow();
        refused(
                FaultCode.BUNDLE_WRONG_IMAGE,
                "firmware.bin",
                () -> complete().with("firmware.bin", bootloader).open());
    }

    static Stream<Named<byte[]>> ofEsp8266() {
        // esptool's ESP8266ROMFirmwareImage (E9) and ESP8266V2FirmwareImage (EA): 8 bytes of header, then address and
        // length.
        return Stream.of(
                Named.of(
                        "Arduino's eboot",
                        bytes(0xE9, 1, 2, 0x40, 0x9C, 0xF2, 0x10, 0x40, 0, 0xF0, 0x10, 0x40, 16, 0, 0, 0)),
                Named.of("RAM data first", bytes(0xE9, 2, 0, 0, 4, 0, 0x10, 0x40, 0, 0x80, 0xFE, 0x3F, 16, 0, 0, 0)),
                Named.of("second form", bytes(0xEA, 4, 0, 0, 4, 0, 0x10, 0x40, 0, 0, 0, 0, 16, 0, 0, 0)));
    }

    private static byte[] bytes(int... head) {
        byte[] image = new byte[128];
        for (int i = 0; i < head.length; i++) {
            image[i] = (byte) head[i];
        }
        return image;
    }

    @ParameterizedTest
    @MethodSource("ofEsp8266")
    void anImageOfTheEsp8266IsNamed(byte[] image) {
        assertThat(refused(
                        FaultCode.BUNDLE_WRONG_CHIP,
                        "firmware.bin",
                        () -> complete().with("firmware.bin", image).open()))
                .hasMessageContaining("ESP8266");
    }

    @Test
    void theOtherChipsAreNamedByTheirIds() {
        assertThat(refused(FaultCode.BUNDLE_WRONG_CHIP, "a", () -> EspImage.check("a", image(20, noise(1, 64)))))
                .hasMessageContaining("ESP32-C61");
        assertThat(refused(FaultCode.BUNDLE_WRONG_CHIP, "a", () -> EspImage.check("a", image(23, noise(1, 64)))))
                .hasMessageContaining("ESP32-C5");
    }
}
