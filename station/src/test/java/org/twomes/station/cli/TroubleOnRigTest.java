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
import org.twomes.station.fault.FaultCode;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.rig.FakeBackOffice;
import org.twomes.station.sticker.SheetReader;

/** Faults of the station itself: health and slot show them, nothing is lost, and work continues when they are fixed. */
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

    private OpenFile journal(StationOnRig rig) {
        OpenFile journal = new OpenFile(folder.resolve("ledger.sqlite-wal"));
        await("all connections of " + rig.station()).atMost(SOON).until(() -> journal.count() == 4);
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

    private static String health(StationOnRig rig) throws Exception {
        return page(rig, "health");
    }

    private static String page(StationOnRig rig, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(rig.demo().dashboard() + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void awaitHealth(StationOnRig rig, String... words) {
        await("health with " + String.join(", ", words))
                .atMost(SOON)
                .untilAsserted(() -> assertThat(health(rig)).contains(words));
    }

    private static void assertShown(StationOnRig rig, int slot, FaultCode code) {
        SlotView.Trouble trouble = rig.slot(slot).trouble().orElseThrow();
        assertThat(trouble.code()).isEqualTo(code.name());
        assertThat(trouble.sentence()).isEqualTo(code.sentence());
        assertThat(trouble.remedy()).isEqualTo(code.remedy());
    }

    private static void assertLabelledOnce(StationOnRig rig, int... tails) {
        assertThat(rig.registered())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(tails).mapToObj(StationOnRig::name).toList());
        assertThat(Arrays.stream(tails)
                        .mapToObj(tail -> rig.unit(tail).label().orElseThrow())
                        .toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void aFullDiskStopsTheNextBoardUntilThereIsRoom() throws Exception {
        try (StationOnRig rig = new StationOnRig(folder, 1, Map.of());
                OpenFile journal = journal(rig)) {
            rig.prepare(0, ONE, "");
            rig.pull(0);
            sql("PRAGMA wal_checkpoint(TRUNCATE)");
            journal.fullDisk();
            rig.plug(0, TWO, "");
            assertThat(rig.awaitEnd(0).phase()).isEqualTo(SlotPhase.FAILED);
            assertShown(rig, 0, FaultCode.LEDGER_DISK_FULL);
            awaitHealth(rig, "\"down\"", "DISK_FULL", "make room");
            journal.repair();
            awaitHealth(rig, "\"ready\":true");
            assertThat(rig.station().line().runAgain(rig.slot(0).path())).isTrue();
            assertThat(rig.awaitEnd(0, TWO).phase()).isEqualTo(SlotPhase.DONE);
            assertLabelledOnce(rig, ONE, TWO);
        }
    }

    @Test
    void aDiskThatBecomesReadOnlyInTheMiddleOfARunLosesNeitherFailureNorBoard() throws Exception {
        try (StationOnRig rig = new StationOnRig(folder, 1, Map.of("device.bootDeadline", "4s"));
                OpenFile journal = journal(rig)) {
            rig.plug(0, ONE, "truncated 1");
            await().atMost(SOON).until(() -> rig.slot(0).stage() == UnitState.IDENTIFIED);
            journal.readOnly();
            assertThat(rig.awaitEnd(0, ONE).phase()).isEqualTo(SlotPhase.FAILED);
            assertShown(rig, 0, FaultCode.LEDGER_READ_ONLY);
            awaitHealth(rig, "\"down\"", "READ_ONLY", "fix the disk");
            assertThat(rig.attempts(ONE).get(0).failure()).isEmpty();
            journal.repair();
            await().atMost(SOON)
                    .until(
                            () -> rig.attempts(ONE)
                                    .get(0)
                                    .failure()
                                    .map(Failure::code)
                                    .orElse("none"),
                            FaultCode.LEDGER_READ_ONLY.name()::equals);
            rig.station().line().runAgain(rig.slot(0).path());
            await().atMost(SOON).until(() -> rig.slot(0).phase() == SlotPhase.DONE);
            assertLabelledOnce(rig, ONE);
        }
    }

    @Test
    void aRegistrationThatTheLedgerCouldNotBeToldOfIsMadeOnce() throws Exception {
        Map<String, String> settings = Map.of(
                "device.bootDeadline", "4s",
                "backOffice.timeout", "3s",
                "backOffice.retryInitialDelay", "1s",
                "backOffice.retryMaxDelay", "1s");
        try (StationOnRig rig = new StationOnRig(folder, 1, settings);
                OpenFile journal = journal(rig)) {
            rig.plug(0, ONE, "truncated 1");
            await().atMost(SOON).until(() -> rig.slot(0).stage() == UnitState.IDENTIFIED);
            rig.demo().backOffice().trouble(FakeBackOffice.Trouble.SLOW);
            // The outbox may be first to call; then the slot does not wait for it.
            await().atMost(SOON)
                    .until(() -> rig.slot(0).stage() == UnitState.REGISTERED
                            || rig.slot(0).phase() == SlotPhase.REMOVE_ME);
            await().atMost(SOON).until(() -> rig.station().ledger().outbox().waiting() == 1);
            journal.readOnly();
            rig.awaitLabelDue(0, ONE);
            awaitHealth(rig, "\"down\"", "READ_ONLY", "fix the disk");
            rig.demo().backOffice().trouble(FakeBackOffice.Trouble.NONE);
            journal.repair();
            await().atMost(SOON).until(() -> rig.unit(ONE).state() == UnitState.LABELLED);
            await().atMost(SOON).until(() -> rig.slot(0).phase() == SlotPhase.DONE);
            assertLabelledOnce(rig, ONE);
        }
    }

    @Test
    void aLedgerThatAnotherProcessHoldsIsWaitedForAndToldOf() throws Exception {
        try (StationOnRig rig = new StationOnRig(folder, 1, Map.of())) {
            try (LedgerHolder other = new LedgerHolder(ledger())) {
                assertThat(other).isNotNull();
                rig.plug(0, ONE, "");
                assertThat(rig.awaitEnd(0).phase()).isEqualTo(SlotPhase.FAILED);
                assertShown(rig, 0, FaultCode.LEDGER_LOCKED);
                awaitHealth(rig, "\"down\"", "LOCKED", "end the other program");
            }
            awaitHealth(rig, "\"ready\":true");
            rig.station().line().runAgain(rig.slot(0).path());
            assertThat(rig.awaitEnd(0, ONE).phase()).isEqualTo(SlotPhase.DONE);
            assertLabelledOnce(rig, ONE);
        }
    }

    @Test
    void aDamagedLedgerIsRefusedAndTheBackupMadeDuringWorkIsGoneOnWith() throws Exception {
        Path backup = folder.resolve("backup.sqlite");
        Path config = folder.resolve("backup.yaml");
        Files.writeString(config, "station:\n  name: demo\n  data: " + folder + "\nbackOffice:\n  api: none\n");
        try (StationOnRig rig = new StationOnRig(folder, 2, Map.of("device.bootDeadline", "6s"))) {
            rig.prepare(0, ONE, "");
            rig.plug(1, TWO, "silent");
            await().atMost(SOON).until(() -> rig.slot(1).stage() == UnitState.IDENTIFIED);
            Cli made = Cli.run("backup", backup.toString(), "--config", config.toString());
            assertThat(made.code()).as(made.err()).isZero();
            assertThat(rig.slot(1).phase()).isEqualTo(SlotPhase.RUNNING);
            Cli again = Cli.run("backup", backup.toString(), "--config", config.toString());
            assertThat(again.code()).isEqualTo(ExitCode.BROKEN);
            assertThat(again.err()).contains("exists already");
            rig.pull(1);
            rig.pull(0);
            damage();
            rig.plug(0, THREE, "");
            assertThat(rig.awaitEnd(0).phase()).isEqualTo(SlotPhase.FAILED);
            assertShown(rig, 0, FaultCode.LEDGER_CORRUPT);
            awaitHealth(rig, "\"down\"", "CORRUPT", "restore the newest backup");
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
        try (StationOnRig rig = new StationOnRig(folder, 2, Map.of())) {
            assertThat(rig.unit(ONE).state()).isEqualTo(UnitState.LABELLED);
            assertThat(rig.attempts(TWO)).extracting(AttemptRecord::state).containsExactly(UnitState.FAILED);
            assertThat(rig.prepare(0, THREE, "").phase()).isEqualTo(SlotPhase.DONE);
            assertThat(rig.unit(THREE).label().orElseThrow().position()).isEqualTo(2);
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
        try (StationOnRig rig = new StationOnRig(folder, 1, Map.of())) {
            rig.prepare(0, ONE, "");
            rig.pull(0);
            Path sheets = folder.resolve("sheets");
            Files.deleteIfExists(sheets);
            Files.writeString(sheets, "in the way");
            assertThat(rig.station().labels().flush()).isEmpty();
            awaitHealth(rig, "\"degraded\"", "sheets", "sheet folder");
            assertThat(rig.prepare(0, TWO, "").phase()).isEqualTo(SlotPhase.DONE);
            assertShown(rig, 0, FaultCode.SHEETS_BLOCKED);
            Files.delete(sheets);
            await().atMost(SOON).until(() -> Files.exists(sheets.resolve("demo-0001.pdf")));
            assertThat(SheetReader.names(sheets.resolve("demo-0001.pdf"))).containsExactly(StationOnRig.name(ONE));
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(health(rig)).contains("\"ready\":true").doesNotContain("sheet folder"));
            assertLabelledOnce(rig, ONE, TWO);
        }
    }

    @Test
    void whatIsNotTheBackOfficeIsSaidOnceHoldsNoBoardAndIsForgottenWhenItIsRightAgain() throws Exception {
        Map<String, String> settings = Map.of("backOffice.retryInitialDelay", "1s", "backOffice.retryMaxDelay", "1s");
        try (StationOnRig rig = new StationOnRig(folder, 2, settings)) {
            rig.demo().backOffice().trouble(FakeBackOffice.Trouble.TOO_LARGE);
            rig.plug(0, ONE, "");
            rig.plug(1, TWO, "");
            rig.awaitLabelDue(0, ONE);
            rig.awaitLabelDue(1, TWO);
            awaitHealth(rig, "\"degraded\"", "back office: 413 with a web page", "ask who runs the proxy");
            assertThat(health(rig).split("back office: 413", -1))
                    .as("said once")
                    .hasSize(2);
            assertThat(page(rig, "metrics")).contains("station_back_office_unusable 1.0");
            assertThat(page(rig, "api/slots")).doesNotContain("html", "Too Large");
            assertThat(rig.unit(ONE).state()).isEqualTo(UnitState.IDENTIFIED);
            assertThat(rig.unit(TWO).state()).isEqualTo(UnitState.IDENTIFIED);
            rig.demo().backOffice().trouble(FakeBackOffice.Trouble.NONE);
            await().atMost(SOON).until(() -> rig.slot(0).phase() == SlotPhase.DONE);
            await().atMost(SOON).until(() -> rig.slot(1).phase() == SlotPhase.DONE);
            awaitHealth(rig, "\"status\":\"ready\"");
            assertThat(page(rig, "metrics")).contains("station_back_office_unusable 0.0");
            assertLabelledOnce(rig, ONE, TWO);
        }
    }

    @Test
    void aClockSetBackAnHourHoldsNothingUp() throws Exception {
        AtomicReference<Duration> behind = new AtomicReference<>(Duration.ZERO);
        InstantSource source = () -> Instant.now().minus(behind.get());
        Clock clock = source.withZone(ZoneOffset.UTC);
        Map<String, String> settings = Map.of("backOffice.retryInitialDelay", "10m");
        try (StationOnRig rig =
                new StationOnRig(folder, 1, settings, environment -> Environments.withClock(environment, clock))) {
            rig.demo().backOffice().trouble(FakeBackOffice.Trouble.BROKEN);
            rig.plug(0, ONE, "");
            rig.awaitLabelDue(0, ONE);
            rig.demo().backOffice().trouble(FakeBackOffice.Trouble.NONE);
            behind.set(Duration.ofHours(1));
            awaitHealth(rig, "\"degraded\"", "clock", "behind");
            assertThat(rig.awaitEnd(0, ONE).phase()).isEqualTo(SlotPhase.DONE);
            assertShown(rig, 0, FaultCode.CLOCK_SET_BACK);
            rig.pull(0);
            assertThat(rig.prepare(0, TWO, "").phase()).isEqualTo(SlotPhase.DONE);
            assertShown(rig, 0, FaultCode.CLOCK_SET_BACK);
            rig.pull(0);
            behind.set(Duration.ZERO);
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(health(rig)).contains("\"ready\":true").doesNotContain("clock"));
            assertThat(rig.prepare(0, THREE, "").phase()).isEqualTo(SlotPhase.DONE);
            assertThat(rig.slot(0).trouble()).isEmpty();
            assertLabelledOnce(rig, ONE, TWO, THREE);
        }
    }
}
