package org.twomes.station.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the owner of files that root created in a data folder to the folder's owner: a command that an administrator calls must
 * not leave the service files that it cannot use. The folder's owner can change names in it at any moment, so folders are walked by their open
 * handles, links are never followed, and only what root wrote during the command changes its owner.
 */
final class FilesMadeByRoot {
    private static final Logger LOG = LoggerFactory.getLogger(FilesMadeByRoot.class);
    private static final String NAMES = "unix:nlink";

    /** Owner and group of the data folder. */
    private final PosixFileAttributes wanted;

    /** The user of this process. */
    private final String ours;

    private final FileTime since;

    private FilesMadeByRoot(PosixFileAttributes wanted, String ours, Instant since) {
        this.wanted = wanted;
        this.ours = ours;
        this.since = FileTime.from(since);
    }

    /**
     * Changes the owner of what this process wrote into {@code data} since {@code since}. Does nothing where the folder belongs to the
     * process's own user, or is not there.
     */
    static void giveToOwnerOf(Path data, Instant since) {
        try {
            if (!Files.isDirectory(data, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            PosixFileAttributes wanted =
                    Files.readAttributes(data, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            String ours = System.getProperty("user.name", "");
            if (wanted.owner().getName().equals(ours)) {
                return;
            }
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(data)) {
                if (stream instanceof SecureDirectoryStream<Path> folder) {
                    new FilesMadeByRoot(wanted, ours, since).walk(folder, data);
                }
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("Files in {} may belong to another user than the folder: {}", data, e.toString());
        }
    }

    private void walk(SecureDirectoryStream<Path> folder, Path path) throws IOException {
        for (Path entry : folder) {
            Path name = entry.getFileName();
            PosixFileAttributeView view =
                    folder.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            PosixFileAttributes is = view.readAttributes();
            if (is.isDirectory()) {
                try (SecureDirectoryStream<Path> below = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                    walk(below, path.resolve(name));
                }
                give(view, is);
            } else if (is.isRegularFile() && hasOneName(path.resolve(name))) {
                give(view, is);
            }
        }
    }

    private void give(PosixFileAttributeView view, PosixFileAttributes is) throws IOException {
        if (is.owner().getName().equals(ours) && is.lastModifiedTime().compareTo(since) >= 0) {
            view.setOwner(wanted.owner());
            view.setGroup(wanted.group());
        }
    }

    /** A file with a second hard link may also be in a folder that is none of the owner's. */
    private static boolean hasOneName(Path file) throws IOException {
        return Files.getAttribute(file, NAMES, LinkOption.NOFOLLOW_LINKS).equals(1);
    }
}
