package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.common.Secret;
import org.twomes.station.daemon.LeakRig;
import org.twomes.station.daemon.LeakSearch;
import org.twomes.station.daemon.StationOnRig;
import org.twomes.station.rig.FakeBackOffice;
import org.twomes.station.sticker.SheetReader;

/**
 * A whole run with failures, crash and restart of a real daemon process, whose every byte is searched for every activation
 * token that a board said. Only the label PDFs and the registration calls may hold one.
 */
@Tag("rig")
class TokenLeakTest {
    private static final int GOOD = 0xD3AD40;
    private static final int EXISTING = GOOD + 7;
    private static final int LATE = GOOD + 0x20;
    private static final int LATER = GOOD + 0x21;
    private static final int OTHER = GOOD + 0x22;
    private static final int NAMELESS = GOOD + 0x23;
    /** One board each; each says a token, or half of one, or dies around it. */
    private static final List<String> FAULTS = List.of(
            "",
            "",
            "truncated 99",
            "wrong-name",
            "short-token 99",
            "short-token 1",
            "truncated 1",
            "",
            "flip 0.0003 from-board",
            "lose 0.0003 from-board",
            "pull-at boot",
            "boot-loop",
            "cut-token 99",
            "lost-middle 99");

    /** Boards that run the firmware before they are plugged, and say their token instead of entering their loader. */
    private static final List<String> TALKING = List.of(
            "wrong-mode",
            "wrong-mode, talks 70",
            "wrong-mode, late 120",
            "wrong-mode, cut-token 99",
            "wrong-mode, lost-middle 99");
    /** The same with each other way to reset a board, the first of which is the operator's hand. */
    private static final List<String> RESETS = List.of("manual", "command:/bin/true", "none");

    private static final int MANUAL = FAULTS.size() + TALKING.size();
    private static final int SLOTS = MANUAL + RESETS.size();

    @TempDir
    Path folder;

    @TempDir
    Path tap;

    private LeakRig rig;
    /** Tokens that the station made, and that of a board that keeps its own beside. */
    private final List<String> made = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        rig = new LeakRig(folder, tap, SLOTS, RESETS);
        rig.start();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void noTokenLeavesTheStationButOnALabelAndInARegistration() throws Exception {
        rig.backOffice().know(StationOnRig.name(EXISTING), "Generic-Test", Secret.of("4712345678"));
        for (int slot = 0; slot < FAULTS.size(); slot++) {
            rig.plug(slot, GOOD + slot, FAULTS.get(slot));
        }
        for (int slot = FAULTS.size(); slot < SLOTS; slot++) {
            String faults = slot < MANUAL ? TALKING.get(slot - FAULTS.size()) : "talks 70";
            rig.plugPrepared(slot, GOOD + slot, faults);
        }
        for (int slot = 0; slot < MANUAL; slot++) {
            rig.awaitEnd(slot);
        }
        aBoardThatAPersonResetsIntoItsProgram();
        for (int slot = MANUAL + 1; slot < SLOTS; slot++) {
            rig.awaitEnd(slot);
        }
        // Approved, it is registered once more, and the back office refuses.
        rig.act("approve", Map.of("mac", StationOnRig.mac(EXISTING)));
        rig.awaitEnd(7);
        aCrashWithARegistrationUnderWay();
        aBackOfficeThatIsBroken();
        boardsThatGetTheirTokenFromTheStation();
        rig.act("sheets/flush", Map.of());
        rig.act("unit/reprint", Map.of("unit", rig.unit(GOOD)));
        rig.act("sheets/reprint", Map.of("sheet", "leak-0001"));
        Map<String, byte[]> seen = new LinkedHashMap<>(rig.look());
        seen.putAll(commands());
        rig.close();
        seen.put("the pages' live events", rig.events());

        TreeSet<String> tokens = LeakSearch.tokens(tap);
        tokens.addAll(made);
        theRunWasWorthSearching(tokens);
        seen.putAll(written());
        assertThat(LeakSearch.leaks(tokens, rig.otherSecrets(), seen)).isEmpty();
    }

    private void aBoardThatAPersonResetsIntoItsProgram() throws Exception {
        rig.awaitPhase(MANUAL, "OPERATOR");
        rig.tapReset(MANUAL);
        rig.pull(MANUAL);
    }

    private void aCrashWithARegistrationUnderWay() throws Exception {
        rig.backOffice().trouble(FakeBackOffice.Trouble.LOSES_ANSWER_OF_REGISTRATION);
        rig.pull(0);
        rig.plug(0, LATE, "");
        rig.awaitText("/api/slots", "REMOVE_ME");
        rig.daemon().dumpThreads();
        rig.daemon().kill();
        rig.backOffice().trouble(FakeBackOffice.Trouble.NONE);
        rig.logAsJson();
        rig.identityByStation();
        rig.start();
        rig.awaitText("/api/unit?id=" + rig.unit(LATE), "LABELLED");
    }

