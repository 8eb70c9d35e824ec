package org.twomes.station.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.twomes.station.common.SecretMask;
import org.twomes.station.config.SecretFiles;
import org.twomes.station.config.StationConfig;

/**
 * The secrets in a station's files, as masks for text in which they may turn up. Of users' passwords and the metrics token the
 * station has hashes only; sessions and activation tokens go to nobody but their owner, the back office and the label.
 */
public final class HeldSecrets {
    /** A PEM key of 8192 bits has some 6 KB. */
    private static final int MOST_BYTES = 16 * 1024;

    /** Marks the first and the last line of a PEM block. */
    private static final String PEM_MARK = "-----";

    /** Shorter lines of a PEM block cannot be told from ordinary words. */
    private static final int SHORTEST_LINE = 16;

    private HeldSecrets() {}

    /** A mask for text from outside, which hides parts of a secret too. */
    public static SecretMask inOutsideText(StationConfig config) {
        return SecretMask.of(texts(config));
    }

    /** A mask for text that is mostly our own, as the log, which hides whole secrets only. */
    public static SecretMask inOwnText(StationConfig config) {
        return SecretMask.ofWhole(texts(config));
    }

    private static List<String> texts(StationConfig config) {
        List<String> texts = new ArrayList<>();
        for (Path file : SecretFiles.of(config).values()) {
            List<String> lines = lines(file);
            for (String line : lines) {
                if (!line.startsWith(PEM_MARK) && (lines.size() == 1 || line.length() >= SHORTEST_LINE)) {
                    texts.add(line);
                }
            }
        }
        return texts;
    }

    /** Empty for a file that is missing or cannot be read: whatever needs it reports that. */
    private static List<String> lines(Path file) {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try (var in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            return text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
