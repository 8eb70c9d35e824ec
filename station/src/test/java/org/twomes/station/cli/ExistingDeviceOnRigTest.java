package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.backoffice.V1Database;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.common.Json;
import org.twomes.station.common.Secret;
import org.twomes.station.daemon.MariaDevices;
import org.twomes.station.demo.DemoRig;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FakeBackOffice;
import org.twomes.station.rig.RigSettings;

/** A board whose name an earlier preparation of it has, on the rig, with the back office's devices in a real MariaDB. */
@Tag("rig")
class ExistingDeviceOnRigTest {
    private static final BoardModel BOARD = BoardModel.usual(0xD3AD48);
    private static final String MAC = "24:0a:c4:d3:ad:48";
    private static final String NAME = "TWOMES-D3AD48";
    private static final Secret ADMIN = Secret.of("Mg.admin-token-of-this-test");
    private static final Secret OLD_TOKEN = Secret.of("1111111111");

    @TempDir
    static Path server;

    @TempDir
    Path folder;

    private static V1Database database;

    private FakeBackOffice backOffice;
    private DemoRig demo;

    @BeforeAll
    static void startDatabase() throws Exception {
        database = V1Database.start(server);
    }

    @AfterAll
    static void stopDatabase() throws Exception {
        database.close();
    }

    @BeforeEach
    void openBackOffice() throws Exception {
        database.sql("DELETE FROM device");
        backOffice = new FakeBackOffice(ADMIN, 0, new MariaDevices(database));
        backOffice.know(NAME, "Generic-Test", OLD_TOKEN);
    }

    @AfterEach
    void close() {
        demo.close();
        backOffice.close();
    }

