package org.twomes.station.sticker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.twomes.station.common.Secret;
import org.twomes.station.config.ConfigException;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.StationConfig;
import org.twomes.station.config.StickerSection;
import org.twomes.station.fault.FaultException;
import org.twomes.station.sticker.template.LabelTemplates;

/** Sheets of labels, drawn, rendered, read back and written: one of 65 labels, and 1000 labels on 16 sheets. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SheetHotPath {
    private static final int THOUSAND = 1000;
    private static final long SMALLEST_TOKEN = 1_000_000_000L;
    private static final Instant AT = Instant.parse("2026-11-25T08:00:00Z");

    private final SheetRenderer printer;
    private final SheetRenderer roll;
    private final Path folder;

    /** Makes the printer of the usual labels. */
    public SheetHotPath() {
        try {
            StationConfig config = ConfigFile.defaults(Map.of());
            LabelRules rules = LabelRules.usual(config.device().longestName());
            printer = new SheetRenderer(LabelTemplates.shipped().find("L7651"), config.sticker(), rules);
            roll = new SheetRenderer(
                    LabelTemplates.shipped().find("L7651"), config.sticker().in(StickerSection.Mode.ROLL), rules);
            folder = Files.createTempDirectory("twomes-bench-sheets-");
            folder.toFile().deleteOnExit();
        } catch (FaultException | ConfigException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A full sheet. */
    @Benchmark
    public void labels65() {
        sheets(printer.capacity());
    }

    /** A label of a roll, which is a sheet of its own. */
    @Benchmark
    public void rollLabel() {
        Path label = folder.resolve("label.pdf");
        roll.write(label, spec(1), List.of(new PlacedLabel(1, label(1))));
        label.toFile().deleteOnExit();
    }

    /** As many sheets as a thousand labels take. */
    @Benchmark
    public void labels1000() {
        sheets(THOUSAND);
    }

    private void sheets(int labels) {
        Path sheet = folder.resolve("sheet.pdf");
        int done = 0;
        for (int number = 1; done < labels; number++) {
            int first = done;
            int count = Math.min(printer.capacity(), labels - first);
            List<PlacedLabel> placed = IntStream.rangeClosed(1, count)
                    .mapToObj(position -> new PlacedLabel(position, label(first + position)))
                    .toList();
            printer.write(sheet, spec(number), placed);
            done += count;
        }
        sheet.toFile().deleteOnExit();
    }

    private static SheetSpec spec(int number) {
        return new SheetSpec("bench-" + number, "bench", "2026-11-25 early", "hello", AT);
    }

    private static LabelContent label(int number) {
        return new LabelContent(
                String.format("TWOMES-%06X", number),
                "Generic-Test",
                "A1",
                AT.atZone(ZoneId.of("UTC")),
                Optional.of(Secret.of(Long.toString(SMALLEST_TOKEN + number * 7919L))),
                false,
                Map.of(),
                OwnPayload.NONE);
    }
}
