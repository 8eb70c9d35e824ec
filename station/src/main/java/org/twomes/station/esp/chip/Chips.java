package org.twomes.station.esp.chip;

import static org.twomes.station.esp.chip.ChipRegisters.*;
import static org.twomes.station.esp.chip.LoaderRules.FIVE_WORDS;
import static org.twomes.station.esp.chip.LoaderRules.FOUR_WORDS;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.twomes.station.esp.ChipIdentity;
import org.twomes.station.esp.chip.LoaderRules.Quirk;
import org.twomes.station.esp.chip.LoaderRules.StubFrom;

/**
 * Every chip that the station knows, one row each.
 *
 * <p>Source: esptool 5.3.1, {@code esptool/targets/*.py}; for the error counters of the MAC's block,
 * {@code espefuse/efuse/*}{@code /mem_definition.py}. A chip with secure boot is refused before a stub is loaded, so the ESP32-C3, whose
 * stub does not start then, and the ESP32-S3, which needs another way to start it, have no rule for that.
 */
public final class Chips {
    private static final Map<String, Integer> TO_80_MHZ = Map.of("80m", 0xF, "40m", 0x0, "26m", 0x1, "20m", 0x2);
    private static final Map<String, Integer> TO_80_MHZ_BY_HALVES = Map.of("80m", 0xF, "40m", 0x0, "20m", 0x2);
    private static final Map<String, Integer> TO_60_MHZ = Map.of("60m", 0xF, "30m", 0x0, "20m", 0x1, "15m", 0x2);
    private static final Map<String, Integer> TO_48_MHZ = Map.of("48m", 0xF, "24m", 0x0, "16m", 0x1, "12m", 0x2);
    /** Its ROM divides wrongly: 80 MHz has the code of 40. */
    private static final Map<String, Integer> OF_ESP32_C6 = Map.of("80m", 0x0, "40m", 0x0, "20m", 0x2);

    private static final Clock CRYSTAL_40 = new Clock(new Clock.Fixed(40), new Clock.Exact());
    private static final BitField LATER_DIVIDER = new BitField(0x6000_0014, UART_CLOCK_DIVIDER_MASK);
    /** In the register of error counts: three bits of count and one "failed" for the first block, and for the second. */
    private static final int FIRST_BLOCK_ERRORS = 0xF;

    private static final int SECOND_BLOCK_ERRORS = 0xF0;
    /** On the ESP32-C3 the bit "failed" of the first block stands after the count of the second. */
    private static final int FIRST_BLOCK_ERRORS_OF_C3 = 0x87;

    /** The chip with its stub alone: its ROM can do next to nothing. */
    public static final Chip ESP8266 = new Chip(
            "ESP8266",
            new Chip.Told(OptionalInt.empty(), OptionalInt.of(0xFFF0_C101)),
            new Chip.Factory(new MacRule.OfEsp8266(0x3FF0_0050, 0x3FF0_0054, 0x3FF0_005C), Revision.none()),
            Protection.none(),
            new Clock(new Clock.Divided(LATER_DIVIDER, 2, 26, 33, 40), new Clock.Exact()),
            SpiRegisters.ofEsp8266(0x6000_0200),
            new FlashRules(0x0, TO_80_MHZ),
            new LoaderRules(FOUR_WORDS, List.of(new StubFrom("esp8266", 0)), Set.of(Quirk.STUB_ONLY)));

