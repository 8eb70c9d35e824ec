package org.twomes.station.sticker.draw;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.twomes.station.common.PrivateFile;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/** Writes a file whole or not at all, for its owner's eyes only (mode 0600, where the file system has modes). */
public final class SheetFile {
    private static final String UNFINISHED = ".part";

    private SheetFile() {}

    /** Writes by a hidden temporary file beside the target, forced to disk before it takes the target's name. */
    public static void write(Path target, byte[] bytes) {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null) {
            throw new FaultException(FaultCode.LABEL_FILE, target + ": is not a file name");
        }
        Path temporary = folder.resolve("." + target.getFileName() + UNFINISHED);
        try {
            Files.createDirectories(folder);
            // What a killed process left behind.
            Files.deleteIfExists(temporary);
            PrivateFile.create(temporary, bytes);
            rename(temporary, target);
            force(folder);
        } catch (IOException e) {
            throw new FaultException(
                    FaultCode.LABEL_FILE, target + ": the PDF cannot be written (" + e + ")", removed(temporary, e));
        }
    }

    private static void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Makes the new name durable; Windows has no such call, and needs none. */
    private static void force(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static IOException removed(Path temporary, IOException cause) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        return cause;
    }
}
