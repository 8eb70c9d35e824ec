package org.twomes.station.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.twomes.station.firmware.BundleBuilder.row;
import static org.twomes.station.firmware.BundleBuilder.table;
import static org.twomes.station.firmware.BundleFaults.refused;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PartitionTableTest {
    private static BundleException damaged(byte[] table) {
        return refused(
                BundleFault.PARTITIONS_DAMAGED, "partitions.bin", () -> PartitionTable.parse("partitions.bin", table));
    }

    @Test
    void readsTheGenericTable() throws Exception {
        PartitionTable table = PartitionTable.parse("partitions.bin", BundleBuilder.genericTable());

        assertThat(table.partitions())
                .extracting(Partition::label)
                .containsExactly("nvs", "otadata", "phy_init", "ota_0", "ota_1");
        assertThat(table.end()).isEqualTo(4 << 20);
        assertThat(table.at(0x20000)).map(Partition::label).contains("ota_0");
        assertThat(table.at(0x18000)).isEmpty();
        assertThat(table.nvs()).contains(new Partition("nvs", 1, 2, 0x19000, 0x4000));
    }

    @Test
    void theOneNamedNvsIsTakenWhereThereAreSeveral() throws Exception {
        byte[] bytes = table(row(1, 2, 0x9000, 0x1000, "nvs_key"), row(1, 2, 0xa000, 0x4000, "nvs"));
        assertThat(PartitionTable.parse("p", bytes).nvs())
                .map(Partition::offset)
                .contains(0xa000);
        assertThat(PartitionTable.parse("p", table(row(0, 0, 0x10000, 0x10000, "app")))
                        .nvs())
                .isEmpty();
    }

    @Test
    void rowsThatCannotBeAreRefused() {
        assertThat(damaged(table(row(0, 0, 0x11000, 0x10000, "app")))).hasMessageContaining("aligned");
        assertThat(damaged(table(row(1, 2, 0x9100, 0x1000, "nvs")))).hasMessageContaining("aligned");
        assertThat(damaged(table(row(1, 2, 0x9000, 0x1001, "nvs")))).hasMessageContaining("sectors");
        assertThat(damaged(table(row(1, 2, 0x9000, 0, "nvs")))).hasMessageContaining("none");
        assertThat(damaged(table(row(0, 0, 0x10000, 0x1000000, "app")))).hasMessageContaining("beyond 16 MB");
        assertThat(damaged(table(row(1, 2, 0x9000, 0x2000, "one"), row(1, 2, 0xa000, 0x1000, "two"))))
                .hasMessageContaining("one and two overlap");
        assertThat(damaged(table())).hasMessageContaining("no partitions");
    }

    @Test
    void everyChangedByteIsNoticed() {
        byte[] sound = BundleBuilder.genericTable();
        for (int at = 0; at < sound.length; at++) {
            byte[] table = sound.clone();
            table[at] ^= 0x10;
            assertThatThrownBy(() -> PartitionTable.parse("p", table))
                    .as("byte %d", at)
                    .isInstanceOf(BundleException.class);
        }
    }

    @Test
    void tableWithoutItsMd5RowOrTooLongIsRefused() {
        assertThat(damaged(Arrays.copyOf(BundleBuilder.genericTable(), 5 * 32))).hasMessageContaining("EB EB");
        assertThat(damaged(Arrays.copyOf(BundleBuilder.genericTable(), 0xC01)).offset())
                .hasValue(0xC00);
    }
}
