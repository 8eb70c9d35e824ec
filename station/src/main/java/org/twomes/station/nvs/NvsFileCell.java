package org.twomes.station.nvs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A cell that names a file beside its CSV. */
final class NvsFileCell {
    private NvsFileCell() {}

    /**
     * The content of the file that {@code cell} of {@code csv} names.
     *
     * @throws IOException with a message for people when it cannot be had
     */
    static byte[] content(Path csv, NvsCell cell) throws IOException {
        try {
            Path path = csv.toAbsolutePath().resolveSibling(cell.text());
            if (cell.text().isEmpty() || !Files.isRegularFile(path) || Files.size(path) > NvsFormat.MOST_BYTES) {
                throw new IOException("there is no such file of at most 16 MB beside the CSV");
            }
            return read(path);
        } catch (InvalidPathException e) {
            throw new IOException("the file cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private static byte[] read(Path path) throws IOException {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new IOException("the file cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
