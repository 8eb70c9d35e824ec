package org.twomes.station.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.common.Json;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.ledger.GivenData;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.nvs.NvsEntry;
import org.twomes.station.nvs.NvsPartition;
import org.twomes.station.nvs.NvsReader;

/** {@code device.data}: each board gets a serial number or a row of a table, and keeps it. */
@Tag("fast")
class UnitDataTest {
    private static final int MAC = 0xD3AD48;
    private static final int OTHER = 0xD3AD49;
    private static final int NVS = 0x19000;
    private static final int NVS_BYTES = 0x4000;
    private static final String SERIAL =
            "{serial: {pattern: \"TW-{n:03}\", first: 7, namespace: factory, key: serial}}";

    @TempDir
    Path folder;

    private Optional<MemoryStation> opened = Optional.empty();

    private Map<String, String> settings(String data, String... more) {
        Map<String, String> map = new HashMap<>(Map.of("device.data", data));
        for (int i = 0; i < more.length; i += 2) {
            map.put(more[i], more[i + 1]);
        }
        return map;
    }

    private MemoryStation station(String data, String... more) throws Exception {
        MemoryStation station = new MemoryStation(folder, settings(data, more));
        opened = Optional.of(station);
        return station;
    }

    /** Rows {@code id,wifi_psk,serial_no} of ids 1 to {@code rows}. */
    private String table(int rows) throws Exception {
        Path format = folder.resolve("format.csv");
        Files.writeString(format, "factory,namespace,\nwifi_psk,data,string\nserial_no,data,u32\n");
        StringBuilder values = new StringBuilder("id,wifi_psk,serial_no\n");
        for (int i = 1; i <= rows; i++) {
            values.append(i)
                    .append(",top-secret-")
                    .append(i)
                    .append(',')
                    .append(100 + i)
                    .append('\n');
        }
        Path file = folder.resolve("units.csv");
        Files.writeString(file, values);
        return "{table: {format: %s, values: %s, secret: []}}"
                .formatted(Json.line(format.toString()), Json.line(file.toString()));
    }

    @AfterEach
    void close() throws Exception {
        if (opened.isPresent()) {
            opened.get().close();
        }
    }

    private static List<NvsEntry> entries(MemoryStation station, int slot, String namespace) {
        NvsPartition store = NvsReader.read(Arrays.copyOfRange(station.flash(slot), NVS, NVS + NVS_BYTES));
        assertThat(store.damage()).isEmpty();
        return store.entries().stream()
                .filter(entry -> entry.namespace().equals(namespace))
                .toList();
    }

    private static String serial(MemoryStation station, int slot) {
        List<NvsEntry> entries = entries(station, slot, "factory");
        assertThat(entries).hasSize(1);
        assertThat(entries.get(0).key()).isEqualTo("serial");
        return entries.get(0).value().text();
    }

    private static List<String> given(MemoryStation station, int mac) {
        return station.ledger.unitData().given(MemoryStation.mac(mac)).stream()
                .map(GivenData::shown)
                .toList();
    }

    private static void assertHeld(UnitOutcome outcome, FaultCode code) {
        assertThat(outcome).isInstanceOf(UnitOutcome.Held.class);
        assertThat(((UnitOutcome.Held) outcome).cause().code()).isEqualTo(code.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"firmware", "station"})
    void eachBoardGetsANumberOfItsOwnBesideItsToken(String identity) throws Exception {
        MemoryStation station = station(SERIAL, "device.identity", identity);
        assertThat(station.prepare(1, MAC, "")).isInstanceOf(UnitOutcome.Done.class);
        assertThat(station.prepare(2, OTHER, "used 512")).isInstanceOf(UnitOutcome.Done.class);
        assertThat(serial(station, 1)).isEqualTo("TW-007");
        assertThat(serial(station, 2)).isEqualTo("TW-008");
        assertThat(given(station, OTHER)).containsExactly("TW-008");
        assertThat(entries(station, 1, "twomes_storage"))
                .extracting(NvsEntry::key)
                .containsExactly("dat");
        assertThat(station.attempts(MAC).get(0).history().notes())
                .extracting(note -> note.text())
                .contains("unit data: TW-007");
    }

