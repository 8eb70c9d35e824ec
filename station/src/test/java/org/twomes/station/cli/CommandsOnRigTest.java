package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.demo.DemoRig;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FaultScript;
import org.twomes.station.rig.RigSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every command that talks to the running station, on one station whose slots hold a good and a bad board. */
@Tag("rig")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandsOnRigTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final BoardModel GOOD = BoardModel.usual(0xD3AD48);
    private static final String NAME = "TWOMES-D3AD48";
    private static final String MAC = "24:0a:c4:d3:ad:48";
    private static final String BUNDLE = "twomes-hello_ESP32DEV_v3.0.0.zip";

    @TempDir
    static Path folder;

    private static DemoRig demo;
    private static Path config;

    @BeforeAll
    static void start() throws Exception {
        demo = new DemoRig(folder.resolve("data"), 2, RigSettings.Speed.FAST, Map.of("pipeline.attempts", "1"));
        demo.station().start();
        config = folder.resolve("station.yaml");
        Path rig = folder.resolve("data/rig");
        Files.writeString(
                config,
                "station: {name: demo, data: data}\nbackOffice: {api: none}\nports:\n  deviceRoot: "
                        + rig.resolve("dev") + "\n  sysRoot: " + rig.resolve("sys") + "\n");
        demo.rig().plug(0, GOOD);
        demo.rig().plug(1, BoardModel.usual(0xD3AD49), FaultScript.parse("deaf"));
        awaitPhase(0, SlotPhase.DONE);
        awaitPhase(1, SlotPhase.FAILED);
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    private static void awaitPhase(int slot, SlotPhase phase) {
        await().atMost(PATIENCE)
                .until(() -> demo.station().line().slots().get(slot).phase() == phase);
    }

    private static Cli call(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--config", config.toString(), "--url", demo.dashboard()));
        return Cli.run(all.toArray(String[]::new));
    }

    private static Cli read(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--config", config.toString()));
        return Cli.run(all.toArray(String[]::new));
    }

    private static List<String> audit() {
        return demo.station().ledger().auditLines(100).stream()
                .map(Ledger.AuditLine::action)
                .toList();
    }

    @Test
    @Order(1)
    void statusShowsEverySlotAndItsTrouble() {
        Cli status = call("status");
        assertThat(status.code()).isZero();
        assertThat(status.out())
                .contains("Station demo is ready; bundle " + BUNDLE)
                .containsPattern("(?m)^slot +state +name +label +doing$")
                .containsPattern("(?m)^A1 +DONE +" + NAME + " +demo-0001 1 ")
                .contains("FAILED", "NO_SYNC: ");
        JsonNode json = JsonMapper.shared().readTree(call("status", "--json").out());
        assertThat(json.path("slots")).hasSize(2);
        assertThat(json.path("status").path("taking").asBoolean()).isTrue();
    }

    @Test
    @Order(2)
    void aUnitIsFoundByNameAndByMac() {
        Cli unit = read("unit", NAME.toLowerCase(java.util.Locale.ROOT), "--log");
        assertThat(unit.code()).isZero();
        assertThat(unit.out())
                .contains("MAC " + MAC, "Has label 1 on sheet demo-0001", "VERIFIED", "IDENTIFIED", "cpu_start");
        String token = demo.backOffice().devices().get(0).token().reveal();
        assertThat(unit.out()).doesNotContain(token);
        JsonNode json = JsonMapper.shared().readTree(read("unit", MAC, "--json").out());
        assertThat(json.path("attempts")).hasSize(1);
        Cli none = read("unit", "TWOMES-FFFFFF");
        assertThat(none.code()).isEqualTo(ExitCode.FAILED);
        assertThat(none.err()).contains("TWOMES-FFFFFF");
    }

    @Test
    @Order(2)
    void unitsAreListedWithoutTheirTokens() {
        String token = demo.backOffice().devices().get(0).token().reveal();
        for (String form : List.of("--limit=10", "--csv", "--json")) {
            Cli units = read("units", form);
            assertThat(units.code()).isZero();
            assertThat(units.out()).contains(NAME, MAC, "LABELLED", "demo-0001").doesNotContain(token);
        }
    }

    @Test
    @Order(2)
    void everyListIsATableForPeopleAndJsonForPrograms() {
        assertThat(read("units").out())
                .containsPattern(
                        "(?m)^name +mac +life +type +state +failure +sheet +position +label +data +slot +bundle +attempts")
                .containsPattern("(?m)^" + NAME + " +" + MAC + " +1 +\\S+ +LABELLED +demo-0001 +1 +VALID +A1 +" + BUNDLE
                        + " +1 ");
        JsonNode units = json("units", "--text", NAME);
        assertThat(units).hasSize(1);
        assertThat(units.get(0).path("slot").asString()).isEqualTo("A1");
        assertThat(json("units", "--text", "nobody")).isEmpty();
        assertThat(read("sheets").out())
                .containsPattern("(?m)^sheet +station +template +state +first +used +capacity +opened +file$")
                .containsPattern("(?m)^demo-0001 +demo +L7651 +OPEN +1 +1 +65 ");
        assertThat(json("sheets").get(0).path("used").asInt()).isEqualTo(1);
        assertThat(read("ports").out()).containsPattern("(?m)^port +slot +path +usb +product +taken$");
        JsonNode ports = json("ports");
        assertThat(ports).hasSize(2);
        assertThat(ports.get(0).path("path").asString()).isEqualTo("pci-0000:00:14.0-usb-0:1.1:1.0");
        assertThat(ports.get(0).path("taken").asString()).isEqualTo("yes");
    }

    private static JsonNode json(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.add("--json");
        Cli answer = read(all.toArray(String[]::new));
        assertThat(answer.code()).as(answer.err()).isZero();
        return JsonMapper.shared().readTree(answer.out());
    }

    @Test
    @Order(2)
    void aWrongCallIsExitCodeTwoAndALedgerThatCannotBeHadIsThree() throws Exception {
        for (String[] wrong : new String[][] {{"units", "--csv", "--json"}, {"unit"}, {"sheets", "--limit", "many"}}) {
            assertThat(read(wrong).code()).as(wrong[0]).isEqualTo(ExitCode.USAGE);
        }
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        Path nowhere = Files.writeString(
                folder.resolve("nowhere.yaml"),
                "station: {name: demo, data: " + file.resolve("data") + "}\nbackOffice: {api: none}\n");
        for (String[] command : new String[][] {{"units"}, {"unit", NAME}, {"sheets"}}) {
            List<String> all = new ArrayList<>(List.of(command));
            all.addAll(List.of("--config", nowhere.toString()));
            Cli broken = Cli.run(all.toArray(String[]::new));
            assertThat(broken.code()).as(command[0] + ": " + broken.err()).isEqualTo(ExitCode.BROKEN);
            assertThat(broken.err()).contains(file.toString()).doesNotContain("made a mistake");
        }
    }

    @Test
    @Order(3)
    void failedBoardsRunAgainAndTheGoodOneDoesNot() {
        Cli again = call("line", "run-failed");
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("Run again: A2.");
        awaitPhase(1, SlotPhase.FAILED);
        assertThat(call("slots", "run", "A2").out()).contains("runs again");
        awaitPhase(1, SlotPhase.FAILED);
        Cli done = call("slots", "run", "A1");
        assertThat(done.code()).isEqualTo(ExitCode.FAILED);
        assertThat(done.out()).contains(NAME + " is done: nothing was started", "station approve " + MAC);
        assertThat(call("slots", "run", "B7").err()).contains("No slot is called 'B7'");
        assertThat(demo.station().line().slots().get(0).phase()).isEqualTo(SlotPhase.DONE);
        assertThat(audit()).contains("run failed ones", "run again");
    }

    @Test
    @Order(4)
    void identifyReadsABoardAndChangesNothing() {
        byte[] before = demo.rig().flash(GOOD.mac());
        Cli board = call("slots", "identify", "A1");
        assertThat(board.code()).isZero();
        assertThat(board.out()).contains(NAME + ", MAC " + MAC, ", label demo-0001 1");
        assertThat(call("slots", "identify", "A1", "--json").out()).contains("\"name\" : \"" + NAME + "\"");
        Cli nobody = call("slots", "identify", "A2");
        assertThat(nobody.code()).isEqualTo(ExitCode.FAILED);
        assertThat(nobody.out()).contains("No board in A2 answers: plug it in");
        assertThat(demo.rig().flash(GOOD.mac())).isEqualTo(before);
    }

    @Test
    @Order(4)
    void aPortOfTheRunningStationIsReadByItAndNotFlashedBesideIt() {
        byte[] before = demo.rig().flash(GOOD.mac());
        String port = folder.resolve("data/rig/dev/ttyUSB0").toString();
        Cli board = read("identify", "--port", port, "--json");
        assertThat(board.code()).as(board.err()).isZero();
        assertThat(board.out()).contains("\"mac\" : \"" + MAC + "\"", "\"state\"");
        Cli flash = read(
                "flash",
                "--port",
                port,
                "--bundle",
                folder.resolve("data/bundles/" + BUNDLE).toString());
        assertThat(flash.code()).isEqualTo(ExitCode.USAGE);
        assertThat(flash.err()).contains("Nothing was done", port, "'demo'");
        assertThat(demo.rig().flash(GOOD.mac())).isEqualTo(before);
    }

    @Test
    @Order(5)
    void theLineStopsAndGoesOn() {
        assertThat(call("line", "pause").code()).isZero();
        assertThat(demo.station().line().taking()).isFalse();
        assertThat(call("status").out()).contains("takes no boards");
        assertThat(call("line", "resume").code()).isZero();
        assertThat(demo.station().line().taking()).isTrue();
        Cli retry = call("line", "retry");
        assertThat(retry.code()).isEqualTo(ExitCode.FAILED);
        assertThat(retry.out()).contains("nothing was done");
    }

    @Test
    @Order(6)
    void atATerminalAPersonIsAskedFirst() throws Exception {
        assertThat(typed("n", "line", "pause")).contains("Take no more boards?", "[y/N]", "Nothing was done.");
        assertThat(demo.station().line().taking()).isTrue();
        assertThat(typed("y", "line", "pause")).contains("Take no more boards?").doesNotContain("Nothing was done.");
        assertThat(demo.station().line().taking()).isFalse();
        assertThat(typed("", "line", "resume", "--yes")).doesNotContain("[y/N]");
        assertThat(demo.station().line().taking()).isTrue();
    }

    /** What a terminal shows when somebody calls the command there and answers so. */
    private static String typed(String answer, String... command) throws Exception {
        List<String> call = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        call.addAll(List.of(command));
        call.addAll(List.of("--config", config.toString(), "--url", demo.dashboard()));
        Process terminal = new ProcessBuilder("script", "-qec", String.join(" ", call), "/dev/null")
                .redirectErrorStream(true)
                .start();
        try (OutputStream keys = terminal.getOutputStream()) {
            keys.write((answer + "\n").getBytes(StandardCharsets.UTF_8));
            keys.flush();
            return new String(terminal.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            terminal.destroyForcibly().waitFor();
        }
    }

    @Test
    @Order(7)
    void sheetsAreListedFlushedVoidedStartedAndPrintedAgain() {
        assertThat(read("sheets").out()).contains("demo-0001").contains("OPEN");
        assertThat(call("sheets", "flush").out()).contains("demo-0001.pdf");
        assertThat(call("sheets", "flush").code()).isEqualTo(ExitCode.FAILED);
        assertThat(call("sheets", "start", "14").out()).contains("starts at place 14");
        assertThat(call("sheets", "void").out()).contains("14");
        assertThat(call("sheets", "void", "20").out()).contains("Place 20 stays free.");
        Cli twice = call("sheets", "void", "20");
        assertThat(twice.code()).isEqualTo(ExitCode.FAILED);
        assertThat(twice.out()).contains("Place 20 of sheet demo-0002 is void already.");
        assertThat(call("sheets", "start", "66").code()).isEqualTo(ExitCode.FAILED);
        Cli reprint = call("sheets", "reprint-label", NAME);
        assertThat(reprint.code()).as(reprint.out() + reprint.err()).isZero();
        assertThat(call("sheets", "reprint", "demo-0001").code()).isZero();
        assertThat(folder.resolve("data/sheets"))
                .isDirectoryContaining("glob:**/demo-0001-label-1-reprint-1.pdf")
                .isDirectoryContaining("glob:**/demo-0001-reprint-2.pdf");
        JsonNode rows = JsonMapper.shared().readTree(read("sheets", "--json").out());
        assertThat(rows.get(1).path("state").asString()).isEqualTo("RELEASED");
        assertThat(audit()).contains("flush sheet", "void position", "start sheet", "reprint label", "reprint sheet");
    }

    @Test
    @Order(8)
    void approveReleaseAndAnotherBundle() {
        assertThat(call("approve", MAC).out()).contains("its slot runs again");
        awaitPhase(0, SlotPhase.HELD);
        assertThat(call("approve", "24:0a:c4:00:00:01").out())
                .contains("not plugged")
                .contains("plugged next");
        assertThat(call("approve", "nonsense").code()).isEqualTo(ExitCode.FAILED);
        assertThat(call("slots", "release", "A1").code()).isZero();
        assertThat(call("line", "pause").code()).isZero();
        assertThat(call("line", "resume").code()).isZero();
        assertThat(demo.station().line().slots().get(0).phase()).isEqualTo(SlotPhase.EMPTY);
        assertThat(call("bundle", "use", BUNDLE).out()).contains("The next boards get " + BUNDLE);
        assertThat(call("bundle", "use", "no-such.zip").code()).isEqualTo(ExitCode.FAILED);
        assertThat(audit()).contains("approve device", "release slot", "change bundle");
    }

    @Test
    @Order(9)
    void portsSaysWhatIsTakenAndWhyNot() throws Exception {
        Cli ports = read("ports");
        assertThat(ports.code()).isZero();
        assertThat(ports.out()).contains("ttyUSB0").contains("yes");
        Path picky = folder.resolve("picky.yaml");
        Files.writeString(picky, Files.readString(config) + "  usbIds: [\"0403:*\"]\n");
        assertThat(Cli.run("ports", "--config", picky.toString()).out()).contains("not among ports.usbIds");
    }

    @Test
    @Order(10)
    void placesAreLearntByPluggingBoards() throws Exception {
        Cli there = read("slots", "learn", "--patience", "1", "--write");
        assertThat(there.code())
                .as("boards that are plugged already tell no order")
                .isEqualTo(ExitCode.FAILED);
        assertThat(there.out())
                .contains("Plugged already, and does not count until it is plugged again: ")
                .contains("ttyUSB0 at ", "ttyUSB1 at ", "nothing is learnt");

        Cli learnt = learn(List.of(1, 0), "--prefix", "B", "--group", "Left hub", "--count", "2", "--write");
        assertThat(learnt.code()).as(learnt.err()).isZero();
        assertThat(learnt.out()).contains("Plug a board into place B1.").contains("2 places are in");
        JsonNode ports = json("ports");
        assertThat(ports).extracting(port -> port.path("slot").asString()).containsExactly("B2", "B1");

        Cli forPrograms = learn(List.of(0), "--prefix", "C", "--count", "1", "--json", "--write");
        assertThat(forPrograms.code()).isZero();
        JsonNode result = JsonMapper.shared().readTree(forPrograms.out());
        assertThat(result.path("places")).hasSize(1);
        assertThat(result.path("places").get(0).path("name").asString()).isEqualTo("C1");
        assertThat(learnt.out())
                .contains(result.path("places").get(0).path("path").asString());
        assertThat(forPrograms.err()).contains("Plug a board into place C1.");
        assertThat(result.path("file").asString()).isEqualTo(config.toString());
    }

    /** Somebody pulls and plugs the boards of {@code slots} one after the other, as he is told to. */
    private static Cli learn(List<Integer> slots, String... options) throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("slots", "learn", "--config", config.toString()));
        all.addAll(List.of(options));
        FutureTask<Integer> command = new FutureTask<>(() -> Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new)));
        new Thread(command, "slots learn").start();
        for (int turn = 0; turn < slots.size(); turn++) {
            String told = (turn == 0 ? "place " : "Plug it into ") + "[A-Z]" + (turn + 1) + "\\.";
            await().atMost(PATIENCE)
                    .until(() -> Pattern.compile(told).matcher(out + "" + err).find());
            demo.rig().unplug(slots.get(turn));
            demo.rig().plug(slots.get(turn), BoardModel.usual(0xD3AD4A + turn), FaultScript.parse("deaf"));
        }
        int code = command.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return new Cli(code, out.toString(), err.toString());
    }

    @Test
    @Order(10)
    void aTakeoverOfAStationThatOwesNothingIsNoSuccess() {
        Cli nothing = read("sheets", "takeover", "line-9", "--force");
        assertThat(nothing.code()).isEqualTo(ExitCode.FAILED);
        assertThat(nothing.err()).contains("Nothing was taken over", "line-9");
    }

    @Test
    @Order(11)
    void withNoBoardNothingIsLearntAndTheFileStaysAsItWas() throws Exception {
        Path empty = Files.createDirectories(folder.resolve("empty/dev"));
        Path lone = Files.writeString(
                folder.resolve("lone.yaml"),
                "station: {name: demo, data: data}\nbackOffice: {api: none}\nports: {deviceRoot: " + empty
                        + ", sysRoot: " + empty.resolveSibling("sys") + "}\n");
        String before = Files.readString(lone);
        Cli none = Cli.run("slots", "learn", "--patience", "1", "--write", "--config", lone.toString());
        assertThat(none.code()).as(none.err()).isEqualTo(ExitCode.FAILED);
        assertThat(none.out()).contains("No board was plugged: nothing is learnt.");
        assertThat(Files.readString(lone)).isEqualTo(before);
    }

    @Test
    @Order(12)
    void withoutADaemonTheRemedyIsNamed() {
        Cli none = Cli.run("status", "--config", config.toString(), "--url", "http://127.0.0.1:9");
        assertThat(none.code()).isEqualTo(ExitCode.BROKEN);
        assertThat(none.err())
                .contains("No station answers at http://127.0.0.1:9")
                .contains("--url");
    }
}
