package org.twomes.station.esp.chip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twomes.station.esp.FlashChip;

/** Makers' ways to tell the size of a flash chip. */
@Tag("fast")
class FlashSizesTest {
    private static OptionalInt kilobytes(String id) {
        OptionalInt size = FlashSizes.of(Integer.parseInt(id, 16));
        return size.isPresent() ? OptionalInt.of(size.getAsInt() >>> 10) : size;
    }

    @ParameterizedTest
    @CsvSource({
        // Adesto/Renesas AT25SF041 to AT25SF128A, AT25DF321A
        "1F8401, 512",
        "1F8501, 1024",
        "1F8601, 2048",
        "1F8701, 4096",
        "1F8801, 8192",
        "1F8901, 16384",
        "1F4701, 4096",
        // Winbond W25Q32 to W25Q512NW, W25Q512JV, W25Q01JV, W25Q02JV
        "EF4016, 4096",
        "EF4018, 16384",
        "EF4019, 32768",
        "EF401A, 65536",
        "EF6020, 65536",
        "EF4020, 65536",
        "EF4021, 131072",
        "EF4022, 262144",
        // GigaDevice, XMC, Puya, ISSI IS25LP, Fudan
        "C84016, 4096",
        "204016, 4096",
        "856016, 4096",
        "9D6016, 4096",
        "9D601A, 65536",
        "A14017, 8192",
        // Macronix MX25L, MX66L1G45G, MX25U (1.8 V), MX66U1G45G
        "C22016, 4096",
        "C2201A, 65536",
        "C2201B, 131072",
        "C22536, 4096",
        "C2253A, 65536",
        "C2253B, 131072",
        // Micron N25Q512A, MT25QL01
        "20BA20, 65536",
        "20BA21, 131072",
        // PMC/ISSI of JEDEC's second bank: Pm25LQ020, IS25CQ032
        "7F9D42, 256",
        "7F9D46, 4096",
        // Spansion S25FL032P, 064P, 128S, 256S, 512S
        "010215, 4096",
        "010216, 8192",
        "012018, 16384",
        "010219, 32768",
        "010220, 65536",
        // SST26VF016B to 064B, SST25VF016B, 032B
        "BF2641, 2048",
        "BF2643, 8192",
        "BF2541, 2048",
        "BF254A, 4096",
        "BF258E, 1024"
    })
    void eachMakerIsUnderstood(String id, int kilobytes) {
        assertThat(kilobytes(id)).hasValue(kilobytes);
    }

    @ParameterizedTest
    @CsvSource({"C84005", "EF4030", "1F8001", "1F9F01", "BF2699", "123499"})
    void whatNobodyKnowsHasNoSize(String id) {
        assertThat(kilobytes(id)).isEmpty();
    }

    @Test
    void everySizeIsOneThatThereIs() {
        Map<Integer, Integer> sizes = new TreeMap<>();
        for (int id = 0; id <= 0xFF_FFFF; id += 3) {
            FlashSizes.of(id).ifPresent(size -> sizes.merge(size, 1, Integer::sum));
        }
        assertThat(sizes.keySet()).allMatch(size -> Integer.bitCount(size) == 1 && size >= 1 << 18 && size <= 1 << 28);
    }

    @Test
    void aSmallPartIsToldInKilobytes() {
        assertThat(new FlashChip(0x1F8401, 512 << 10).text()).isEqualTo("Adesto/Renesas 1F8401, 512 KB");
        assertThat(new FlashChip(0xEF401A, 64 << 20).text()).isEqualTo("Winbond EF401A, 64 MB");
        assertThat(new FlashChip(0xEF401A, 64 << 20).reach()).isEqualTo(16 << 20);
    }
}