    /** The ESP32. */
    public static final Chip ESP32 = new Chip(
            ChipIdentity.ESP32,
            new Chip.Told(OptionalInt.of(0), OptionalInt.of(CHIP_MAGIC_ESP32)),
            new Chip.Factory(
                    new MacRule.WithCrc(EFUSE_MAC_LOW, EFUSE_MAC_HIGH, new BitField(EFUSE_MAC_HIGH, 0xFF << 16)),
                    new Revision(
                            List.of(
                                    new BitField(EFUSE_WORD3, REVISION_BIT0),
                                    new BitField(EFUSE_WORD5, REVISION_BIT1),
                                    new BitField(APB_CTL_DATE, REVISION_BIT2)),
                            List.of(new BitField(EFUSE_WORD5, MINOR_REVISION_MASK << MINOR_REVISION_SHIFT)),
                            Map.of(0, 0, 1, 1, 3, 2, 7, 3),
                            List.of())),
            new Protection(
                    List.of(new BitField(EFUSE_WORD0, FLASH_CRYPT_COUNT_MASK)),
                    List.of(
                            new Protection.SecureBoot(new BitField(EFUSE_WORD6, SECURE_BOOT_V1_BIT), 0),
                            new Protection.SecureBoot(new BitField(EFUSE_WORD6, SECURE_BOOT_V2_BIT), 300))),
            new Clock(
                    new Clock.Divided(new BitField(UART_CLOCK_DIVIDER, UART_CLOCK_DIVIDER_MASK), 1, 26, 33, 40),
                    new Clock.Counted()),
            SpiRegisters.ofEsp32(SPI_BASE),
            new FlashRules(0x1000, TO_80_MHZ),
            LoaderRules.of(FOUR_WORDS, "esp32"));

    /** The ESP32-S2, which answers GET_SECURITY_INFO without its id. */
    public static final Chip ESP32_S2 = new Chip(
            "ESP32-S2",
            new Chip.Told(OptionalInt.of(2), OptionalInt.of(0x0000_07C6)),
            new Chip.Factory(
                    new MacRule.InCorrectedBlock(
                            0x3F41_A044, 0x3F41_A048, new BitField(0x3F41_A194, FIRST_BLOCK_ERRORS)),
                    Revision.plain(
                            List.of(new BitField(0x3F41_A050, 0x3 << 18)),
                            List.of(new BitField(0x3F41_A054, 0x7 << 4), new BitField(0x3F41_A050, 1 << 20)))),
            Protection.of(new BitField(0x3F41_A034, 0x7 << 18), new BitField(0x3F41_A038, 1 << 20)),
            CRYSTAL_40,
            SpiRegisters.ofLater(0x3F40_2000),
            new FlashRules(0x1000, TO_80_MHZ),
            LoaderRules.of(FIVE_WORDS, "esp32s2"));

    /** The ESP32-S3; of its revision 0.0 some have other things where the revision stands. */
    public static final Chip ESP32_S3 = new Chip(
            "ESP32-S3",
            new Chip.Told(OptionalInt.of(9), OptionalInt.empty()),
            new Chip.Factory(
                    new MacRule.InCorrectedBlock(
                            0x6000_7044, 0x6000_7048, new BitField(0x6000_71C0, FIRST_BLOCK_ERRORS)),
                    new Revision(
                            List.of(new BitField(0x6000_7058, 0x3 << 24)),
                            List.of(new BitField(0x6000_7050, 0x7 << 18), new BitField(0x6000_7058, 1 << 23)),
                            Map.of(),
                            List.of(
                                    new Revision.Met(new BitField(0x6000_7050, 0x7 << 18), 0),
                                    new Revision.Met(new BitField(0x6000_706C, 0x3), 1),
                                    new Revision.Met(new BitField(0x6000_7050, 0x7 << 24), 1)))),
            Protection.of(new BitField(0x6000_7034, 0x7 << 18), new BitField(0x6000_7038, 1 << 20)),
            CRYSTAL_40,
            SpiRegisters.ofLater(0x6000_2000),
            new FlashRules(0x0, TO_80_MHZ),
            LoaderRules.of(FIVE_WORDS, "esp32s3"));