    private void aBackOfficeThatIsBroken() throws Exception {
        rig.backOffice().trouble(FakeBackOffice.Trouble.BROKEN);
        rig.pull(1);
        rig.plug(1, LATER, "");
        rig.awaitText("/api/slots", "REMOVE_ME");
        rig.backOffice().trouble(FakeBackOffice.Trouble.NONE);
        rig.act("registrations/retry", Map.of());
        rig.awaitText("/api/unit?id=" + rig.unit(LATER), "LABELLED");
    }

    /** One says another token than it was given, and one says the token and fails all the same. */
    private void boardsThatGetTheirTokenFromTheStation() {
        rig.pull(2);
        rig.plug(2, OTHER, "own-token");
        rig.pull(3);
        rig.plug(3, NAMELESS, "wrong-name");
        rig.awaitEnd(2);
        rig.awaitEnd(3);
        made.addAll(rig.stored(LATER));
        made.addAll(rig.stored(OTHER));
        made.addAll(rig.stored(NAMELESS));
        assertThat(made).hasSize(4);
    }

    /** What the commands print. */
    private Map<String, byte[]> commands() {
        Map<String, byte[]> said = new LinkedHashMap<>();
        String backup = folder.resolve("backup.sqlite").toString();
        for (String command : List.of(
                "backup " + backup,
                "units",
                "units --json",
                "unit " + StationOnRig.name(GOOD) + " --log",
                "unit " + StationOnRig.name(GOOD) + " --log --json",
                "unit " + StationOnRig.mac(GOOD + 2) + " --log",
                "sheets",
                "documents " + folder.resolve("documents"),
                "config check " + rig.config())) {
            List<String> words = new ArrayList<>(List.of(command.split(" ")));
            if (!command.startsWith("config") && !command.startsWith("documents")) {
                words.addAll(List.of("--config", rig.config().toString()));
            }
            Cli cli = Cli.run(words.toArray(String[]::new));
            assertThat(cli.code()).as(command + ": " + cli.err()).isZero();
            said.put("station " + command, (cli.out() + cli.err()).getBytes(StandardCharsets.UTF_8));
        }
        return said;
    }

    private void theRunWasWorthSearching(TreeSet<String> tokens) throws Exception {
        List<FakeBackOffice.Device> devices = rig.backOffice().devices();
        List<String> registered = devices.stream()
                .filter(device -> !device.name().equals(StationOnRig.name(EXISTING)))
                .map(device -> device.token().reveal())
                .toList();
        assertThat(tokens).as("tokens that boards said").containsAll(registered).hasSizeGreaterThanOrEqualTo(SLOTS - 3);
        assertThat(tokens).as("too short ones, too").anyMatch(token -> token.length() == 7);
        Path sheet = folder.resolve("data/sheets/leak-0001.pdf");
        assertThat(SheetReader.read(sheet))
                .as("the labels do carry them")
                .extracting(label -> label.payload().reveal())
                .allMatch(payload -> registered.stream().anyMatch(payload::contains))
                .hasSizeGreaterThanOrEqualTo(4);
        Path out = rig.out();
        String printed = "";
        for (Path file : LeakRig.files(out)) {
            printed += Files.readString(file, StandardCharsets.ISO_8859_1);
        }
        assertThat(printed)
                .as("failures, their stack traces and a dump of all threads were printed")
                .contains(
                        "Registration refused",
                        "TRUNCATED_PAYLOAD",
                        "NAME_MISMATCH",
                        "TOKEN_TOO_SHORT",
                        "BOOT_LOOP",
                        "NAME_TAKEN",
                        "WRONG_BOOT_MODE",
                        "IDENTITY_MISMATCH",
                        "its program runs")
                .contains(" | at org.twomes.station.pipeline.")
                .contains("Full thread dump")
                .as("after the crash the log is JSON")
                .contains("\"formattedMessage\":");
    }

    /** Every file in the station's folders but the label PDFs, which are for their owner's eyes alone. */
    private Map<String, byte[]> written() throws IOException {
        Map<String, byte[]> written = new LinkedHashMap<>();
        for (Path file : LeakRig.files(folder)) {
            if (file.startsWith(folder.resolve("data/sheets"))
                    && file.toString().endsWith(".pdf")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo("rw-------");
            } else {
                written.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        assertThat(written.keySet())
                .contains("data/ledger.sqlite", "backup.sqlite", "data/token.key", "data/logs/station.log")
                .as("a PDF that is no label sheet")
                .contains("documents/operator-card.pdf")
                .anyMatch(name -> name.startsWith("data/logs/units/"));
        assertThat(Stream.of("data/ledger.sqlite-wal", "data/ledger.sqlite-shm"))
                .as("looked at while it ran")
                .allMatch(rig.earlier().keySet()::contains);
        written.putAll(rig.earlier());
        return written;
    }
}
