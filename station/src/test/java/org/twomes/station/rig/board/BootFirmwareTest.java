package org.twomes.station.rig.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.common.FlashGeometry;
import org.twomes.station.nvs.NvsValue;
import org.twomes.station.nvs.NvsWriter;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FaultScript;
import org.twomes.station.rig.PlugScript;

/** A virtual board boots only from a valid flash, and then prints what its firmware generation prints. */
@Tag("rig")
class BootFirmwareTest {
    private static final String NO_APPLICATION = "No bootable app partitions in the partition table";
    private static final Pattern TOKEN = Pattern.compile("\"pop\":\"([0-9]+)\"");
    private static final String ESC = "\u001b";

    private NorFlash flash;

    @BeforeEach
    void write() throws Exception {
        flash = HelloFlash.written();
    }

    private BootFirmware firmware(char generation, String faults, long seed) {
        BoardModel usual = BoardModel.usual(0xD3AD48);
        BoardModel model =
                new BoardModel(usual.mac(), usual.flashBytes(), generation, usual.deviceType(), false, false);
        return new BootFirmware(flash, model, new Random(seed)::nextLong, FaultScript.parse(faults));
    }

    private BootFirmware firmware() {
        return firmware('B', "", 1);
    }

    private static String token(String log) {
        Matcher matcher = TOKEN.matcher(log);
        assertThat(matcher.find()).as(log).isTrue();
        return matcher.group(1);
    }

    private void erase(int offset, int length) {
        flash.erase(offset, length);
    }

    @Test
    void theHelloBundleBoots() {
        assertThat(firmware().romComplaint()).isEmpty();
        assertThat(firmware().application()).contains("QR Code Payload", "TWOMES-D3AD48");
    }

    @Test
    void aBlankFlashIsAReadErrorAsTheRomHasIt() {
        erase(0, flash.size());
        assertThat(firmware().romComplaint())
                .hasValueSatisfying(text -> assertThat(text).isEqualTo("flash read err, 1000\r\nets_main.c 371 \r\n"));
    }

    @Test
    void aBootloaderIsRefusedForItsMagicItsChecksumOrABitInside() throws Exception {
        for (int offset : new int[] {0, 0x30, 1072 - 33, 1072 - 1}) {
            write();
            HelloFlash.damage(flash, HelloFlash.BOOTLOADER + offset);
            assertThat(firmware().romComplaint())
                    .as("offset %d", offset)
                    .hasValueSatisfying(text -> assertThat(text).startsWith("invalid header"));
        }
    }

    @Test
    void anApplicationIsRefusedForItsMagicItsChipOrABitInside() throws Exception {
        for (int offset : new int[] {0, 12, 0x24, 0x10_000, 0x12_0000}) {
            write();
            if (offset == 12) {
                // All its bits are clear already: another chip's id cannot be programmed over it.
                byte[] sector = flash.read(HelloFlash.APPLICATION, FlashGeometry.SECTOR);
                sector[offset] = 9;
                erase(HelloFlash.APPLICATION, FlashGeometry.SECTOR);
                flash.program(HelloFlash.APPLICATION, sector, 0, sector.length);
            } else {
                HelloFlash.damage(flash, HelloFlash.APPLICATION + offset);
            }
            assertThat(firmware().application()).as("offset %x", offset).contains(NO_APPLICATION);
        }
    }

    @Test
    void aPartitionTableIsRefusedForItsMagicOrItsSum() throws Exception {
        HelloFlash.damage(flash, HelloFlash.TABLE);
        assertThat(firmware().application()).contains(NO_APPLICATION);
        write();
        // The label of the first row: nothing but the sum tells.
        HelloFlash.damage(flash, HelloFlash.TABLE + 12);
        assertThat(firmware().application()).contains(NO_APPLICATION);
        write();
        erase(HelloFlash.TABLE, 0x1000);
        assertThat(firmware().application()).contains(NO_APPLICATION);
    }

    @Test
    void aBlankOtaDataMeansTheFirstApplication() {
        erase(HelloFlash.OTA_DATA, 0x2000);
        assertThat(firmware().application()).contains("TWOMES-D3AD48");
    }

    @Test
    void theTokenStaysOverRestartsAndOverAFreshApplication() throws Exception {
        String first = token(firmware('B', "", 1).application());
        assertThat(first).hasSizeBetween(8, 10);
        assertThat(token(firmware('B', "", 2).application())).isEqualTo(first);
        byte[] nvs = flash.read(HelloFlash.NVS, HelloFlash.NVS_BYTES);
        write();
        flash.program(HelloFlash.NVS, nvs, 0, nvs.length);
        assertThat(token(firmware('B', "", 3).application())).isEqualTo(first);
    }

