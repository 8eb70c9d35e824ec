package org.twomes.station.firmware.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.twomes.station.firmware.layout.FlashOffset;

/** The files of a bundle, wherever they lie. Paths use {@code /} and start at the top of the zip or folder. */
public sealed interface BundleFiles permits ZipFiles, FolderFiles {
    /** Most bytes of one file: the largest flash there is. */
    int MOST_FILE_BYTES = FlashOffset.LARGEST_FLASH;

    /** Opens a zip or a folder. */
    static BundleFiles open(Path path) {
        return Files.isDirectory(path) ? new FolderFiles(path) : ZipFiles.open(path);
    }

    /** What it is called in complaints. */
    String name();

    /** Paths of all files, without those that a desktop leaves behind ({@link Leftovers}). */
    Set<String> paths();

    /** Content of the file at {@code path}; empty when there is none. */
    Optional<byte[]> read(String path);

    /**
     * SHA-256 of the zip; or of name, length and content of each of the files {@code used} of a folder, all read before; lower-case hex.
     *
     * @param folder in which they lie, empty or with a {@code /} at its end
     * @param used names in it
     */
    String sha256(String folder, Collection<String> used);
}
