package org.twomes.station.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.identity.BootLogState.Contradiction;
import org.twomes.station.port.MemoryLink;

/** Lines as ESP-IDF's bootloaders print them. */
@Tag("fast")
class ChipRevisionErrorTest {
    private static final String NOT_BOOTABLE =
            "\u001b[0;31mE (80) boot: OTA app partition slot 0 is not bootable\u001b[0m\r\n"
                    + "\u001b[0;31mE (84) boot: No bootable app partitions in the partition table\u001b[0m\r\n";

    private static FaultException failure(String log) throws Exception {
        MemoryLink link = new MemoryLink("memory:revision", 115_200, Duration.ofSeconds(1));
        link.far().send(BootLogs.bytes(log));
        try {
            new BootLogReader(false).read(link, Duration.ofMillis(20), line -> {});
            throw new AssertionError("an identity was read");
        } catch (FaultException e) {
            return e;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "This chip is revision 1 but the application is configured for minimum revision 3. Can't run.|revision 1, the firmware needs 3 or later",
                "Image requires chip rev >= v3.1, but chip is v3.0|revision v3.0, the firmware needs v3.1 or later",
                "Image requires chip rev <= v2.99, but chip is v3.0|revision v3.0, the firmware needs v2.99 or earlier",
                "Image requires efuse blk rev >= v1.0, but chip is v0.3|revision v0.3, the firmware needs v1.0 or later",
                "chip revision check failed. Required >= v3.0, found v1.0.|revision v1.0, the firmware needs v3.0 or later",
                "can't run on lower chip revision, expected 1, found 3|revision 1, the firmware needs 3 or later"
            })
    void everyWordingGivesItsOwnCodeAndBothRevisions(String complaint, String words) throws Exception {
        String boot = BootLogs.ROM + "\u001b[0;31mE (71) boot_comm: " + complaint + "\u001b[0m\r\n" + NOT_BOOTABLE;

        FaultException once = failure(boot);
        assertThat(once.code()).isEqualTo(FaultCode.CHIP_REVISION);
        assertThat(once).hasMessageContaining(words);
        assertThat(BootLogs.parse(boot.repeat(4))).isInstanceOfSatisfying(Contradiction.class, loop -> {
            assertThat(loop.code()).isEqualTo(FaultCode.CHIP_REVISION);
            assertThat(loop.detail()).contains(words);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "boot_comm: the application is configured for minimum revision",
                "boot comm: requires chip revision in range [v3.1 - v3.99] (this chip is revision v1.3)",
                "boot_comm: can't be run on revision 1"
            })
    void otherWordingsGiveTheCodeToo(String complaint) throws Exception {
        assertThat(failure(BootLogs.ROM + "E (71) " + complaint + "\r\n" + NOT_BOOTABLE)
                        .code())
                .isEqualTo(FaultCode.CHIP_REVISION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "can't run on lower chip revision, expected 1, found 255",
                "This chip is revision 1 but the application is configured for minimum revision 255. Can't run.",
                "Image requires chip rev >= v655.35, but chip is v3.0"
            })
    void anErasedSlotSaysNothingOfTheChip(String complaint) throws Exception {
        String boot = BootLogs.ROM + "E (759) boot_comm: mismatch chip ID, expected 0, found 65535\r\n"
                + "E (766) boot_comm: " + complaint + "\r\n" + NOT_BOOTABLE;
        assertThat(failure(boot).code()).isEqualTo(FaultCode.NOT_BOOTABLE);
    }

    @Test
    void whatABootloaderSaysOfAChipThatItRunsOnIsNoComplaint() throws Exception {
        String boot = BootLogs.ROM + "I (35) boot_comm: chip revision: 3, min. application chip revision: 0\r\n"
                + "I (36) boot: chip revision: v3.0\r\n" + NOT_BOOTABLE;
        assertThat(failure(boot).code()).isEqualTo(FaultCode.NOT_BOOTABLE);
    }
}
