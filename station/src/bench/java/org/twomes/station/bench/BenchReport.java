package org.twomes.station.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.twomes.station.common.Json;

/** What was measured: as tables while it comes, and as JSON in the end. */
final class BenchReport {
    private static final double THOUSAND = 1000;

    private final PrintStream screen;
    private final List<MinimumRow> floor = new ArrayList<>();
    private final List<ScaleRow> scale = new ArrayList<>();
    private final List<WaveRow> wave = new ArrayList<>();
    private final List<PeerRow> peer = new ArrayList<>();
    private final List<AutoRow> auto = new ArrayList<>();
    private final List<FleetRow> fleet = new ArrayList<>();
    private OptionalDouble neighbours = OptionalDouble.empty();
    private OptionalDouble ownContent = OptionalDouble.empty();

    BenchReport(PrintStream screen) {
        this.screen = screen;
    }

    /** A line on the screen. */
    void say(String format, Object... values) {
        screen.println(String.format(Locale.ROOT, format, values));
        screen.flush();
    }

    void add(MinimumRow row) {
        floor.add(rounded(row));
    }

    void add(ScaleRow row) {
        scale.add(new ScaleRow(
                row.boards(),
                row.baud(),
                rounded(row.efficiency()),
                rounded(row.cpuSecondsPerBoard()),
                Math.round(row.residentMb()),
                row.threads()));
    }

    void add(WaveRow row) {
        wave.add(new WaveRow(row.boards(), rounded(row.seconds()), rounded(row.efficiency())));
    }

    void add(PeerRow row) {
        peer.add(new PeerRow(
                row.boards(), rounded(row.wallRatio()), rounded(row.cpuRatio()), rounded(row.memoryRatio())));
    }

    void addNeighbours(double ratio) {
        neighbours = OptionalDouble.of(rounded(ratio));
    }

    /** What the station's own token and number cost a board, in seconds. */
    void addOwnContent(double seconds) {
        ownContent = OptionalDouble.of(rounded(seconds));
    }

    void add(AutoRow row) {
        auto.add(new AutoRow(
                row.limit(), row.board(), row.baud(), rounded(row.connectSeconds()), rounded(row.wholeSeconds())));
    }

    void add(FleetRow row) {
        fleet.add(row);
    }

    List<ScaleRow> scale() {
        return List.copyOf(scale);
    }

    void write(Path file) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("floor", floor);
        all.put("scale", scale);
        if (!wave.isEmpty()) {
            all.put("wave", wave);
        }
        if (!peer.isEmpty()) {
            all.put("peer", peer);
        }
        if (neighbours.isPresent()) {
            all.put("neighbours", neighbours.getAsDouble());
        }
        if (!auto.isEmpty()) {
            all.put("auto", auto);
        }
        if (ownContent.isPresent()) {
            all.put("ownContentSeconds", ownContent.getAsDouble());
        }
        if (!fleet.isEmpty()) {
            all.put("fleet", fleet);
        }
        Files.writeString(file, Json.text(all) + "\n");
    }

    private static MinimumRow rounded(MinimumRow row) {
        return new MinimumRow(
                row.boards(),
                row.baud(),
                row.stage(),
                rounded(row.seconds()),
                rounded(row.floorSeconds()),
                rounded(row.ratio()));
    }

    private static double rounded(double value) {
        return Math.round(value * THOUSAND) / THOUSAND;
    }
}
