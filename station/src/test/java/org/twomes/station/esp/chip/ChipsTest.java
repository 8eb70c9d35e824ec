package org.twomes.station.esp.chip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twomes.station.esp.session.Stub;

/** The rows, against Espressif's own values: the table of the chips' targets in esptool 5.3.1. */
@Tag("fast")
class ChipsTest {
    private static Chip named(String name) {
        return Chips.ALL.stream()
                .filter(chip -> chip.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String hex(int number) {
        return String.format("%08X", number);
    }

    private static String bits(BitField field) {
        return hex(field.address()) + "&" + hex(field.mask());
    }

    private static String macLow(Chip chip) {
        MacRule rule = chip.factory().mac();
        return hex(rule instanceof MacRule.WithCrc crc ? crc.low() : ((MacRule.InCorrectedBlock) rule).low());
    }

    /** Chip id, bootloader, MAC's first word, switches of encryption, secure boot, flash registers. */
    @ParameterizedTest
    @CsvSource({
        "ESP32, 0, 1000, 3FF5A004, 3FF5A000&07F00000, 3FF5A018&00000010, 3FF42000, 3FF42080",
        "ESP32-S2, 2, 1000, 3F41A044, 3F41A034&001C0000, 3F41A038&00100000, 3F402000, 3F402058",
        "ESP32-S3, 9, 0, 60007044, 60007034&001C0000, 60007038&00100000, 60002000, 60002058",
        "ESP32-C2, 12, 0, 60008840, 60008830&00000380, 60008830&00200000, 60002000, 60002058",
        "ESP32-C3, 5, 0, 60008844, 60008834&001C0000, 60008838&00100000, 60002000, 60002058",
        "ESP32-C5, 23, 2000, 600B4844, 600B4834&00070000, 600B4838&02000000, 60003000, 60003058",
        "ESP32-C6, 13, 0, 600B0844, 600B0834&001C0000, 600B0838&00100000, 60003000, 60003058",
        "ESP32-C61, 20, 0, 600B4844, 600B4830&03800000, 600B4834&04000000, 60003000, 60003058",
        "ESP32-H2, 16, 0, 600B0844, 600B0834&001C0000, 600B0838&00100000, 60003000, 60003058",
        "ESP32-P4, 18, 2000, 5012D044, 5012D034&001C0000, 5012D038&00100000, 5008D000, 5008D058"
    })
    void theRowIsEspressifs(
            String name, int id, String bootloader, String mac, String encryption, String boot, String spi, String w0) {
        Chip chip = named(name);
        assertThat(chip.told().imageId()).isEqualTo(OptionalInt.of(id));
        assertThat(Chips.byImageId(id)).contains(chip);
        assertThat(chip.flash().bootloaderOffset()).isEqualTo(Integer.parseInt(bootloader, 16));
        assertThat(macLow(chip)).isEqualTo(mac);
        assertThat(bits(chip.protection().encryption().get(0))).isEqualTo(encryption);
        assertThat(bits(chip.protection().secureBoot().get(0).bit())).isEqualTo(boot);
        assertThat(hex(chip.spi().command())).isEqualTo(spi);
        assertThat(hex(chip.spi().data())).isEqualTo(w0);
        assertThat(chip.loader().beginWords()).isEqualTo(name.equals("ESP32") ? 4 : 5);
    }

    @Test
    void theEsp8266IsToldByItsWordAlone() {
        Chip chip = named("ESP8266");
        assertThat(Chips.byMagic(0xFFF0_C101)).contains(chip);
        assertThat(chip.told().imageId()).isEmpty();
        assertThat(chip.loader().quirks()).contains(LoaderRules.Quirk.STUB_ONLY);
        assertThat(hex(chip.spi().data())).isEqualTo("60000240");
    }

    @Test
    void noTwoChipsAreToldAlike() {
        assertThat(Chips.ALL.stream().map(Chip::name)).hasSize(11).doesNotHaveDuplicates();
        assertThat(Chips.ALL.stream().map(chip -> chip.told().imageId())).doesNotHaveDuplicates();
        assertThat(Chips.ALL.stream()
                        .flatMapToInt(chip -> chip.told().magic().stream())
                        .toArray())
                .doesNotHaveDuplicates();
    }

    /** The C2's first revision has none, the P4 one before revision 3.0 and one from there on. */
    @Test
    void theStubGoesByTheRevision() {
        assertThat(named("ESP32-C2").loader().stub(0)).isEmpty();
        assertThat(named("ESP32-C2").loader().stub(1)).contains("esp32c2");
        assertThat(named("ESP32-P4").loader().stub(299)).contains("esp32p4-rev1");
        assertThat(named("ESP32-P4").loader().stub(300)).contains("esp32p4");
        assertThat(named("ESP32").loader().stub(0)).contains("esp32");
    }

    @Test
    void everyStubIsInTheJarAndFitsItsBlocks() {
        for (Chip chip : Chips.ALL) {
            for (LoaderRules.StubFrom stub : chip.loader().stubs()) {
                Stub bundled = Stub.bundled(stub.name());
                assertThat(bundled.text().bytes()).as(stub.name()).hasSizeGreaterThan(1000);
                int textEnd = bundled.text().address() + bundled.text().bytes().length;
                assertThat(bundled.entry())
                        .as(stub.name())
                        .isBetween(bundled.text().address(), textEnd);
            }
        }
    }

    /** The ROM of the C6 divides wrongly: 80 MHz has the code of 40. */
    @Test
    void frequencyCodesAreTheChips() {
        assertThat(named("ESP32-C6").flash().frequencies())
                .containsEntry("80m", 0)
                .containsEntry("40m", 0);
        assertThat(named("ESP32-C2").flash().frequencies())
                .containsEntry("60m", 0xF)
                .doesNotContainKey("80m");
        assertThat(named("ESP32-H2").flash().frequencies()).containsEntry("48m", 0xF);
        for (String name : List.of("ESP32", "ESP32-S2", "ESP32-S3", "ESP32-C3", "ESP32-P4")) {
            assertThat(named(name).flash().frequencies())
                    .containsEntry("80m", 0xF)
                    .containsEntry("26m", 1);
        }
    }
}
