package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.daemon.Environments;
import org.twomes.station.daemon.LedgerHolder;
import org.twomes.station.daemon.OpenFile;
import org.twomes.station.daemon.StationOnRig;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.FailureCode;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.rig.FakeBackOffice;
import org.twomes.station.sticker.SheetReader;

/** What ails the station itself: it says so in health and on the slot, loses nothing, and goes on when it is fixed. */
@Tag("rig")
class TroubleOnRigTest {
    private static final int ONE = 0x000001;
    private static final int TWO = 0x000002;
    private static final int THREE = 0x000003;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int PAGE_BYTES = 4096;

    @TempDir
    Path folder;

    private Path ledger() {
        return folder.resolve("ledger.sqlite");
    }

    private OpenFile journal(StationOnRig floor) {
        OpenFile journal = new OpenFile(folder.resolve("ledger.sqlite-wal"));
        await("all connections of " + floor.station()).atMost(SOON).until(() -> journal.count() == 4);
        return journal;
    }

    private void sql(String... statements) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger());
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private static String health(StationOnRig floor) throws Exception {
        return page(floor, "health");
    }

    private static String page(StationOnRig floor, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(floor.demo().dashboard() + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void awaitHealth(StationOnRig floor, String... words) {
        await("health with " + String.join(", ", words))
                .atMost(SOON)
                .untilAsserted(() -> assertThat(health(floor)).contains(words));
    }

    private static void assertShown(StationOnRig floor, int slot, FailureCode code) {
        SlotView.Trouble trouble = floor.slot(slot).trouble().orElseThrow();
        assertThat(trouble.code()).isEqualTo(code.name());
        assertThat(trouble.sentence()).isEqualTo(code.sentence());
        assertThat(trouble.remedy()).isEqualTo(code.remedy());
    }

    private static void assertLabelledOnce(StationOnRig floor, int... tails) {
        assertThat(floor.registered())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(tails).mapToObj(StationOnRig::name).toList());
        assertThat(Arrays.stream(tails)
                        .mapToObj(tail -> floor.unit(tail).label().orElseThrow())
                        .toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void aFullDiskStopsTheNextBoardUntilThereIsRoom() throws Exception {
        try (StationOnRig floor = new StationOnRig(folder, 1, Map.of());
                OpenFile journal = journal(floor)) {
            floor.prepare(0, ONE, "");
            floor.pull(0);
            sql("PRAGMA wal_checkpoint(TRUNCATE)");
            journal.fullDisk();
            floor.plug(0, TWO, "");
            assertThat(floor.awaitEnd(0).phase()).isEqualTo(SlotPhase.FAILED);
            assertShown(floor, 0, FailureCode.LEDGER_DISK_FULL);
            awaitHealth(floor, "\"down\"", "DISK_FULL", "make room");
            journal.repair();
            awaitHealth(floor, "\"ready\":true");
            assertThat(floor.station().line().runAgain(floor.slot(0).path())).isTrue();
            assertThat(floor.awaitEnd(0, TWO).phase()).isEqualTo(SlotPhase.DONE);
            assertLabelledOnce(floor, ONE, TWO);
        }
    }

    @Test
    void aDiskThatBecomesReadOnlyInTheMiddleOfARunLosesNeitherFailureNorBoard() throws Exception {
        try (StationOnRig floor = new StationOnRig(folder, 1, Map.of("device.bootDeadline", "4s"));
                OpenFile journal = journal(floor)) {
            floor.plug(0, ONE, "truncated 1");
            await().atMost(SOON).until(() -> floor.slot(0).stage() == UnitState.IDENTIFIED);
            journal.readOnly();
            assertThat(floor.awaitEnd(0, ONE).phase()).isEqualTo(SlotPhase.FAILED);
            assertShown(floor, 0, FailureCode.LEDGER_READ_ONLY);
            awaitHealth(floor, "\"down\"", "READ_ONLY", "fix the disk");
            assertThat(floor.attempts(ONE).get(0).failure()).isEmpty();
            journal.repair();
            await().atMost(SOON)
                    .until(
                            () -> floor.attempts(ONE)
                                    .get(0)
                                    .failure()
                                    .map(Failure::code)
                                    .orElse("none"),
                            FailureCode.LEDGER_READ_ONLY.name()::equals);
            floor.station().line().runAgain(floor.slot(0).path());
            await().atMost(SOON).until(() -> floor.slot(0).phase() == SlotPhase.DONE);
            assertLabelledOnce(floor, ONE);
        }
    }

    @Test
    void aRegistrationThatTheLedgerCouldNotBeToldOfIsMadeOnce() throws Exception {
        Map<String, String> settings = Map.of(
                "device.bootDeadline", "4s",
                "backOffice.timeout", "3s",
                "backOffice.retryInitialDelay", "1s",
                "backOffice.retryMaxDelay", "1s");
        try (StationOnRig floor = new StationOnRig(folder, 1, settings);
                OpenFile journal = journal(floor)) {
            floor.plug(0, ONE, "truncated 1");
            await().atMost(SOON).until(() -> floor.slot(0).stage() == UnitState.IDENTIFIED);
            floor.demo().backOffice().trouble(FakeBackOffice.Trouble.SLOW);
            // The outbox may be first to call; then the slot does not wait for it.
            await().atMost(SOON)
                    .until(() -> floor.slot(0).stage() == UnitState.REGISTERED
                            || floor.slot(0).phase() == SlotPhase.REMOVE_ME);
            await().atMost(SOON).until(() -> floor.station().ledger().outbox().waiting() == 1);
            journal.readOnly();
            floor.awaitLabelDue(0, ONE);
            awaitHealth(floor, "\"down\"", "READ_ONLY", "fix the disk");
            floor.demo().backOffice().trouble(FakeBackOffice.Trouble.NONE);
            journal.repair();
            await().atMost(SOON).until(() -> floor.unit(ONE).state() == UnitState.LABELLED);
            await().atMost(SOON).until(() -> floor.slot(0).phase() == SlotPhase.DONE);
            assertLabelledOnce(floor, ONE);
        }
    }

    @Test
    void aLedgerThatAnotherProcessHoldsIsWaitedForAndToldOf() throws Exception {
        try (StationOnRig floor = new StationOnRig(folder, 1, Map.of())) {
            try (LedgerHolder other = new LedgerHolder(ledger())) {
                assertThat(other).isNotNull();
                floor.plug(0, ONE, "");
                assertThat(floor.awaitEnd(0).phase()).isEqualTo(SlotPhase.FAILED);
                assertShown(floor, 0, FailureCode.LEDGER_LOCKED);
                awaitHealth(floor, "\"down\"", "LOCKED", "end the other program");
            }
            awaitHealth(floor, "\"ready\":true");
            floor.station().line().runAgain(floor.slot(0).path());
            assertThat(floor.awaitEnd(0, ONE).phase()).isEqualTo(SlotPhase.DONE);
            assertLabelledOnce(floor, ONE);
        }
    }

    @Test
    void aDamagedLedgerIsRefusedAndTheBackupMadeDuringWorkIsGoneOnWith() throws Exception {
        Path backup = folder.resolve("backup.sqlite");
        Path config = folder.resolve("backup.yaml");
        Files.writeString(config, "station:\n  name: demo\n  data: " + folder + "\nbackOffice:\n  api: none\n");
        try (StationOnRig floor = new StationOnRig(folder, 2, Map.of("device.bootDeadline", "6s"))) {
            floor.prepare(0, ONE, "");
            floor.plug(1, TWO, "silent");
            await().atMost(SOON).until(() -> floor.slot(1).stage() == UnitState.IDENTIFIED);
            Cli made = Cli.run("backup", backup.toString(), "--config", config.toString());
            assertThat(made.code()).as(made.err()).isZero();
            assertThat(floor.slot(1).phase()).isEqualTo(SlotPhase.RUNNING);
            Cli again = Cli.run("backup", backup.toString(), "--config", config.toString());
            assertThat(again.code()).isEqualTo(ExitCode.BROKEN);
            assertThat(again.err()).contains("exists already");
            floor.pull(1);
            floor.pull(0);
            damage();
            floor.plug(0, THREE, "");
            assertThat(floor.awaitEnd(0).phase()).isEqualTo(SlotPhase.FAILED);
            assertShown(floor, 0, FailureCode.LEDGER_CORRUPT);
            awaitHealth(floor, "\"down\"", "CORRUPT", "restore the newest backup");
        }
        Cli refused = Cli.run("run", "--config", config.toString());
        assertThat(refused.code()).isEqualTo(ExitCode.BROKEN);
        assertThat(refused.err()).contains("ledger").contains("restore the newest backup");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        for (String end : new String[] {"", "-wal", "-shm"}) {
            Files.deleteIfExists(folder.resolve("ledger.sqlite" + end));
        }
        Files.copy(backup, ledger());
        try (StationOnRig floor = new StationOnRig(folder, 2, Map.of())) {
            assertThat(floor.unit(ONE).state()).isEqualTo(UnitState.LABELLED);
            assertThat(floor.attempts(TWO)).extracting(AttemptRecord::state).containsExactly(UnitState.FAILED);
            assertThat(floor.prepare(0, THREE, "").phase()).isEqualTo(SlotPhase.DONE);
            assertThat(floor.unit(THREE).label().orElseThrow().position()).isEqualTo(2);
        }
    }

    /** Rubbish over every page but the first, which a torn disk leaves readable too, once none is in the journal any more. */
    private void damage() throws Exception {
        sql("CREATE TABLE scratch (x)", "DROP TABLE scratch", "PRAGMA wal_checkpoint(TRUNCATE)");
        try (FileChannel file = FileChannel.open(ledger(), StandardOpenOption.WRITE)) {
            byte[] rubbish = new byte[(int) file.size() - PAGE_BYTES];
            Arrays.fill(rubbish, (byte) 0xA5);
            file.write(ByteBuffer.wrap(rubbish), PAGE_BYTES);
        }
    }

    @Test
    void aSheetFolderThatIsGoneHoldsBackThePdfOnly() throws Exception {
        try (StationOnRig floor = new StationOnRig(folder, 1, Map.of())) {
            floor.prepare(0, ONE, "");
            floor.pull(0);
            Path sheets = folder.resolve("sheets");
            Files.deleteIfExists(sheets);
            Files.writeString(sheets, "in the way");
            assertThat(floor.station().labels().flush()).isEmpty();
            awaitHealth(floor, "\"degraded\"", "sheets", "sheet folder");
            assertThat(floor.prepare(0, TWO, "").phase()).isEqualTo(SlotPhase.DONE);
            assertShown(floor, 0, FailureCode.SHEETS_BLOCKED);
            Files.delete(sheets);
            await().atMost(SOON).until(() -> Files.exists(sheets.resolve("demo-0001.pdf")));
            assertThat(SheetReader.names(sheets.resolve("demo-0001.pdf"))).containsExactly(StationOnRig.name(ONE));
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(health(floor)).contains("\"ready\":true").doesNotContain("sheet folder"));
            assertLabelledOnce(floor, ONE, TWO);
        }
    }

    @Test
    void whatIsNotTheBackOfficeIsSaidOnceHoldsNoBoardAndIsForgottenWhenItIsRightAgain() throws Exception {
        Map<String, String> settings = Map.of("backOffice.retryInitialDelay", "1s", "backOffice.retryMaxDelay", "1s");
        try (StationOnRig floor = new StationOnRig(folder, 2, settings)) {
            floor.demo().backOffice().trouble(FakeBackOffice.Trouble.TOO_LARGE);
            floor.plug(0, ONE, "");
            floor.plug(1, TWO, "");
            floor.awaitLabelDue(0, ONE);
            floor.awaitLabelDue(1, TWO);
            awaitHealth(floor, "\"degraded\"", "back office: 413 with a web page", "ask who runs the proxy");
            assertThat(health(floor).split("back office: 413", -1))
                    .as("said once")
                    .hasSize(2);
            assertThat(page(floor, "metrics")).contains("station_back_office_unusable 1.0");
            assertThat(page(floor, "api/slots")).doesNotContain("html", "Too Large");
            assertThat(floor.unit(ONE).state()).isEqualTo(UnitState.IDENTIFIED);
            assertThat(floor.unit(TWO).state()).isEqualTo(UnitState.IDENTIFIED);
            floor.demo().backOffice().trouble(FakeBackOffice.Trouble.NONE);
            await().atMost(SOON).until(() -> floor.slot(0).phase() == SlotPhase.DONE);
            await().atMost(SOON).until(() -> floor.slot(1).phase() == SlotPhase.DONE);
            awaitHealth(floor, "\"status\":\"ready\"");
            assertThat(page(floor, "metrics")).contains("station_back_office_unusable 0.0");
            assertLabelledOnce(floor, ONE, TWO);
        }
    }

    @Test
    void aClockSetBackAnHourHoldsNothingUp() throws Exception {
        AtomicReference<Duration> behind = new AtomicReference<>(Duration.ZERO);
        InstantSource source = () -> Instant.now().minus(behind.get());
        Clock clock = source.withZone(ZoneOffset.UTC);
        Map<String, String> settings = Map.of("backOffice.retryInitialDelay", "10m");
        try (StationOnRig floor =
                new StationOnRig(folder, 1, settings, environment -> Environments.withClock(environment, clock))) {
            floor.demo().backOffice().trouble(FakeBackOffice.Trouble.BROKEN);
            floor.plug(0, ONE, "");
            floor.awaitLabelDue(0, ONE);
            floor.demo().backOffice().trouble(FakeBackOffice.Trouble.NONE);
            behind.set(Duration.ofHours(1));
            awaitHealth(floor, "\"degraded\"", "clock", "behind");
            assertThat(floor.awaitEnd(0, ONE).phase()).isEqualTo(SlotPhase.DONE);
            assertShown(floor, 0, FailureCode.CLOCK_SET_BACK);
            floor.pull(0);
            assertThat(floor.prepare(0, TWO, "").phase()).isEqualTo(SlotPhase.DONE);
            assertShown(floor, 0, FailureCode.CLOCK_SET_BACK);
            floor.pull(0);
            behind.set(Duration.ZERO);
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(health(floor)).contains("\"ready\":true").doesNotContain("clock"));
            assertThat(floor.prepare(0, THREE, "").phase()).isEqualTo(SlotPhase.DONE);
            assertThat(floor.slot(0).trouble()).isEmpty();
            assertLabelledOnce(floor, ONE, TWO, THREE);
        }
    }
}