    /** The ESP32-C2; its stub does not run on revision 0.0. */
    public static final Chip ESP32_C2 = new Chip(
            "ESP32-C2",
            new Chip.Told(OptionalInt.of(12), OptionalInt.empty()),
            new Chip.Factory(
                    new MacRule.InCorrectedBlock(
                            0x6000_8840, 0x6000_8844, new BitField(0x6000_8884, SECOND_BLOCK_ERRORS)),
                    Revision.plain(
                            List.of(new BitField(0x6000_8844, 0x3 << 20)),
                            List.of(new BitField(0x6000_8844, 0xF << 16)))),
            Protection.of(new BitField(0x6000_8830, 0x7 << 7), new BitField(0x6000_8830, 1 << 21)),
            new Clock(new Clock.Divided(LATER_DIVIDER, 1, 26, 33, 40), new Clock.Assumed(40)),
            SpiRegisters.ofLater(0x6000_2000),
            new FlashRules(0x0, TO_60_MHZ),
            new LoaderRules(FIVE_WORDS, List.of(new StubFrom("esp32c2", 1)), Set.of()));

    /** The ESP32-C3. */
    public static final Chip ESP32_C3 = new Chip(
            "ESP32-C3",
            new Chip.Told(OptionalInt.of(5), OptionalInt.empty()),
            new Chip.Factory(
                    new MacRule.InCorrectedBlock(
                            0x6000_8844, 0x6000_8848, new BitField(0x6000_89C0, FIRST_BLOCK_ERRORS_OF_C3)),
                    Revision.plain(
                            List.of(new BitField(0x6000_8858, 0x3 << 24)),
                            List.of(new BitField(0x6000_8850, 0x7 << 18), new BitField(0x6000_8858, 1 << 23)))),
            Protection.of(new BitField(0x6000_8834, 0x7 << 18), new BitField(0x6000_8838, 1 << 20)),
            CRYSTAL_40,
            SpiRegisters.ofLater(0x6000_2000),
            new FlashRules(0x0, TO_80_MHZ),
            LoaderRules.of(FIVE_WORDS, "esp32c3"));

    /** The ESP32-C5. */
    public static final Chip ESP32_C5 = new Chip(
            "ESP32-C5",
            new Chip.Told(OptionalInt.of(23), OptionalInt.empty()),
            new Chip.Factory(
                    new MacRule.InCorrectedBlock(
                            0x600B_4844, 0x600B_4848, new BitField(0x600B_4990, FIRST_BLOCK_ERRORS)),
                    Revision.plain(
                            List.of(new BitField(0x600B_484C, 0x3 << 4)), List.of(new BitField(0x600B_484C, 0xF)))),
            Protection.of(new BitField(0x600B_4834, 0x7 << 16), new BitField(0x600B_4838, 1 << 25)),
            new Clock(
                    new Clock.Divided(LATER_DIVIDER, 1, 40, 45, 48),
                    new Clock.Stated(new BitField(0x6009_6110, 0x7F << 24))),
            SpiRegisters.ofLater(0x6000_3000),
            new FlashRules(0x2000, TO_80_MHZ_BY_HALVES),
            LoaderRules.of(FIVE_WORDS, "esp32c5"));

    /** The ESP32-C6. */
    public static final Chip ESP32_C6 = new Chip(
            "ESP32-C6",
            new Chip.Told(OptionalInt.of(13), OptionalInt.empty()),
            new Chip.Factory(
                    new MacRule.InCorrectedBlock(
                            0x600B_0844, 0x600B_0848, new BitField(0x600B_09C0, FIRST_BLOCK_ERRORS)),
                    Revision.plain(
                            List.of(new BitField(0x600B_0850, 0x3 << 22)),
                            List.of(new BitField(0x600B_0850, 0xF << 18)))),
            Protection.of(new BitField(0x600B_0834, 0x7 << 18), new BitField(0x600B_0838, 1 << 20)),
            CRYSTAL_40,
            SpiRegisters.ofLater(0x6000_3000),
            new FlashRules(0x0, OF_ESP32_C6),
            LoaderRules.of(FIVE_WORDS, "esp32c6"));

