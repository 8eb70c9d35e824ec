package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.backoffice.TwomesV1Client;
import org.twomes.station.common.Json;
import org.twomes.station.common.Secret;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.StationConfig;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.LabelState;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.Outbox;
import org.twomes.station.ledger.PrintQueue;
import org.twomes.station.ledger.SheetLedger;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.Reprints;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.port.Links;
import org.twomes.station.port.PortWatch;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FakeBackOffice;
import org.twomes.station.rig.FaultScript;
import org.twomes.station.rig.Rig;
import org.twomes.station.rig.RigReset;
import org.twomes.station.rig.RigSettings;
import org.twomes.station.sticker.ReadLabel;
import org.twomes.station.sticker.SheetReader;
import tools.jackson.databind.JsonNode;

/**
 * What a station of version 0.1.0 left, under this version: nothing of it may get lost. A change of a stored form that loses
 * something fails here; a change that means to (a label that is marked dead) is written down here.
 */
abstract class UpgradeContract {
    private static final String STATION = "line-1";
    private static final Secret ADMIN = Secret.of("Mg.an-admin-token-of-the-fake-back-office");
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Slots of the rig by their names in the old station.yaml. */
    private static final List<String> SLOTS = List.of("A1", "A2", "B1", "B2");

    private static final int A1 = 0;
    private static final int A2 = 1;
    private static final int B1 = 2;
    private static final int B2 = 3;

    @TempDir
    Path folder;

    OldData old;
    private Path yaml;

    abstract OldData data() throws Exception;

    /** Settings by which the old station.yaml finds the ledger. */
    abstract Map<String, String> ledger() throws Exception;

    @BeforeEach
    void unpack() throws Exception {
        old = data();
        yaml = old.unpack(folder);
    }

    private StationConfig config(Map<String, String> more) throws Exception {
        Map<String, String> overrides = new LinkedHashMap<>(ledger());
        overrides.putAll(more);
        return ConfigFile.load(yaml, overrides);
    }

    private Ledger open() throws Exception {
        return StationLedger.open(config(Map.of()));
    }

    @Test
    void everyUnitLabelAndTokenIsAsItWas() throws Exception {
        try (Ledger ledger = open()) {
            for (JsonNode was : old.rows("units")) {
                UnitRecord unit = ledger.units().unit(was.path("id").asLong()).orElseThrow();
                assertThat(words(ledger, unit)).isEqualTo(words(was));
                Optional<SheetLedger.Label> label = ledger.sheets().label(unit.id());
                assertThat(label.map(UpgradeContract::words))
                        .as("label of " + unit)
                        .isEqualTo(was.has("sheet") ? Optional.of(label(was)) : Optional.empty());
            }
            assertThat(labelState(ledger, "24:0a:c4:00:00:03"))
                    .as("printed, then prepared again")
                    .contains(LabelState.DEAD);
            assertThat(labelState(ledger, "24:0a:c4:00:00:04"))
                    .as("prepared again before its sheet was printed")
                    .contains(LabelState.VOID);
            assertThat(old.rows("units").stream().filter(unit -> unit.has("sheet") && !preparedAgain(unit)))
                    .allSatisfy(unit -> assertThat(labelState(ledger, unit)).contains(LabelState.VALID));
            assertThat(ledger.sheets().due(STATION))
                    .as("labels that are due")
                    .containsExactlyElementsOf(
                            old.rows("due").stream().map(JsonNode::asLong).toList());
        }
    }

    /** Version 0.1.0 gave such boards two valid-looking labels. */
    private boolean preparedAgain(JsonNode unit) {
        return unit.path("life").asInt() < lives(unit);
    }

    /** Of the board's first life. */
    private Optional<LabelState> labelState(Ledger ledger, String mac) {
        return old.rows("units").stream()
                .filter(unit -> unit.path("mac").asString().equals(mac))
                .findFirst()
                .flatMap(unit -> labelState(ledger, unit));
    }

    private static Optional<LabelState> labelState(Ledger ledger, JsonNode unit) {
        return ledger.units()
                .unit(unit.path("id").asLong())
                .flatMap(UnitRecord::label)
                .map(LabelPlace::state);
    }

