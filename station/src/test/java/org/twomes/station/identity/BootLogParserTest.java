package org.twomes.station.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.common.Secret;
import org.twomes.station.config.Transport;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.identity.BootLogState.Complete;
import org.twomes.station.identity.BootLogState.Contradiction;
import org.twomes.station.identity.BootLogState.Incomplete;

@Tag("fast")
class BootLogParserTest {
    private static final String TOKEN = "3375550652";

    private static DeviceIdentity identity(String log) {
        BootLogState state = BootLogs.parse(log);
        assertThat(state).isInstanceOf(Complete.class);
        return ((Complete) state).identity();
    }

    private static DeviceIdentity withoutSecurity(DeviceIdentity of) {
        return new DeviceIdentity(of.name(), of.deviceType(), of.token(), of.generation(), Provisioning.BLE);
    }

    private static DeviceIdentity twomes(Generation generation) {
        return new DeviceIdentity(
                BootLogs.NAME, Optional.of(BootLogs.TYPE), Secret.of(TOKEN), generation, Provisioning.BLE);
    }

    private static Incomplete incomplete(String log) {
        BootLogState state = BootLogs.parse(log);
        assertThat(state).isInstanceOf(Incomplete.class);
        return (Incomplete) state;
    }

    private static FaultCode fault(String log) {
        BootLogState state = BootLogs.parse(log);
        assertThat(state).isInstanceOf(Contradiction.class);
        return ((Contradiction) state).code();
    }

    @Test
    void readsTheRecordedLog() throws IOException {
        assertThat(identity(BootLogs.recorded("boot.jsonl")))
                .isEqualTo(new DeviceIdentity(
                        "TWOMES-D3AD48",
                        Optional.of("Generic-Test"),
                        Secret.of("1373001617"),
                        Generation.B,
                        Provisioning.BLE));
    }