    /** The ESP32-C61. */
    public static final Chip ESP32_C61 = new Chip(
            "ESP32-C61",
            new Chip.Told(OptionalInt.of(20), OptionalInt.empty()),
            new Chip.Factory(
                    new MacRule.InCorrectedBlock(
                            0x600B_4844, 0x600B_4848, new BitField(0x600B_49C0, FIRST_BLOCK_ERRORS)),
                    Revision.plain(
                            List.of(new BitField(0x600B_484C, 0x3 << 4)), List.of(new BitField(0x600B_484C, 0xF)))),
            Protection.of(new BitField(0x600B_4830, 0x7 << 23), new BitField(0x600B_4834, 1 << 26)),
            CRYSTAL_40,
            SpiRegisters.ofLater(0x6000_3000),
            new FlashRules(0x0, TO_80_MHZ_BY_HALVES),
            LoaderRules.of(FIVE_WORDS, "esp32c61"));

    /** The ESP32-H2. */
    public static final Chip ESP32_H2 = new Chip(
            "ESP32-H2",
            new Chip.Told(OptionalInt.of(16), OptionalInt.empty()),
            new Chip.Factory(
                    new MacRule.InCorrectedBlock(
                            0x600B_0844, 0x600B_0848, new BitField(0x600B_09C0, FIRST_BLOCK_ERRORS)),
                    Revision.plain(
                            List.of(new BitField(0x600B_0850, 0x3 << 21)),
                            List.of(new BitField(0x600B_0850, 0x7 << 18)))),
            Protection.of(new BitField(0x600B_0834, 0x7 << 18), new BitField(0x600B_0838, 1 << 20)),
            new Clock(new Clock.Fixed(32), new Clock.Exact()),
            SpiRegisters.ofLater(0x6000_3000),
            new FlashRules(0x0, TO_48_MHZ),
            LoaderRules.of(FIVE_WORDS, "esp32h2"));

    /** The ESP32-P4; before revision 3.0 it has another memory map, and a stub of its own. */
    public static final Chip ESP32_P4 = new Chip(
            "ESP32-P4",
            new Chip.Told(OptionalInt.of(18), OptionalInt.empty()),
            new Chip.Factory(
                    new MacRule.InCorrectedBlock(
                            0x5012_D044, 0x5012_D048, new BitField(0x5012_D1C0, FIRST_BLOCK_ERRORS)),
                    Revision.plain(
                            List.of(new BitField(0x5012_D04C, 0x3 << 4), new BitField(0x5012_D04C, 1 << 23)),
                            List.of(new BitField(0x5012_D04C, 0xF)))),
            Protection.of(new BitField(0x5012_D034, 0x7 << 18), new BitField(0x5012_D038, 1 << 20)),
            CRYSTAL_40,
            SpiRegisters.ofLater(0x5008_D000),
            new FlashRules(0x2000, TO_80_MHZ),
            new LoaderRules(
                    FIVE_WORDS,
                    List.of(new StubFrom("esp32p4-rev1", 0), new StubFrom("esp32p4", 300)),
                    Set.of(Quirk.FLASH_OFF_ON_3_1_AND_3_2)));

    /** All of them. */
    public static final List<Chip> ALL = List.of(
            ESP8266, ESP32, ESP32_S2, ESP32_S3, ESP32_C2, ESP32_C3, ESP32_C5, ESP32_C6, ESP32_C61, ESP32_H2, ESP32_P4);

    private Chips() {}

    /** The chip with this id in image headers and in the answer to GET_SECURITY_INFO. */
    public static Optional<Chip> byImageId(int id) {
        return ALL.stream()
                .filter(chip -> chip.told().imageId().equals(OptionalInt.of(id)))
                .findFirst();
    }

    /** The chip that is told by this word at {@link ChipRegisters#CHIP_MAGIC_ADDRESS}. */
    public static Optional<Chip> byMagic(int magic) {
        return ALL.stream()
                .filter(chip -> chip.told().magic().equals(OptionalInt.of(magic)))
                .findFirst();
    }
}
