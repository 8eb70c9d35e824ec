package org.twomes.station.common;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;

/**
 * Who may do what with a file. Root calls this in folders that others can write, so a name there may have been made a link to
 * somebody else's file: what is no regular file, or has a second name, is left as it is.
 */
public final class FileOwner {
    private static final String NAMES = "unix:nlink";

    private FileOwner() {}

    /**
     * Gives {@code file} to the owner and group of the folder it lies in: what root makes there belongs to whom the folder
     * belongs to. Does nothing where the file system knows no such things, and with links.
     *
     * @throws IOException also when they are others and we are not root
     */
    public static void ofItsFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            likeThatOf(folder, file);
        }
    }

    /**
     * Gives {@code file} to the owner and group of {@code model}. Does nothing where the file system knows no such things, and
     * with links.
     *
     * @throws IOException also when they are others and we are not root
     */
    public static void likeThatOf(Path model, Path file) throws IOException {
        Optional<PosixFileAttributeView> view = own(file);
        if (view.isEmpty()) {
            return;
        }
        PosixFileAttributes wanted = Files.readAttributes(model, PosixFileAttributes.class);
        if (!view.get().getOwner().equals(wanted.owner())) {
            view.get().setOwner(wanted.owner());
            view.get().setGroup(wanted.group());
        }
    }

    /**
     * Gives {@code copy} the owner, group and mode of {@code model}, in whose place it will be put: whoever could read the one
     * can read the other. Does nothing where the file system knows no such things, and with links.
     *
     * @throws IOException also when the owner is another and we are not root
     */
    public static void copy(Path model, Path copy) throws IOException {
        Optional<PosixFileAttributeView> view = own(copy);
        if (view.isEmpty()) {
            return;
        }
        PosixFileAttributes wanted = Files.readAttributes(model, PosixFileAttributes.class);
        view.get().setOwner(wanted.owner());
        view.get().setGroup(wanted.group());
        view.get().setPermissions(wanted.permissions());
    }

    /** A regular file of one name; its view follows no link, whatever is put in its place meanwhile. */
    private static Optional<PosixFileAttributeView> own(Path file) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null || !view.readAttributes().isRegularFile()) {
            return Optional.empty();
        }
        return Files.getAttribute(file, NAMES, LinkOption.NOFOLLOW_LINKS).equals(1)
                ? Optional.of(view)
                : Optional.empty();
    }
}