    private static String words(Ledger ledger, UnitRecord unit) {
        List<AttemptRecord> attempts = ledger.units().attempts(unit.id());
        return String.join(
                " ",
                unit.mac(),
                "life " + unit.life(),
                unit.name().orElse(""),
                unit.deviceType().orElse(""),
                unit.state().name(),
                unit.failure().map(Failure::code).orElse(""),
                unit.slot(),
                attempts.size() + " attempts",
                attempts.stream().mapToInt(one -> one.bootLog().length()).sum() + " characters",
                ledger.units().approvedBy(unit.id()).orElse(""));
    }

    private static String words(JsonNode was) {
        return String.join(
                " ",
                was.path("mac").asString(),
                "life " + was.path("life").asInt(),
                was.path("name").asString(),
                was.path("type").asString(),
                was.path("state").asString(),
                was.path("code").asString(),
                was.path("slot").asString(),
                was.path("attempts").asInt() + " attempts",
                was.path("bootLog").asInt() + " characters",
                was.path("approvedBy").asString());
    }

    private static String words(SheetLedger.Label label) {
        return label.place().sheet() + " " + label.place().position() + " " + label.reprints() + " "
                + label.token().map(Secret::reveal).orElse("");
    }

    private static String label(JsonNode was) {
        return was.path("sheet").asString() + " " + was.path("position").asInt() + " "
                + was.path("reprints").asInt() + " " + was.path("token").asString();
    }

    @Test
    void everyRegistrationApprovalSheetAndRecordIsAsItWas() throws Exception {
        try (Ledger ledger = open()) {
            assertThat(waiting(ledger)).isEqualTo(waiting());
            for (JsonNode mac : old.rows("approved")) {
                assertThat(ledger.units().approved(mac.asString()))
                        .as(mac.asString())
                        .isTrue();
            }
            for (JsonNode was : old.rows("sheets")) {
                SheetLedger.Sheet sheet =
                        ledger.sheets().sheet(was.path("number").asString()).orElseThrow();
                assertThat(words(ledger, sheet)).isEqualTo(sheet(was));
            }
            List<String> audit = ledger.auditLines(1000).stream()
                    .map(line -> line.who() + ": " + line.action() + " " + line.object())
                    .toList();
            assertThat(audit)
                    .containsAll(
                            old.rows("audit").stream().map(JsonNode::asString).toList());
            assertThat(ledger.units().open(STATION))
                    .as("the attempt that a crash cut off")
                    .hasSize(1);
            UnitRecord held = ledger.units().byMac(mac(0x09)).orElseThrow();
            ledger.outbox().approve(held.id(), "sue", Instant.now());
            assertThat(ledger.outbox().claim(STATION, held.id(), Instant.now(), Duration.ofMinutes(1)))
                    .as("the held registration goes on with its token")
                    .hasValueSatisfying(
                            claimed -> assertThat(claimed.token().reveal()).matches("\\d{8,}"));
        }
    }

    private static Map<Long, String> waiting(Ledger ledger) {
        Map<Long, String> waiting = new LinkedHashMap<>();
        Instant later = OldData.clock().instant().plus(Duration.ofDays(1));
        for (Outbox.Waiting one : ledger.outbox().claim("reader", later, Duration.ofMillis(1), 100)) {
            waiting.put(
                    one.unit(),
                    one.token().reveal() + " " + one.tries() + " " + one.mayHaveArrived() + " " + one.since());
        }
        ledger.outbox().release("reader");
        return waiting;
    }

    private Map<Long, String> waiting() {
        Map<Long, String> waiting = new LinkedHashMap<>();
        for (JsonNode unit : old.rows("units")) {
            JsonNode was = unit.path("waiting");
            if (was.isObject()) {
                waiting.put(
                        unit.path("id").asLong(),
                        was.path("token").asString() + " " + was.path("tries").asInt() + " "
                                + was.path("mayHaveArrived").asBoolean() + " "
                                + Instant.ofEpochMilli(was.path("since").asLong()));
            }
        }
        return waiting;
    }

