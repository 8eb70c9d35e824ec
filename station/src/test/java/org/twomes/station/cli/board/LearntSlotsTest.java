package org.twomes.station.cli.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.PortsSection;
import org.twomes.station.port.DetectedPort;

@Tag("fast")
class LearntSlotsTest {
    private static final String BEFORE = """
            backOffice: {api: none}
            ports:
              slots:
                - {path: "1-1.1:1.0", name: A1, group: Left hub, reset: "command:/usr/bin/relay", baud: 115200}
                - {path: "1-1.2", name: B7, group: Left hub, reset: manual}
            """;

    @TempDir
    Path folder;

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("station.yaml"), text);
    }

    private static DetectedPort at(String path) {
        return new DetectedPort("/dev/" + path, path, path, "", "CP2102N");
    }

    private LearntSlots of(Path file, String group) throws Exception {
        return new LearntSlots(ConfigFile.load(file).ports().slots(), "A", group);
    }

    @Test
    void knownPlacesKeepWhatTheyHaveAndNewOnesGetTheNextName() throws Exception {
        Path file = file(BEFORE);
        LearntSlots learnt = of(file, "");
        assertThat(learnt.next()).isEqualTo("A2");
        assertThat(learnt.plugged(at("1-2.1:1.0")).orElseThrow().name()).isEqualTo("A2");
        assertThat(learnt.plugged(at("1-1.1:1.0")).orElseThrow().name()).isEqualTo("A1");
        assertThat(learnt.plugged(at("1-2.1:1.0"))).as("plugged twice").isEmpty();
        assertThat(learnt.plugged()).extracting(SlotsText.Place::name).containsExactly("A2", "A1");

        SlotsText.replaceIn(file, learnt.all());
        List<PortsSection.Slot> before = ConfigFile.load(file(BEFORE)).ports().slots();
        SlotsText.replaceIn(file, learnt.all());
        List<PortsSection.Slot> slots = ConfigFile.load(file).ports().slots();
        assertThat(slots.subList(0, 2)).isEqualTo(before);
        assertThat(slots).hasSize(3);
        assertThat(slots.get(2).name()).isEqualTo("A2");
    }

    @Test
    void aKnownPlaceOfAnotherPrefixIsRenamedAndKeepsTheRest() throws Exception {
        LearntSlots learnt = of(file(BEFORE), "Right hub");
        SlotsText.Place place = learnt.plugged(at("1-1.2:1.0")).orElseThrow();
        assertThat(place.name()).isEqualTo("A2");
        assertThat(place.group()).isEqualTo("Right hub");
        assertThat(place.reset()).contains("manual");
    }

    @Test
    void eachFileBeforeIsKeptUnderANumber() throws Exception {
        Path file = file(BEFORE);
        List<SlotsText.Place> one = List.of(SlotsText.Place.of("1-3:1.0", "C1", ""));
        assertThat(SlotsText.replaceIn(file, one))
                .hasFileName("station.yaml.old-1")
                .hasContent(BEFORE);
        assertThat(SlotsText.replaceIn(file, one)).hasFileName("station.yaml.old-2");
        assertThat(folder.resolve("station.yaml.old-1")).hasContent(BEFORE);
    }
}
