package org.twomes.station.firmware;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files of a bundle, wherever they lie. */
sealed interface BundleFiles permits ZipFiles, FolderFiles {
    /** Most bytes of one file: the largest flash there is. */
    int MOST_FILE_BYTES = FlashOffset.LARGEST_FLASH;

    /** Opens a zip or a folder. */
    static BundleFiles open(Path path) throws BundleException {
        return Files.isDirectory(path) ? new FolderFiles(path) : ZipFiles.open(path);
    }

    /** Content of the file at {@code path}; empty when there is none. */
    Optional<byte[]> read(String path) throws BundleException;

    /** SHA-256 of the zip, or of name, length and content of each file read so far in a folder; lower-case hex. */
    String sha256();
}