    private static String words(Ledger ledger, SheetLedger.Sheet sheet) {
        return String.join(
                " ",
                sheet.number(),
                sheet.state().name(),
                String.valueOf(sheet.firstPosition()),
                String.valueOf(sheet.used()),
                String.valueOf(sheet.capacity()),
                sheet.file(),
                ledger.prints()
                        .job(sheet.id())
                        .map(PrintQueue.Job::state)
                        .map(Enum::name)
                        .orElse(""));
    }

    private static String sheet(JsonNode was) {
        return String.join(
                " ",
                was.path("number").asString(),
                was.path("state").asString(),
                was.path("first").asString(),
                was.path("used").asString(),
                was.path("capacity").asString(),
                was.path("file").asString(),
                was.path("print").asString());
    }

    /** Boards are in slots A1 and A2 as they were when the old version stopped. */
    @Test
    void theStationGoesOnWhereTheOldOneStopped() throws Exception {
        Path rigFolder = Files.createDirectories(folder.resolve("rig"));
        try (Rig rig = new Rig(new RigSettings(rigFolder, SLOTS.size(), RigSettings.Speed.FAST, 1));
                FakeBackOffice office = new FakeBackOffice(ADMIN)) {
            know(office);
            rig.plug(A1, BoardModel.usual(0x10));
            rig.plug(A2, BoardModel.usual(0x05));
            try (Station station = station(rig, rigFolder, office)) {
                station.start();
                boardsThatStayedAreAsTheyWere(station);
                whatWasDueIsDone(station, office);
                slotsAreNamedAndKnown(station, rig);
                heldAndDoneBoardsAreKnown(station, rig);
                everyLabelCanBePrinted(station);
            }
        }
    }

    /** The back office as the old station left it: the call for 00:00:12 had arrived. */
    private void know(FakeBackOffice office) {
        office.know("TWOMES-000008", "Generic-Test", Secret.of("1234567890"));
        for (JsonNode unit : old.rows("units")) {
            boolean arrived = unit.path("waiting").path("mayHaveArrived").asBoolean();
            String token = unit.path(unit.has("sheet") ? "token" : "none").asString("");
            if (arrived) {
                token = unit.path("waiting").path("token").asString();
            }

            if (!token.isEmpty() && !preparedAgain(unit)) {
                office.know(unit.path("name").asString(), "Generic-Test", Secret.of(token));
            }
        }
    }

    private long lives(JsonNode unit) {
        return old.rows("units").stream()
                .filter(other -> other.path("mac").equals(unit.path("mac")))
                .count();
    }

    private Station station(Rig rig, Path rigFolder, FakeBackOffice office) throws Exception {
        Files.writeString(folder.resolve("admin-token"), ADMIN.reveal());
        Map<String, String> here = new LinkedHashMap<>();
        here.put("ports.deviceRoot", Json.line(rigFolder.resolve("dev").toString()));
        here.put("ports.sysRoot", Json.line(rigFolder.resolve("sys").toString()));
        here.put("ports.rfc2217", "[]");
        here.put("ports.reset", "none");
        here.put("backOffice.url", Json.line(office.url().toString()));
        here.put("sticker.flushCron", "\"\"");
        here.put("sticker.printer", "\"\"");
        here.put("dashboard.port", "0");
        StationConfig config = config(here);
        Links links = new Links();
        RigReset reset = new RigReset(rig.controlSocket());
        return Assembly.station(
                config,
                new StationEnvironment(
                        links,
                        (now, port, prompt) -> reset,
                        PortWatch.on("Linux", config.ports(), links),
                        new TwomesV1Client(config.backOffice()),
                        OldData.clock(),
                        () -> 0.5),
                Optional.of(Bundle.open(old.bundle(folder), Bundles.expectations(config, false))));
    }

    private static void boardsThatStayedAreAsTheyWere(Station station) {
        SlotView done = ended(station, A2, 0x05, SlotPhase.DONE);
        assertThat(done.label())
                .hasValueSatisfying(place -> assertThat(place.text()).isEqualTo("label 6 on sheet line-1-0002"));
    }

