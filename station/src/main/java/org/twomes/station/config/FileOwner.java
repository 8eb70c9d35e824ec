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
