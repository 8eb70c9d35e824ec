package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.cli.common.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code station demo} as a person calls it, and what {@code station units} says of it afterwards. */
@Tag("rig")
class DemoCommandTest {
    private static final int BOARDS = 5;

    @TempDir
    Path folder;

    private static List<String> names(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).sorted().toList();
    }

    @Test
    void moreBoardsThanSlotsEndInThreeRecordsThatAgree() throws Exception {
        Path out = folder.resolve("out");
        Path json = folder.resolve("records.json");
        Cli demo = Cli.run(
                "demo",
                "--boards",
                String.valueOf(BOARDS),
                "--speed",
                "fast",
                "--out",
                out.toString(),
                "--json",
                json.toString());
        assertThat(demo.code()).as(demo.out() + demo.err()).isEqualTo(ExitCode.OK);
        JsonNode records = JsonMapper.shared().readTree(Files.readString(json));
        List<String> ledger = names(records.path("ledger"));
        assertThat(ledger).hasSize(BOARDS).doesNotHaveDuplicates().allMatch(name -> name.startsWith("TWOMES-D3AD4"));
        assertThat(names(records.path("backOffice"))).isEqualTo(ledger);
        assertThat(names(records.path("sheet"))).isEqualTo(ledger);

        Path sheet;
        try (Stream<Path> sheets = Files.list(out.resolve("sheets"))) {
            sheet = sheets.filter(file -> file.toString().endsWith(".pdf"))
                    .findFirst()
                    .orElseThrow();
        }
        assertThat(demo.out()).contains("Sheet: " + sheet, "station demo --stay keeps them");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sheet)))
                .isEqualTo("rw-------");
        assertUnitsAreListed(out, ledger);

        Cli again = Cli.run("demo", "--boards", "1", "--out", out.toString());
        assertThat(again.code()).isEqualTo(ExitCode.USAGE);
        assertThat(again.err()).contains("holds an earlier demo");
    }

    @Test
    void theStationCanMakeTheTokens() throws Exception {
        Path out = folder.resolve("out");
        Path json = folder.resolve("records.json");
        Cli demo = Cli.run(
                "demo", "--boards", "3", "--identity", "station", "--out", out.toString(), "--json", json.toString());
        assertThat(demo.code()).as(demo.out() + demo.err()).isEqualTo(ExitCode.OK);
        JsonNode records = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(names(records.path("ledger")))
                .hasSize(3)
                .isEqualTo(names(records.path("backOffice")))
                .isEqualTo(names(records.path("sheet")));
        Path config = folder.resolve("station.yaml");
        Files.writeString(config, "station: {name: demo, data: " + out + "}\nbackOffice: {api: none}\n");
        for (String name : names(records.path("ledger"))) {
            assertThat(Cli.run("unit", name, "--config", config.toString()).out())
                    .contains("the station made the token");
        }
    }

    private void assertUnitsAreListed(Path data, List<String> names) throws Exception {
        Path config = folder.resolve("station.yaml");
        Files.writeString(config, "station: {name: demo, data: " + data + "}\nbackOffice: {api: none}\n");
        JsonNode rows = JsonMapper.shared()
                .readTree(Cli.run("units", "--json", "--config", config.toString())
                        .out());
        assertThat(rows.valueStream().map(row -> row.path("name").asString()).sorted())
                .containsExactlyElementsOf(names);
        assertThat(rows.valueStream())
                .allSatisfy(row -> assertThat(row.path("state").asString()).isEqualTo("LABELLED"));
        Cli csv = Cli.run("units", "--csv", "--config", config.toString());
        assertThat(csv.code()).isEqualTo(ExitCode.OK);
        assertThat(csv.out().lines().findFirst())
                .contains("name,mac,life,type,state,failure,sheet,position,label,data,slot,bundle,attempts,changed");
        assertThat(csv.out().lines()).hasSize(1 + BOARDS);
    }

    @Test
    void noBoardsAreNoDemo() {
        Cli demo = Cli.run("demo", "--boards", "0");
        assertThat(demo.code()).isEqualTo(ExitCode.USAGE);
        assertThat(demo.err()).contains("--boards 0");
    }
}
