package org.twomes.station.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.common.Secret;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.LedgerSection;
import org.twomes.station.daemon.LeakSearch;
import org.twomes.station.ledger.AesTokenCipher;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.Ledgers;
import org.twomes.station.ledger.SheetLedger;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.rig.FakeBackOffice;

/** Sixteen stations, each a real process, on one PostgreSQL. */
@Tag("crash")
class FleetTest {
    private static final int STATIONS = 16;
    /** Processes that start at once; more only wait for each other's processor time. */
    private static final int AT_ONCE = 3;

    private static final String ADMIN = "Mg.admin-token-of-the-fake-back-office";
    private static final int BOARD = 0x100000;
    private static final int MOVED = 0x200000;
    private static final int BROKEN = 3;
    private static final Duration LONG = Duration.ofMinutes(4);

    @TempDir
    Path folder;

    private final List<FleetStation> stations = new ArrayList<>();
    private EmbeddedPostgres server;
    private FakeBackOffice backOffice;
    private FleetStation.Shared shared;
    private Ledger ledger;

    @BeforeEach
    void open() throws Exception {
        server = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "200")
                .start();
        backOffice = new FakeBackOffice(Secret.of(ADMIN));
        Path tokenFile = folder.resolve("admin-token");
        Files.createFile(tokenFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(tokenFile, ADMIN + "\n");
        String url = server.getJdbcUrl("postgres", "postgres");
        Path key = freshKey(folder);
        LedgerSection settings = new LedgerSection(url, "postgres", Optional.empty(), Optional.of(key));
        ledger = Ledgers.open(settings, folder, AesTokenCipher.open(settings, folder));
        shared = new FleetStation.Shared(backOffice.url().toString(), tokenFile, url, key);
    }

    @AfterEach
    void close() throws Exception {
        for (FleetStation station : stations) {
            station.close();
        }
        ledger.close();
        backOffice.close();
        server.close();
    }

    private FleetStation station(String name, FleetStation.Shared common) throws Exception {
        FleetStation station = new FleetStation(name, Files.createDirectory(folder.resolve(name)), common);
        stations.add(station);
        return station;
    }

    private static String mac(int tail) {
        return String.format(Locale.ROOT, "24:0a:c4:%02x:%02x:%02x", tail >> 16, tail >> 8 & 0xff, tail & 0xff);
    }

    private Optional<UnitRecord> unit(int tail) {
        return ledger.units().byMac(mac(tail));
    }

    private void awaitState(int tail, UnitState state) {
        await(mac(tail) + " " + state)
                .atMost(LONG)
                .until(() -> unit(tail).map(UnitRecord::state).equals(Optional.of(state)));
    }

    private void startAll() throws Exception {
        for (int i = 0; i < STATIONS; i++) {
            int limit = i;
            await().atMost(LONG).until(() -> {
                long starting = 0;
                for (FleetStation station : stations.subList(0, limit)) {
                    starting += station.open() ? 0 : 1;
                }
                return starting < AT_ONCE;
            });
            FleetStation next = station("line-" + i, shared);
            next.start();
            for (int slot = 0; slot < FleetStation.SLOTS; slot++) {
                next.plug(slot, BOARD + 0x10 * i + slot, "");
            }
        }
    }

    @Test
    void sixteenStationsMakeOneFleet() throws Exception {
        // Every registration has to go through the outbox, which all of them share.
        backOffice.trouble(FakeBackOffice.Trouble.BROKEN);
        startAll();
        List<Integer> boards = new ArrayList<>();
        IntStream.range(0, STATIONS)
                .forEach(i ->
                        IntStream.range(0, FleetStation.SLOTS).forEach(slot -> boards.add(BOARD + 0x10 * i + slot)));
        boards.forEach(tail -> awaitState(tail, UnitState.IDENTIFIED));
        theSameNameAndAnotherKeyAreRefused();
        aBoardMovesInTheMiddleOfItsRun(boards);
        FleetStation dead = stations.get(STATIONS - 1);
        dead.kill();
        int before = backOffice.requests();
        backOffice.trouble(FakeBackOffice.Trouble.NONE);
        theDeadStationsLabelsAreTakenOver(dead);
        boards.forEach(tail -> awaitState(tail, UnitState.LABELLED));
        // Two calls a unit, existence test and registration; what the sixteen asked before they heard that it is back
        // is little.
        assertThat(backOffice.requests() - before).isBetween(2 * boards.size(), 2 * boards.size() + 3 * STATIONS);
        aFinishedBoardIsHeldAtAnotherStation();
        assertEachOnce(boards, dead);
        noTokenIsInTheDatabaseInClear();
    }

    /** In no column of any table, in whatever form; one station's ledger is searched with all else in TokenLeakTest. */
    private void noTokenIsInTheDatabaseInClear() throws Exception {
        Set<String> tokens = backOffice.devices().stream()
                .map(device -> device.token().reveal())
                .collect(Collectors.toSet());
        assertThat(tokens).hasSizeGreaterThanOrEqualTo(STATIONS * FleetStation.SLOTS);
        Map<String, byte[]> tables = DatabaseDump.of(server.getPostgresDatabase());
        assertThat(tables).containsKeys("unit", "attempt", "transition", "note", "outbox", "label", "audit", "setting");
        assertThat(new String(tables.get("unit"), StandardCharsets.UTF_8)).contains("LABELLED");
        assertThat(LeakSearch.leaks(tokens, Map.of("the admin token", ADMIN), tables))
                .isEmpty();
    }

