package org.twomes.station.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.twomes.station.firmware.BundleBuilder.row;
import static org.twomes.station.firmware.BundleBuilder.table;
import static org.twomes.station.firmware.BundleFaults.refused;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

@Tag("fast")
class PartitionTableTest {
    private static FaultException damaged(byte[] table) {
        return refused(
                FaultCode.BUNDLE_PARTITIONS_DAMAGED,
                "partitions.bin",
                () -> PartitionTable.parse("partitions.bin", table));
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
                    .isInstanceOf(FaultException.class);
        }
    }

    @Test
    void tableWithoutItsMd5RowIsSoundWithARemark() throws Exception {
        byte[] bytes = BundleBuilder.genericTable();
        Arrays.fill(bytes, 5 * 32, 6 * 32, (byte) 0xFF);
        for (byte[] table : List.of(bytes, Arrays.copyOf(bytes, 6 * 32))) {
            PartitionTable read = PartitionTable.parse("partitions.bin", table);
            assertThat(read.partitions()).hasSize(5);
            assertThat(read.remarks()).singleElement().asString().contains("partitions.bin", "MD5");
        }
        assertThat(PartitionTable.parse("partitions.bin", BundleBuilder.genericTable())
                        .remarks())
                .isEmpty();
        bytes[7 * 32] = 0;
        assertThat(damaged(bytes)).hasMessageContaining("behind its end");
    }

    @Test
    void aWholeSectorAndASignatureOfSecureBootV1AreSound() throws Exception {
        byte[] table = BundleBuilder.genericTable();
        assertThat(PartitionTable.parse("p", BundleBuilder.joined(table, BundleBuilder.blank(0x400)))
                        .partitions())
                .hasSize(5);
        assertThat(PartitionTable.parse("p", BundleBuilder.signedV1(table)).partitions())
                .hasSize(5);
        assertThat(damaged(BundleBuilder.joined(table, BundleBuilder.noise(3, 68)))
                        .facts())
                .containsEntry("offset", String.valueOf(0xC00));
        assertThat(damaged(BundleBuilder.joined(table, BundleBuilder.blank(0x401)))
                        .facts())
                .containsEntry("offset", String.valueOf(0xC00));
    }

    @Test
    void flagsAndLongNamesAndEverySubtypeAreTaken() throws Exception {
        PartitionTable read = PartitionTable.parse(
                "p",
                table(
                        row(1, 4, 0x9000, 0x1000, "nvs_keys", 1),
                        row(1, 2, 0xa000, 0x1000, "factory_settings", 2),
                        row(1, 3, 0xb000, 0x1000, "coredump"),
                        row(0x40, 0xFE, 0xc000, 0x1000, "own"),
                        row(0, 0x1F, 0x10000, 0x10000, "ota_15"),
                        row(0, 0x30, 0x20000, 0x10000, "tee_0", 3)));
        assertThat(read.partitions()).extracting(Partition::label).contains("factory_settings", "nvs_keys", "tee_0");
        assertThat(read.remarks()).isEmpty();
        assertThat(PartitionTable.parse("p", table(row(1, 2, 0x9000, 0x4000, "nvs", 8)))
                        .remarks())
                .singleElement()
                .asString()
                .contains("nvs", "0x8");
    }

    @Test
    void lengthOfOneSectorMoreOrLessIsWhatEspIdfTakes() throws Exception {
        assertThat(PartitionTable.parse("p", table(row(1, 6, 0x9000, 0x1234, "blob")))
                        .remarks())
                .singleElement()
                .asString()
                .contains("blob", "0x1234");
        assertThat(damaged(table(row(0, 0, 0x10000, 0x10800, "app")))).hasMessageContaining("sectors");
        assertThat(damaged(table(row(3, 0, 0x8000, 0x800, "table")))).hasMessageContaining("sectors");
    }

    @Test
    void otadataThatABootloaderCannotUseIsRefused() {
        assertThat(damaged(table(row(1, 0, 0x9000, 0x1000, "otadata")))).hasMessageContaining("0x2000");
        assertThat(damaged(table(row(1, 0, 0x9000, 0x2000, "otadata", 2)))).hasMessageContaining("read-only");
        assertThat(damaged(table(row(1, 0, 0x9000, 0x2000, "one"), row(1, 0, 0xb000, 0x2000, "two"))))
                .hasMessageContaining("2 otadata");
    }

    @Test
    void oneNameTwiceIsRemarked() throws Exception {
        assertThat(PartitionTable.parse("p", table(row(1, 6, 0x9000, 0x1000, "x"), row(1, 6, 0xa000, 0x1000, "x")))
                        .remarks())
                .singleElement()
                .asString()
                .contains("more than one partition x");
    }

    @Test
    void tableWithoutAnyEndOrTooLongIsRefused() {
        assertThat(damaged(Arrays.copyOf(BundleBuilder.genericTable(), 5 * 32))).hasMessageContaining("EB EB");
        assertThat(damaged(Arrays.copyOf(BundleBuilder.genericTable(), 0xC01)).facts())
                .containsEntry("offset", String.valueOf(0xC00));
    }
}