    @Test
    void aTokenThatSomebodyElseStoredIsKeptInTheNamespaceOfItsGeneration() {
        for (String namespace : new String[] {"twomes_storage", "NFH_storage"}) {
            erase(HelloFlash.NVS, HelloFlash.NVS_BYTES);
            byte[] nvs = new NvsWriter(HelloFlash.NVS_BYTES)
                    .namespace(namespace)
                    .put("dat", NvsValue.u32(4_294_967_295L))
                    .partition();
            flash.program(HelloFlash.NVS, nvs, 0, nvs.length);
            boolean fourth = namespace.startsWith("NFH");
            assertThat(token(firmware(fourth ? 'C' : 'B', "", 1).application())).isEqualTo("4294967295");
            assertThat(token(firmware(fourth ? 'B' : 'C', "", 1).application())).isNotEqualTo("4294967295");
        }
    }

    @Test
    void theTokenIsNewAfterAnEraseOfItsPartition() {
        String first = token(firmware('B', "", 1).application());
        erase(HelloFlash.NVS, HelloFlash.NVS_BYTES);
        String second = token(firmware('B', "", 2).application());
        assertThat(second).isNotEqualTo(first);
        assertThat(token(firmware('B', "", 3).application())).isEqualTo(second);
    }

    @Test
    void shortTokensHaveSevenDigitsAsOftenAsAsked() {
        BootFirmware board = firmware('B', "short-token 1", 1);
        assertThat(token(board.application())).hasSize(7);
        assertThat(token(board.application())).hasSize(7);
        erase(HelloFlash.NVS, HelloFlash.NVS_BYTES);
        assertThat(token(board.application())).hasSizeBetween(8, 10);
    }

    @Test
    void generationAPrintsEachPayloadBehindASecondMark() {
        String log = firmware('A', "", 1).application();
        String mark = ESC + "[0;32mI (661) Twomes Generic Firmware Library ESP32: ";
        assertThat(log)
                .contains(mark + "POST /device payload: " + ESC + "[0m\r\n" + mark
                        + "\r\n\r\n{\r\n\"name\":\"TWOMES-D3AD48\",")
                .contains("QR Code Payload: " + ESC + "[0m\r\n")
                .endsWith("}\r\n\r\n" + ESC + "[0m\r\n");
    }

    @Test
    void generationBPrintsEachPayloadInOneCall() {
        String log = firmware('B', "", 1).application();
        String token = token(log);
        assertThat(log)
                .contains(ESC
                        + "[0;32mI (655) Twomes generic ESP32 firmware library: QR Code Payload: \r\n\r\n\r\n{\r\n"
                        + "\"ver\":\"v1\",\r\n\"name\":\"TWOMES-D3AD48\",\r\n\"pop\":\"" + token
                        + "\",\r\n\"transport\":\"ble\"\r\n}\r\n\r\n" + ESC + "[0m\r\n")
                .endsWith(ESC
                        + "[0;32mI (661) Twomes generic ESP32 firmware library: POST /device payload: \r\n\r\n\r\n{\r\n"
                        + "\"name\":\"TWOMES-D3AD48\",\r\n\"device_type\":\"Generic-Test\",\r\n\"activation_token\":\""
                        + token + "\"\r\n}\r\n\r\n" + ESC + "[0m\r\n");
    }

    @Test
    void generationCPrintsTheQrPayloadOnlyWithItsTypesPrefix() {
        String log = firmware('C', "", 1).application();
        assertThat(log)
                .contains(
                        "NeedForHeat generic ESP32 firmware library: QR Code Payload: \r\n", "\"name\":\"FCA2-D3AD48\"")
                .doesNotContain("POST /device", "activation_token");
    }

    private static String said(NorFlash flash, String revision) {
        BoardModel board =
                PlugScript.parse(0xD3AD48, "chip-revision " + revision).model();
        BootFirmware firmware = new BootFirmware(flash, board, () -> 1, FaultScript.NONE);
        String text = firmware.application();
        assertThat(firmware.refusedForRevision()).isEqualTo(text.contains("boot_comm"));
        return text;
    }

    /** In the words of ESP-IDF's bootloaders before and since 4.4. */
    @Test
    void anImageThatThisChipMustNotRunIsNotStarted() throws Exception {
        NorFlash old = HelloFlash.needing("firmware.bin", 3, 0, 0);
        assertThat(said(old, "1.0"))
                .contains(
                        "E (71) boot_comm: This chip is revision 1 but the application is configured for minimum revision 3. Can't run.",
                        "boot: OTA app partition slot 0 is not bootable",
                        "boot: No bootable app partitions in the partition table");
        assertThat(said(old, "3.0")).contains("activation_token");
        NorFlash young = HelloFlash.needing("firmware.bin", 1, 301, 399);
        assertThat(said(young, "3.0")).contains("boot_comm: Image requires chip rev >= v3.1, but chip is v3.0");
        assertThat(said(young, "3.1")).contains("activation_token");
        assertThat(said(HelloFlash.needing("firmware.bin", 1, 100, 199), "3.0"))
                .contains("boot_comm: Image requires chip rev <= v1.99, but chip is v3.0");
        assertThat(said(HelloFlash.needing("bootloader.bin", 3, 300, 399), "1.0"))
                .contains("boot_comm: Image requires");
        assertThat(said(HelloFlash.needing("bootloader.bin", 1, 100, 199), "3.0"))
                .contains("activation_token");
    }
}
