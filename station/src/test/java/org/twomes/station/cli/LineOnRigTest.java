package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.common.Secret;
import org.twomes.station.demo.DemoRig;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FakeBackOffice;
import org.twomes.station.rig.FaultScript;
import org.twomes.station.rig.RigSettings;
import org.twomes.station.sticker.SheetReader;

/** The whole station on the virtual rig, through jSerialComm on ptys, with good and faulty boards. */
@Tag("rig")
class LineOnRigTest {
    private static final String HELLO_FLASH = "a79a3818fcce87d6b16e8fb819081ada6227458caa76604670d1d0b8b4c77272";
    private static final int NVS = 0x19000;
    private static final int NVS_LENGTH = 0x4000;
    private static final BoardModel BOARD = BoardModel.usual(0xD3AD48);
    private static final String MAC = "24:0a:c4:d3:ad:48";
    private static final String NAME = "TWOMES-D3AD48";

    @TempDir
    Path folder;

    private DemoRig demo;

    @AfterEach
    void close() {
        demo.close();
    }

    private void start(Map<String, String> settings) throws Exception {
        demo = new DemoRig(folder, 2, RigSettings.Speed.FAST, settings);
        demo.station().start();
    }

    private SlotView slot(int index) {
        return demo.station().line().slots().get(index);
    }

    private SlotView awaitEnd(int index) {
        await().atMost(Duration.ofSeconds(60)).until(() -> switch (slot(index).phase()) {
            case DONE, FAILED, HELD, UNUSABLE -> true;
            case EMPTY, WAITING, RUNNING, OPERATOR, REMOVE_ME -> false;
        });
        return slot(index);
    }

    private void plugUntilItsLabelIsDue() {
        demo.rig().plug(0, BOARD);
        await().atMost(Duration.ofSeconds(60)).until(() -> slot(0).phase() == SlotPhase.REMOVE_ME);
    }

    private SlotView prepare(BoardModel board, String faults) {
        demo.rig().plug(0, board, FaultScript.parse(faults));
        await().atMost(Duration.ofSeconds(10)).until(() -> slot(0).present());
        return awaitEnd(0);
    }

    private void pull() {
        demo.rig().unplug(0);
        await().atMost(Duration.ofSeconds(10)).until(() -> !slot(0).present());
    }

    private List<String> registered() {
        return demo.backOffice().devices().stream()
                .map(FakeBackOffice.Device::name)
                .toList();
    }

    private UnitRecord unit() {
        return demo.station().ledger().units().byMac(MAC).orElseThrow();
    }