    @Test
    void aTokenThatIsRolledAnewTakesNoDataAway() throws Exception {
        MemoryStation station = station(SERIAL);
        assertThat(station.prepare(1, MAC, "short-token 1")).isInstanceOf(UnitOutcome.Done.class);
        assertThat(serial(station, 1)).isEqualTo("TW-007");
    }

    @Test
    void aBoardKeepsItsNumberOverAttemptsARestartAndAnotherPreparation() throws Exception {
        Map<String, String> settings = settings(SERIAL, "pipeline.attempts", "1", "device.sameBoard", "0s");
        MemoryStation station = new MemoryStation(folder, settings);
        opened = Optional.of(station);
        station.pullAt(1, UnitState.IDENTIFIED);
        station.prepare(1, MAC, "");
        MemoryStation after = station.restart(folder, settings);
        opened = Optional.of(after);
        assertThat(after.prepare(2, OTHER, "")).isInstanceOf(UnitOutcome.Done.class);
        assertThat(after.prepare(1, MAC, "")).isInstanceOf(UnitOutcome.Done.class);
        assertThat(serial(after, 1)).isEqualTo("TW-007");
        assertThat(serial(after, 2)).isEqualTo("TW-008");
        assertThat(given(after, MAC)).containsExactly("TW-007");
    }

    @Test
    void rowsAreGivenInTheirOrderAndSecretsStayOutOfTheLedger() throws Exception {
        MemoryStation station = station(table(2));
        assertThat(station.prepare(1, MAC, "")).isInstanceOf(UnitOutcome.Done.class);
        assertThat(entries(station, 1, "factory"))
                .extracting(entry -> entry.key() + "=" + entry.value().text())
                .containsExactly("wifi_psk=top-secret-1", "serial_no=101");
        assertThat(given(station, MAC)).containsExactly("id 1");
        assertThat(station.ledger.unitData().fields("table", MemoryStation.mac(MAC)))
                .containsExactly(new GivenData.Field("id", "1"), new GivenData.Field("serial_no", "101"));
        assertThat(new String(Files.readAllBytes(folder.resolve("ledger.sqlite-wal")), StandardCharsets.ISO_8859_1))
                .contains("serial_no")
                .doesNotContain("top-secret");
    }

    @Test
    void withoutARowABoardIsHeldUntouchedAndRunsOnceThereIsOne() throws Exception {
        MemoryStation station = station(table(1));
        assertThat(station.prepare(1, MAC, "")).isInstanceOf(UnitOutcome.Done.class);
        assertThat(station.trouble.unitData()).contains("nothing is left of units.csv");
        assertHeld(station.prepare(2, OTHER, ""), FaultCode.NO_UNIT_DATA);
        assertThat(station.untouched(2)).isTrue();
        assertThat(given(station, OTHER)).isEmpty();

        table(3);
        int before = station.outcomes.size();
        station.line.unitDataCame();
        assertThat(station.next(before)).isInstanceOf(UnitOutcome.Done.class);
        assertThat(given(station, OTHER)).containsExactly("id 2");
        assertThat(station.trouble.unitData()).isEmpty();
        assertThat(station.trouble.littleUnitData()).contains("1 left of units.csv");
    }