    private void theSameNameAndAnotherKeyAreRefused() throws Exception {
        assertThat(stations.get(0).command("run")).isEqualTo(BROKEN);
        assertThat(stations.get(0).said()).contains("Another process works as station line-0 on this ledger");
        Path other = freshKey(Files.createDirectory(folder.resolve("strange")));
        FleetStation stranger = station(
                "stranger", new FleetStation.Shared(shared.backOffice(), shared.tokenFile(), shared.ledger(), other));
        assertThat(stranger.command("run")).isEqualTo(BROKEN);
        assertThat(stranger.said()).contains("fingerprint", "stations of one ledger share one key");
    }

    private void aBoardMovesInTheMiddleOfItsRun(List<Integer> boards) {
        FleetStation from = stations.get(1);
        FleetStation to = stations.get(2);
        from.pull(0);
        to.pull(0);
        from.plug(0, MOVED, "silent");
        awaitState(MOVED, UnitState.VERIFIED);
        from.pull(0);
        to.plug(0, MOVED, "");
        awaitState(MOVED, UnitState.IDENTIFIED);
        assertThat(unit(MOVED).orElseThrow().station()).isEqualTo(to.name());
        assertThat(ledger.units().attempts(unit(MOVED).orElseThrow().id())).hasSize(2);
        boards.add(MOVED);
    }

    private void theDeadStationsLabelsAreTakenOver(FleetStation dead) throws Exception {
        FleetStation heir = stations.get(0);
        int own = BOARD + 0x10 * (STATIONS - 1);
        // Another station of the fleet registers them; their labels wait for a sheet.
        awaitState(own, UnitState.REGISTERED);
        FleetStation alive = stations.get(1);
        assertThat(heir.command("sheets", "takeover", alive.name())).isEqualTo(1);
        assertThat(heir.said()).contains(alive.name() + " was seen at", "--force");
        await().atMost(LONG).until(() -> ledger.lastSeen(dead.name()).isEmpty());
        assertThat(heir.command("sheets", "takeover", dead.name())).isZero();
        assertThat(heir.said()).contains("2 labels due at " + dead.name() + " go onto the sheet of " + heir.name());
        awaitState(own, UnitState.LABELLED);
        assertThat(sheet(unit(own).orElseThrow()).station()).isEqualTo(heir.name());
        assertThat(ledger.auditLines(10))
                .anyMatch(line -> line.action().equals("take over labels")
                        && line.object().contains(dead.name())
                        && line.object().endsWith(heir.name()));
    }

    private void aFinishedBoardIsHeldAtAnotherStation() {
        int finished = BOARD + 0x10 * 4;
        stations.get(4).pull(0);
        stations.get(5).pull(0);
        UnitRecord before = unit(finished).orElseThrow();
        stations.get(5).plug(0, finished, "");
        await().atMost(LONG)
                .until(() -> ledger.figures().attempts(Instant.EPOCH, Instant.now(), Optional.empty()).stream()
                        .anyMatch(attempt -> attempt.cause()
                                .filter(why -> why.code().equals("ALREADY_PREPARED"))
                                .isPresent()));
        assertThat(unit(finished).orElseThrow().label()).isEqualTo(before.label());
        assertThat(unit(finished).orElseThrow().id()).isEqualTo(before.id());
    }

    private SheetLedger.Sheet sheet(UnitRecord unit) {
        return ledger.sheets().sheet(unit.label().orElseThrow().sheet()).orElseThrow();
    }

    private void assertEachOnce(List<Integer> boards, FleetStation dead) {
        assertThat(backOffice.devices())
                .extracting(FakeBackOffice.Device::name)
                .containsExactlyInAnyOrderElementsOf(boards.stream()
                        .map(tail -> String.format(Locale.ROOT, "TWOMES-%06X", tail))
                        .toList());
        Set<Long> labelled = new HashSet<>();
        for (SheetLedger.Sheet sheet : ledger.sheets().sheets(10 * STATIONS)) {
            List<SheetLedger.Label> labels = ledger.sheets().labels(sheet.id()).stream()
                    .sorted(Comparator.comparing(label -> label.place().position()))
                    .toList();
            assertThat(labels)
                    .as(sheet.number())
                    .extracting(label -> label.place().position())
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, sheet.used()).boxed().toList());
            labels.forEach(label -> {
                assertThat(labelled.add(label.unit()))
                        .as("one label for unit " + label.unit())
                        .isTrue();
                assertThat(ledger.units().unit(label.unit()).orElseThrow().station())
                        .isEqualTo(sheet.station());
            });
        }
        assertThat(labelled).hasSize(boards.size());
        assertThat(ledger.sheets().sheets(10 * STATIONS))
                .extracting(SheetLedger.Sheet::station)
                .doesNotContain(dead.name())
                .doesNotHaveDuplicates()
                .hasSize(STATIONS - 1);
    }

    /** The key that a station without a configured one makes in its data folder. */
    private static Path freshKey(Path data) {
        AesTokenCipher.open(ConfigFile.defaults().ledger(), data);
        return data.resolve("token.key");
    }
}