    private Path secret(String name, String text) throws Exception {
        Path file = Files.writeString(folder.resolve(name), text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void start(Map<String, String> more) throws Exception {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("backOffice.url", Json.line(backOffice.url().toString()));
        settings.put(
                "backOffice.tokenFile",
                Json.line(secret("token", ADMIN.reveal()).toString()));
        settings.putAll(more);
        demo = new DemoRig(folder.resolve("demo"), 1, RigSettings.Speed.FAST, settings);
        demo.station().start();
    }

    private Map<String, String> access() throws Exception {
        return Map.of(
                "backOffice.database",
                Json.line(Map.of(
                        "url",
                        database.url(),
                        "user",
                        V1Database.USER,
                        "passwordFile",
                        secret("password", V1Database.PASSWORD).toString())));
    }

    private SlotView slot() {
        return demo.station().line().slots().get(0);
    }

    private SlotView awaitPhase(SlotPhase phase) {
        await().atMost(Duration.ofSeconds(60)).until(() -> slot().phase() == phase);
        return slot();
    }

    private UnitRecord unit() {
        return demo.station().ledger().units().byMac(MAC).orElseThrow();
    }

    private List<String> names() {
        return backOffice.devices().stream().map(FakeBackOffice.Device::name).toList();
    }

    private List<String> audit() {
        return demo.station().ledger().auditLines(20).stream()
                .map(Ledger.AuditLine::object)
                .toList();
    }

    @Test
    void anApprovedBoardTakesItsNameBackAndTheOldRowKeepsEverythingElse() throws Exception {
        backOffice.know(NAME + "-OLD", "Generic-Test", Secret.of("2222222222"));
        start(access());
        demo.rig().plug(0, BOARD);
        SlotView held = awaitPhase(SlotPhase.HELD);
        assertThat(held.trouble().orElseThrow().remedy()).contains("Approve");
        assertThat(demo.rig().flash(BOARD.mac())).containsOnly(0xFF);
        assertThat(names()).containsExactly(NAME, NAME + "-OLD");

        demo.station().line().approve(MAC, "sue");
        awaitPhase(SlotPhase.DONE);
        assertThat(names()).containsExactly(NAME + "-OLD2", NAME + "-OLD", NAME);
        assertThat(backOffice.devices().get(0).token()).isEqualTo(OLD_TOKEN);
        assertThat(backOffice.devices().get(2).token()).isNotEqualTo(OLD_TOKEN);
        assertThatThrownBy(() -> backOffice.know("TWOMES-0000FF", "Generic-Test", OLD_TOKEN))
                .hasMessageContaining("proof_of_presence_id");
        assertThat(unit().state()).isEqualTo(UnitState.LABELLED);
        assertThat(demo.station().ledger().units().attempts(unit().id()).get(0).notes())
                .extracting(AttemptRecord.Note::text)
                .anyMatch(text -> text.contains("was renamed to " + NAME + "-OLD2"));
        assertThat(demo.station().ledger().auditLines(20))
                .filteredOn(line -> line.object().contains("was renamed"))
                .extracting(Ledger.AuditLine::who)
                .containsExactly("sue");
    }

    @Test
    void goOnRenamesWithoutAQuestion() throws Exception {
        Map<String, String> settings = new LinkedHashMap<>(access());
        settings.put("backOffice.existing", "go-on");
        start(settings);
        demo.rig().plug(0, BOARD);
        awaitPhase(SlotPhase.DONE);
        assertThat(names()).containsExactly(NAME + "-OLD", NAME);
        assertThat(audit()).anyMatch(line -> line.contains("was renamed to " + NAME + "-OLD"));
    }

    @Test
    void withoutADatabaseTheSupervisorRetiresTheOldDeviceByHandAndTheRegistrationFollows() throws Exception {
        start(Map.of());
        demo.rig().plug(0, BOARD);
        SlotView held = awaitPhase(SlotPhase.HELD);
        assertThat(held.trouble().orElseThrow().remedy()).contains("station retire " + NAME);
        assertThat(held.trouble().orElseThrow().detail())
                .contains("scripts/station retire " + NAME)
                .contains("UPDATE device SET name='" + NAME + "-OLD' WHERE name='" + NAME + "'");
        demo.station().line().approve(MAC, "sue");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> unit().state() == UnitState.HELD && slot().stage() == UnitState.REGISTERED);
        assertThat(awaitPhase(SlotPhase.HELD).trouble().orElseThrow().detail()).contains("UPDATE device");
        assertThat(names()).containsExactly(NAME);

        String said = retire(ExitCode.OK, NAME, "--json");
        assertThat(said).contains("\"newName\" : \"" + NAME + "-OLD\"").contains("\"registrationWaitsAgain\" : true");
        await().atMost(Duration.ofSeconds(60)).until(() -> unit().state() == UnitState.LABELLED);
        assertThat(names()).containsExactly(NAME + "-OLD", NAME);
        assertThat(audit()).anyMatch(line -> line.contains("was renamed to " + NAME + "-OLD"));

        assertThat(retire(ExitCode.OK, NAME)).contains("Done: ", NAME + "-OLD2", "Now run the board again.");
        assertThat(retire(ExitCode.FAILED, "TWOMES-000001")).contains("no device named TWOMES-000001");
        assertThat(run(ExitCode.USAGE, "retire", NAME, "--config", config().toString()))
                .contains("backOffice.database");
    }

    private Path config() throws Exception {
        return Files.writeString(
                folder.resolve("retire.yaml"),
                "station: {name: demo, data: demo}\nbackOffice: {api: none}\ndashboard: {port: 0}\n");
    }

    private String retire(int code, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("retire"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", config().toString(), "--database", database.url()));
        all.addAll(List.of("--user", V1Database.USER));
        all.addAll(List.of(
                "--password-file", secret("password", V1Database.PASSWORD).toString()));
        return run(code, all.toArray(String[]::new));
    }

    private static String run(int code, String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said, true);
        int done = Main.commandLine().setOut(writer).setErr(writer).execute(arguments);
        assertThat(done).as(said.toString()).isEqualTo(code);
        return said.toString();
    }
}