    private String code(SlotView view) {
        return view.trouble().orElseThrow().code();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void aBoardBecomesWhatEsptoolWouldMakeOfItAndHasALabel() throws Exception {
        start(Map.of());
        SlotView end = prepare(BOARD, "");
        assertThat(end.phase()).isEqualTo(SlotPhase.DONE);
        assertThat(end.name()).contains(NAME);
        assertThat(end.label().orElseThrow().position()).isEqualTo(1);
        assertThat(registered()).containsExactly(NAME);

        byte[] flash = demo.rig().flash(BOARD.mac());
        Arrays.fill(flash, NVS, NVS + NVS_LENGTH, (byte) 0xFF);
        assertThat(sha256(flash)).isEqualTo(HELLO_FLASH);

        Path sheet = demo.station().labels().flush().get(0);
        assertThat(SheetReader.names(sheet)).containsExactly(NAME);
        AttemptRecord attempt =
                demo.station().ledger().units().attempts(unit().id()).get(0);
        assertThat(attempt.transitions())
                .extracting(AttemptRecord.Transition::state)
                .containsExactly(
                        UnitState.DETECTED,
                        UnitState.CONNECTED,
                        UnitState.PROGRAMMED,
                        UnitState.VERIFIED,
                        UnitState.IDENTIFIED,
                        UnitState.REGISTERED,
                        UnitState.LABELLED);
        assertThat(attempt.bootLog()).contains("cpu_start");
        String token = demo.backOffice().devices().get(0).token().reveal();
        assertThat(attempt.bootLog()).doesNotContain(token);
    }

    @Test
    void theRomAloneDoesTheSame() throws Exception {
        start(Map.of("loader.stub", "off"));
        assertThat(prepare(BOARD, "").phase()).isEqualTo(SlotPhase.DONE);
        byte[] flash = demo.rig().flash(BOARD.mac());
        Arrays.fill(flash, NVS, NVS + NVS_LENGTH, (byte) 0xFF);
        assertThat(sha256(flash)).isEqualTo(HELLO_FLASH);
    }

    @Test
    void aUsedChipEndsBlankEverywhereElse() throws Exception {
        start(Map.of("device.sameBoard", "1ms", "backOffice.existing", "go-on"));
        prepare(BOARD, "");
        pull();
        byte[] before = demo.rig().flash(BOARD.mac());
        assertThat(before[NVS]).isNotEqualTo((byte) 0xFF);
        demo.station().line().approve(MAC, "sue");
        SlotView again = prepare(BOARD, "");
        assertThat(code(again)).isEqualTo("NAME_TAKEN");
        assertThat(again.stage()).isEqualTo(UnitState.REGISTERED);
        byte[] after = demo.rig().flash(BOARD.mac());
        assertThat(Arrays.copyOfRange(after, NVS, NVS + NVS_LENGTH))
                .as("the new token's partition")
                .isNotEqualTo(Arrays.copyOfRange(before, NVS, NVS + NVS_LENGTH));
        Arrays.fill(after, NVS, NVS + NVS_LENGTH, (byte) 0xFF);
        assertThat(sha256(after)).isEqualTo(HELLO_FLASH);
    }

    @Test
    void aProtectedChipIsRefusedBeforeAnythingIsErased() throws Exception {
        start(Map.of());
        SlotView secure = prepare(new BoardModel(BOARD.mac(), 4 << 20, 'B', "Generic-Test", true, false), "");
        assertThat(code(secure)).isEqualTo("SECURE_BOOT");
        pull();
        SlotView encrypted = prepare(new BoardModel(BOARD.mac() + 1, 4 << 20, 'B', "Generic-Test", false, true), "");
        assertThat(code(encrypted)).isEqualTo("FLASH_ENCRYPTED");
        assertThat(demo.rig().flash(BOARD.mac())).containsOnly(0xFF);
        assertThat(registered()).isEmpty();
    }

    @Test
    void aDeviceInUseElsewhereIsHeldUntouchedUntilItIsApproved() throws Exception {
        start(Map.of());
        demo.backOffice().know(NAME, "Generic-Test", Secret.of("12345678"));
        SlotView held = prepare(BOARD, "");
        assertThat(held.phase()).isEqualTo(SlotPhase.HELD);
        assertThat(code(held)).isEqualTo("NAME_TAKEN");
        assertThat(demo.rig().flash(BOARD.mac())).containsOnly(0xFF);
        demo.station().line().approve(MAC, "sue");
        await().atMost(Duration.ofSeconds(60)).until(() -> slot(0).stage() == UnitState.REGISTERED);
        assertThat(awaitEnd(0).phase()).isEqualTo(SlotPhase.HELD);
        assertThat(unit().state()).isEqualTo(UnitState.HELD);
    }

    @Test
    void theLineGoesOnWhileTheBackOfficeIsGoneAndLabelsFollow() throws Exception {
        start(Map.of("backOffice.retryInitialDelay", "1s", "backOffice.retryMaxDelay", "1s"));
        demo.backOffice().trouble(FakeBackOffice.Trouble.BROKEN);
        plugUntilItsLabelIsDue();
        assertThat(unit().state()).isEqualTo(UnitState.IDENTIFIED);
        pull();
        demo.backOffice().trouble(FakeBackOffice.Trouble.NONE);
        await().atMost(Duration.ofSeconds(30)).until(() -> unit().state() == UnitState.LABELLED);
        assertThat(registered()).containsExactly(NAME);
        await().atMost(Duration.ofSeconds(10)).until(() -> slot(0).label().isPresent());
    }

    @Test
    void anAnswerThatIsLostDoesNotRegisterTwice() throws Exception {
        start(Map.of("backOffice.retryInitialDelay", "1s", "backOffice.retryMaxDelay", "1s"));
        demo.rig().plug(1, BoardModel.usual(0x000001));
        awaitEnd(1);
        demo.backOffice().trouble(FakeBackOffice.Trouble.LOSES_ANSWER_OF_REGISTRATION);
        plugUntilItsLabelIsDue();
        demo.backOffice().trouble(FakeBackOffice.Trouble.NONE);
        await().atMost(Duration.ofSeconds(30)).until(() -> unit().state() == UnitState.LABELLED);
        assertThat(registered()).containsExactly("TWOMES-000001", NAME);
    }

    @Test
    void aTokenTooShortForTheBackOfficeIsRolledAnew() throws Exception {
        start(Map.of());
        assertThat(prepare(BOARD, "short-token 2").phase()).isEqualTo(SlotPhase.DONE);
        assertThat(demo.backOffice().devices().get(0).token().reveal().length()).isGreaterThanOrEqualTo(8);
        assertThat(demo.station().ledger().units().attempts(unit().id()).get(0).notes())
                .extracting(AttemptRecord.Note::text)
                .filteredOn(text -> text.contains("rolled anew"))
                .hasSize(2);
    }

    @Test
    void aTokenThatStaysTooShortFailsAfterThreeRolls() throws Exception {
        start(Map.of());
        SlotView end = prepare(BOARD, "short-token 99");
        assertThat(code(end)).isEqualTo("TOKEN_TOO_SHORT");
        assertThat(registered()).isEmpty();
    }

    @Test
    void theSameBoardAgainAsksAndShowsItsLabel() throws Exception {
        start(Map.of());
        SlotView first = prepare(BOARD, "");
        pull();
        byte[] before = demo.rig().flash(BOARD.mac());
        SlotView again = prepare(BOARD, "");
        assertThat(again.phase()).isEqualTo(SlotPhase.HELD);
        assertThat(code(again)).isEqualTo("ALREADY_PREPARED");
        assertThat(again.label()).isEqualTo(first.label());
        assertThat(demo.rig().flash(BOARD.mac())).isEqualTo(before);
        assertThat(unit().state()).isEqualTo(UnitState.LABELLED);
    }

    @Test
    void aPulledBoardEndsItsOwnRunOnly() throws Exception {
        start(Map.of());
        demo.rig().plug(0, BOARD, FaultScript.parse("silent"));
        demo.rig().plug(1, BoardModel.usual(0x000002));
        await().atMost(Duration.ofSeconds(30)).until(() -> slot(0).stage() == UnitState.IDENTIFIED);
        demo.rig().unplug(0);
        SlotView end = awaitEnd(0);
        assertThat(code(end)).isEqualTo("UNPLUGGED");
        assertThat(awaitEnd(1).phase()).isEqualTo(SlotPhase.DONE);
    }

    @Test
    void boardsOfEachGenerationAreUnderstood() throws Exception {
        start(Map.of());
        assertThat(prepare(new BoardModel(BOARD.mac(), 4 << 20, 'A', "Generic-Test", false, false), "")
                        .phase())
                .isEqualTo(SlotPhase.DONE);
        assertThat(registered()).containsExactly(NAME);
    }

    @Test
    void generationCEndsWithItsLabelAndWithoutARegistration() throws Exception {
        start(Map.of("device.family", "type-hash", "device.type", "Generic-Test", "backOffice.api", "none"));
        SlotView end = prepare(new BoardModel(BOARD.mac(), 4 << 20, 'C', "Generic-Test", false, false), "");
        assertThat(end.phase()).isEqualTo(SlotPhase.DONE);
        assertThat(end.name()).contains("FCA2-D3AD48");
        assertThat(end.label()).isPresent();
        assertThat(registered()).isEmpty();
    }

    @Test
    void flashAndIdentifyWorkOnOnePortFromTheCommandLine() throws Exception {
        start(Map.of());
        demo.station().line().pause();
        Path device = demo.rig().plug(0, BOARD);
        Path program = folder.resolve("rig-reset");
        Path socket = demo.rig().controlSocket();
        Files.writeString(
                program,
                "#!/usr/bin/env python3\nimport socket, sys\ns = socket.socket(socket.AF_UNIX)\ns.connect('" + socket
                        + "')\ns.sendall(('reset %s %s\\n' % (sys.argv[1], sys.argv[2])).encode())\n"
                        + "sys.exit(0 if s.recv(100).startswith(b'ok') else 1)\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Path config = folder.resolve("flash.yaml");
        Files.writeString(
                config,
                "station:\n  name: bench\n  data: bench-data\nbackOffice:\n  api: none\n",
                StandardCharsets.UTF_8);
        Path bundle = folder.resolve("bundles/twomes-hello_ESP32DEV_v3.0.0.zip");
        StringWriter out = new StringWriter();
        int code = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .execute(
                        "flash",
                        "--port",
                        device.toString(),
                        "--bundle",
                        bundle.toString(),
                        "--reset",
                        "command:" + program,
                        "--config",
                        config.toString(),
                        "--json");
        assertThat(code).as(out.toString()).isZero();
        assertThat(out.toString()).contains(NAME).contains("bench-0001");
        byte[] before = demo.rig().flash(BOARD.mac());
        StringWriter said = new StringWriter();
        int identified = Main.commandLine()
                .setOut(new PrintWriter(said, true))
                .execute(
                        "identify",
                        "--port",
                        device.toString(),
                        "--reset",
                        "command:" + program,
                        "--config",
                        config.toString());
        assertThat(identified).isZero();
        assertThat(said.toString()).contains(NAME).contains(MAC).contains("label 1 on sheet bench-0001");
        assertThat(demo.rig().flash(BOARD.mac())).isEqualTo(before);
    }
}