    @Test
    void whatTheLedgerKeepsOfARowDoesNotDependOnItsSecrets() throws Exception {
        String data = table(1);
        MemoryStation station = station(data, "device.sameBoard", "0s", "pipeline.attempts", "1");
        station.prepare(1, MAC, "boot-loop");
        List<GivenData> before = station.ledger.unitData().given(MemoryStation.mac(MAC));
        station.pull(1);

        Files.writeString(folder.resolve("units.csv"), "id,wifi_psk,serial_no\n1,a-better-one,101\n");
        assertThat(station.prepare(1, MAC, "")).isInstanceOf(UnitOutcome.Done.class);
        assertThat(entries(station, 1, "factory"))
                .extracting(entry -> entry.value().text())
                .containsExactly("a-better-one", "101");
        assertThat(station.ledger.unitData().given(MemoryStation.mac(MAC)))
                .hasSize(1)
                .isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "first-secret 7 other-secret 7, '', units.csv:3: it differs from line 2",
        "first-secret 7, serial_no, units.csv:2: "
    })
    void rowsThatDifferInSecretsAloneAreRefused(String cells, String secret, String complaint) throws Exception {
        String data = table(1).replace("secret: []", "secret: [%s]".formatted(secret));
        String lines = cells.replaceAll("(\\S+) (\\S+) ?", "$1,$2\n");
        Files.writeString(folder.resolve("units.csv"), "wifi_psk,serial_no\n" + lines);
        MemoryStation station = station(data);
        assertHeld(station.prepare(1, MAC, ""), FaultCode.NO_UNIT_DATA);
        assertThat(station.trouble.unitData().orElseThrow())
                .contains(complaint, "give each row an id")
                .doesNotContain("-secret");
    }

    @Test
    void numbersEndWithTheirDigits() throws Exception {
        MemoryStation station = station(SERIAL.replace("first: 7", "first: 999"));
        assertThat(station.prepare(1, MAC, "")).isInstanceOf(UnitOutcome.Done.class);
        assertThat(serial(station, 1)).isEqualTo("TW-999");
        assertHeld(station.prepare(2, OTHER, ""), FaultCode.NO_UNIT_DATA);
    }

    @Test
    void whatASupervisorGivesBackGoesToTheNextBoard() throws Exception {
        MemoryStation station = station(SERIAL);
        assertThat(station.prepare(1, MAC, "")).isInstanceOf(UnitOutcome.Done.class);
        station.pull(1);
        assertThat(station.line.releaseData(MemoryStation.mac(MAC), "sue").orElseThrow())
                .extracting(GivenData::shown)
                .containsExactly("TW-007");
        assertThat(station.prepare(2, OTHER, "")).isInstanceOf(UnitOutcome.Done.class);
        assertThat(serial(station, 2)).isEqualTo("TW-007");
    }

    @Test
    void aTableThatCannotBeReadHoldsTheBoardAndSaysWhy() throws Exception {
        String data = table(1);
        Files.writeString(folder.resolve("units.csv"), "id,wifi_psk,serial_no\n1,secret-of-all,no number\n");
        MemoryStation station = station(data);
        UnitOutcome outcome = station.prepare(1, MAC, "");
        assertHeld(outcome, FaultCode.NO_UNIT_DATA);
        assertThat(station.untouched(1)).isTrue();
        assertThat(station.trouble.unitData().orElseThrow())
                .contains("units.csv:2:17: serial_no: the value is not a whole number")
                .doesNotContain("secret-of-all", "no number");
    }

    @Test
    void aRowThatIsGoneIsAskedForAndNoOtherIsGiven() throws Exception {
        MemoryStation station = station(table(2), "device.sameBoard", "0s", "pipeline.attempts", "1");
        station.prepare(1, MAC, "boot-loop");
        station.pull(1);
        Files.writeString(folder.resolve("units.csv"), "id,wifi_psk,serial_no\n9,another,109\n");
        assertHeld(station.prepare(1, MAC, ""), FaultCode.NO_UNIT_DATA);
        assertThat(station.unit(MAC).failure().orElseThrow().detail()).contains("units.csv", "id 1", "data release");
        assertThat(given(station, MAC)).containsExactly("id 1");
    }

    @Test
    void aLabelAndTheListOfUnitsSayWhatTheBoardHas() throws Exception {
        Path templates = Files.createDirectories(folder.resolve("templates"));
        Files.copy(Path.of("../config/labels/L7651.yaml"), templates.resolve("L7651.yaml"));
        Files.writeString(
                templates.resolve("design-serial.yaml"),
                "lines:\n  - text: \"{data.serial}\"\n    size: 2mm\n    least: 1mm\n");
        MemoryStation station =
                station(SERIAL, "sticker.design", "serial", "sticker.templates", Json.line(templates.toString()));
        assertThat(station.prepare(1, MAC, "")).isInstanceOf(UnitOutcome.Done.class);
        assertThat(station.unit(MAC).data()).contains("TW-007");
        station.labels.close(MemoryStation.STATION);
        station.sheets.releaseClosed();
        try (Stream<Path> files = Files.list(folder.resolve("sheets"));
                PDDocument pdf =
                        Loader.loadPDF(files.filter(file -> file.toString().endsWith(".pdf"))
                                .findFirst()
                                .orElseThrow()
                                .toFile())) {
            assertThat(new PDFTextStripper().getText(pdf)).contains("TW-007");
        }
    }
}
