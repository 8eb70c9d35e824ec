package org.twomes.station.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/** Who may do what with a file. */
public final class FileOwner {
    private FileOwner() {}

    /**
     * Gives {@code file} to the owner and group of the folder it lies in: what root makes there belongs to whom the folder
     * belongs to. Does nothing where the file system knows no such things.
     *
     * @throws IOException also when they are others and we are not root
     */
    public static void ofItsFolder(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        Path folder = file.toAbsolutePath().getParent();
        if (view == null || folder == null) {
            return;
        }
        PosixFileAttributes wanted = Files.readAttributes(folder, PosixFileAttributes.class);
        if (!view.getOwner().equals(wanted.owner())) {
            view.setOwner(wanted.owner());
            view.setGroup(wanted.group());
        }
    }

    /**
     * Gives {@code copy} the owner, group and mode of {@code model}, in whose place it will be put: whoever could read the one
     * can read the other. Does nothing where the file system knows no such things.
     *
     * @throws IOException also when the owner is another and we are not root
     */
    public static void copy(Path model, Path copy) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(copy, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        PosixFileAttributes wanted = Files.readAttributes(model, PosixFileAttributes.class);
        view.setOwner(wanted.owner());
        view.setGroup(wanted.group());
        view.setPermissions(wanted.permissions());
    }
}