    private static void whatWasDueIsDone(Station station, FakeBackOffice office) {
        await("labels that were due")
                .atMost(SOON)
                .until(() -> List.of(0x10, 0x11, 0x12).stream()
                        .allMatch(tail -> unit(station, tail).state() == UnitState.LABELLED));
        assertThat(List.of(0x10, 0x11, 0x12))
                .extracting(tail -> unit(station, tail).label().orElseThrow().position())
                .as("free positions after those given and the void ones")
                .containsExactlyInAnyOrder(12, 13, 14);
        assertThat(office.devices())
                .extracting(FakeBackOffice.Device::name)
                .as("nothing is registered twice")
                .doesNotHaveDuplicates()
                .contains("TWOMES-000010", "TWOMES-000012");
        ended(station, A1, 0x10, SlotPhase.DONE);
        assertThat(unit(station, 0x13).failure())
                .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo("STATION_STOPPED"));
    }

    private static void slotsAreNamedAndKnown(Station station, Rig rig) {
        rig.plug(B1, BoardModel.usual(0x0E));
        SlotView approved = ended(station, B1, 0x0E, SlotPhase.DONE);
        assertThat(approved.run().baud()).as("the rate that B1's line carries").isEqualTo(230_400);
        assertThat(station.ledger().units().approvedBy(unit(station, 0x0E).id()))
                .contains("sue");
        assertThat(station.line().slots()).extracting(SlotView::slot).containsAll(SLOTS);
        assertThat(station.line().slots())
                .filteredOn(SlotView::present)
                .extracting(SlotView::slot)
                .containsExactly("A1", "A2", "B1");
    }

    private static void heldAndDoneBoardsAreKnown(Station station, Rig rig) {
        rig.plug(B2, BoardModel.usual(0x08));
        assertThat(ended(station, B2, 0x08, SlotPhase.HELD).trouble())
                .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo("NAME_TAKEN"));
        rig.unplug(B2);
        await().atMost(SOON).until(() -> !slot(station, B2).present());
        rig.plug(B2, BoardModel.usual(0x02), FaultScript.parse(""));
        SlotView prepared = ended(station, B2, 0x02, SlotPhase.HELD);
        assertThat(prepared.trouble())
                .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo("ALREADY_PREPARED"));
        assertThat(prepared.label())
                .hasValueSatisfying(place -> assertThat(place.text()).isEqualTo("label 2 on sheet line-1-0001"));
    }

    private void everyLabelCanBePrinted(Station station) throws Exception {
        List<Path> made = station.labels().flush();
        assertThat(made).hasSize(1);
        Map<Integer, String> payloads = new LinkedHashMap<>();
        for (ReadLabel label : SheetReader.read(made.get(0))) {
            payloads.put(label.position(), label.payload().reveal());
        }
        for (JsonNode unit : old.rows("units")) {
            int position = unit.path("position").asInt();
            if (!unit.path("sheet").asString("").equals("line-1-0002")) {
                continue;
            }
            if (preparedAgain(unit)) {
                assertThat(payloads).doesNotContainKey(position);
            } else {
                assertThat(payloads.get(position))
                        .contains(
                                unit.path("name").asString(), unit.path("token").asString());
            }
        }
        assertThat(station.reprints().sheet("line-1-0001", "sue").map(Reprints.Made::labels))
                .as("but that of the board that was prepared again")
                .contains(2);
    }

    private static SlotView ended(Station station, int slot, int tail, SlotPhase phase) {
        return await("board " + mac(tail) + " " + phase + " in " + SLOTS.get(slot))
                .atMost(SOON)
                .until(
                        () -> slot(station, slot),
                        view -> view.phase() == phase && view.mac().equals(Optional.of(mac(tail))));
    }

    private static SlotView slot(Station station, int slot) {
        return station.line().slots().stream()
                .filter(view -> view.slot().equals(SLOTS.get(slot)))
                .findFirst()
                .orElseThrow();
    }

    private static UnitRecord unit(Station station, int tail) {
        return station.ledger().units().byMac(mac(tail)).orElseThrow();
    }

    private static String mac(int tail) {
        return String.format("24:0a:c4:00:00:%02x", tail);
    }
}