    @Test
    void readsEachGeneration() {
        assertThat(identity(BootLogs.a172(BootLogs.NAME, TOKEN))).isEqualTo(twomes(Generation.A));
        assertThat(identity(BootLogs.a27(BootLogs.NAME, TOKEN))).isEqualTo(twomes(Generation.A));
        assertThat(identity(BootLogs.b(BootLogs.NAME, TOKEN))).isEqualTo(twomes(Generation.B));
        DeviceIdentity c = new DeviceIdentity(
                BootLogs.NAME_C, Optional.of(BootLogs.TYPE), Secret.of(TOKEN), Generation.C, Provisioning.BLE);
        assertThat(identity(BootLogs.c31(BootLogs.NAME_C, TOKEN))).isEqualTo(c);
        assertThat(identity(BootLogs.c40(BootLogs.NAME_C, TOKEN))).isEqualTo(c);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"transport\":\"SoftAP\"', SOFTAP, -1, , false",
        "'\"transport\":\"softap\",\"security\":2,\"password\":\"x y\"', SOFTAP, 2, x y, false",
        "'\"transport\":\"BLE\",\"security\":0', BLE, 0, , false",
        "'\"security\":\"1\",\"transport\":\"ble\"', SOFTAP, 1, , true",
        "'\"transport\":\"smoke\",\"security\":7', , -1, , false",
    })
    void readsProvisioningInTheFormThatAppsTake(
            String printed, Transport transport, int security, String password, boolean wrongForm) {
        String log = BootLogs.a27(BootLogs.NAME, TOKEN).replace("\"transport\":\"ble\"", printed);
        assertThat(identity(log).provisioning())
                .isEqualTo(new Provisioning(
                        Optional.ofNullable(transport),
                        security < 0 ? OptionalInt.empty() : OptionalInt.of(security),
                        Optional.ofNullable(password).map(Secret::of),
                        wrongForm));
    }

    @Test
    void readsJsonRightAfterTheMarkerOrAfterTheSecondHeader() {
        String oneLine = BootLogs.ROM
                + "I (1) " + BootLogs.TAG_A + ": QR Code Payload: "
                + BootLogs.qrJson(BootLogs.NAME, TOKEN).replace("\n", "") + "\r\n"
                + "I (2) " + BootLogs.TAG_A + ": POST /device payload: \r\nI (3) " + BootLogs.TAG_A + ": "
                + BootLogs.postJson(BootLogs.NAME, TOKEN).replace("\n", "") + "\r\n";
        assertThat(identity(oneLine)).isEqualTo(twomes(Generation.A));
    }

    @Test
    void aTypeThatNobodyKnowsLeavesTheTypeOpen() {
        assertThat(identity(BootLogs.c31("1234-D3AD48", TOKEN)).deviceType()).isEmpty();
    }

    @Test
    void isCompleteAtTheLastClosingBraceAndNotBefore() {
        String log = BootLogs.b(BootLogs.NAME, TOKEN);
        int brace = log.lastIndexOf('}');
        assertThat(BootLogs.parse(log.substring(0, brace + 1))).isInstanceOf(Complete.class);
        assertThat(incomplete(log.substring(0, brace)).ifQuiet()).isEmpty();
        String c = BootLogs.c31(BootLogs.NAME_C, TOKEN);
        assertThat(BootLogs.parse(c.substring(0, c.lastIndexOf('}') + 1))).isInstanceOf(Complete.class);
    }

    @Test
    void aTwomesNameWaitsForItsPostPayload() {
        Incomplete state = incomplete(BootLogs.ROM + BootLogs.qrCall(BootLogs.NAME, TOKEN));
        assertThat(state.ifQuiet()).isEmpty();
    }

    @Test
    void aNameOfNoKnownFormIsTakenWhenNothingFollows() {
        Incomplete state = incomplete(BootLogs.c31("MyDevice_7", TOKEN));
        assertThat(state.ifQuiet())
                .contains(new DeviceIdentity(
                        "MyDevice_7", Optional.empty(), Secret.of(TOKEN), Generation.C, Provisioning.BLE));
        assertThat(identity(BootLogs.b("MyDevice_7", TOKEN)).generation()).isEqualTo(Generation.B);
    }

    @Test
    void passesOverForeignLinesAndLostFirstBytes() {
        String wifi = "I (612) wifi:wifi driver task: 3ffc1d0c, prio:23, stack:6656, core=0\r\n";
        String log = BootLogs.b(BootLogs.NAME, TOKEN)
                .replace("\"ver\"", wifi + "phy_version 4670,719f9f6,Feb 18 2021\r\n\"ver\"")
                .replace("\"device_type\"", wifi + "\"device_type\"")
                .replace("QR Code Payload: \r\n", "QR Code Payload: \r\n" + wifi);
        assertThat(identity(log)).isEqualTo(twomes(Generation.B));
        assertThat(identity(log.substring(150))).isEqualTo(twomes(Generation.B));
        assertThat(identity("\0\u00ff\u0080" + log)).isEqualTo(twomes(Generation.B));
    }

    @Test
    void aForeignLineThatBeginsAtTheEndOfAnother() {
        String log = BootLogs.b(BootLogs.NAME, TOKEN).replace("\"v1\",", "\"v1\",I (612) wifi:mode : sta");
        assertThat(identity(log)).isEqualTo(twomes(Generation.B));
    }

    @Test
    void payloadsThatDisagreeAreAContradictionWithoutTheToken() {
        String names = BootLogs.ROM + BootLogs.qrCall(BootLogs.NAME, TOKEN) + BootLogs.postCall("TWOMES-D3AD49", TOKEN);
        assertThat(fault(names)).isEqualTo(FaultCode.PAYLOADS_DISAGREE);
        String tokens =
                BootLogs.ROM + BootLogs.qrCall(BootLogs.NAME, TOKEN) + BootLogs.postCall(BootLogs.NAME, "3375550653");
        assertThat(fault(tokens)).isEqualTo(FaultCode.PAYLOADS_DISAGREE);
        assertThat(BootLogs.parse(tokens).toString()).doesNotContain(TOKEN, "3375550653");
    }

    @Test
    void aTokenThatIsNoNumberIsADamagedPayload() {
        Incomplete state = incomplete(BootLogs.c31(BootLogs.NAME_C, "33755x0652"));
        assertThat(state.signs().damaged()).isEqualTo(1);
        assertThat(state.ifQuiet()).isEmpty();
    }

    private static String withBare(String value) {
        return BootLogs.b(BootLogs.NAME, TOKEN)
                .replace("\"transport\"", "\"security\":" + value + ",\r\n\"transport\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "0",
                "-7",
                "0.5",
                "12e+3",
                "true",
                "false",
                "null",
                " 2",
                "\r\n3",
                "{\"sec_ver\":1,\"on\":true}",
                "1,\"pop_off\":false"
            })
    void numbersAndWordsAreValuesOfAPayload(String value) {
        assertThat(withoutSecurity(identity(withBare(value)))).isEqualTo(twomes(Generation.B));
    }

    @Test
    void aTokenMayBePrintedAsTheNumberThatItIs() {
        String log = BootLogs.b(BootLogs.NAME, TOKEN).replace("\"" + TOKEN + "\"", TOKEN);
        assertThat(identity(log)).isEqualTo(twomes(Generation.B));
        StringBuilder shown = new StringBuilder();
        byte[] bytes = BootLogs.bytes(log);
        new BootLogParser(shown::append).feed(bytes, 0, bytes.length);
        assertThat(shown.toString()).contains("\"pop\":").doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "1.", "nul", "tru", "+1", "0x1", "yes"})
    void whatIsNoValueOfJsonDamagesThePayload(String value) {
        assertThat(incomplete(withBare(value)).signs().damaged()).isEqualTo(1);
    }

    @Test
    void anotherTasksLineBehindANumberIsPassedOver() {
        String log = BootLogs.b(BootLogs.NAME, TOKEN)
                .replace(
                        "\"transport\"",
                        "\"security\":1,I (659) wifi: 12 networks, true\r\n3 of them known\r\n\"transport\"");
        assertThat(withoutSecurity(identity(log))).isEqualTo(twomes(Generation.B));
    }

    @Test
    void aPayloadCutOffByTheNextIsDamaged() {
        String qr = BootLogs.qrCall(BootLogs.NAME, TOKEN);
        String log =
                BootLogs.ROM + qr.substring(0, qr.indexOf("\"transport")) + BootLogs.postCall(BootLogs.NAME, TOKEN);
        assertThat(incomplete(log).signs().damaged()).isEqualTo(1);
    }

    @Test
    void aRestartForgetsThePayloadsBeforeIt() {
        String first = BootLogs.ROM + BootLogs.qrCall(BootLogs.NAME, "11111111");
        DeviceIdentity identity = identity(first + BootLogs.b(BootLogs.NAME, TOKEN));
        assertThat(identity).isEqualTo(twomes(Generation.B));
    }

    @Test
    void fourRestartsAreALoopNamedAfterItsCause() {
        assertThat(fault(BootLogs.ROM.repeat(4))).isEqualTo(FaultCode.BOOT_LOOP);
        assertThat(incomplete(BootLogs.ROM.repeat(3)).signs().flashErrors())
                .as("three are no loop yet")
                .isZero();
        assertThat(fault((BootLogs.ROM + "\r\nBrownout detector was triggered\r\n\r\n").repeat(4)))
                .isEqualTo(FaultCode.BROWN_OUT);
        assertThat(fault((BootLogs.ROM + "invalid header: 0xffffffff\r\n").repeat(4)))
                .isEqualTo(FaultCode.NOT_BOOTABLE);
        assertThat(fault((BootLogs.ROM + "flash read err, 1000\r\nets_main.c 371 \r\n").repeat(4)))
                .isEqualTo(FaultCode.NOT_BOOTABLE);
    }

    @Test
    void oneBrownOutBeforeAGoodBootIsNoFailure() {
        assertThat(identity(BootLogs.ROM + "Brownout detector was triggered\r\n" + BootLogs.b(BootLogs.NAME, TOKEN)))
                .isEqualTo(twomes(Generation.B));
    }

    @Test
    void seesThatTheChipIsInItsLoader() throws IOException {
        assertThat(incomplete(BootLogs.ROM_LOADER).signs().inLoader()).isTrue();
        assertThat(incomplete(BootLogs.recorded("boot-into-loader.jsonl"))
                        .signs()
                        .inLoader())
                .isTrue();
        assertThat(incomplete(BootLogs.ROM_LOADER + BootLogs.ROM).signs().inLoader())
                .isFalse();
    }
}
