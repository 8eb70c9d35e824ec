package org.twomes.station.common;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A file that only its owner may read. */
public final class PrivateFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    /** systemd gives the service's user its right by an access list, which shows in the group's place: 0440. */
    private static final Set<PosixFilePermission> CREDENTIAL =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.GROUP_READ);

    private PrivateFile() {}

    /**
     * Says that others than its owner can read or change a file with a secret, as a text that continues the file's name, with
     * the remedy. Empty when nobody else can, when there is no such file, and where the file system has no modes.
     *
     * @param credentials folder in which systemd hands secrets to the service. It lets nobody else in, so that a file in it may
     *     have the mode that systemd gives it, and no wider one
     * @throws IOException when the mode cannot be read
     */
    public static Optional<String> openness(Path file, Optional<Path> credentials) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return Optional.empty();
        }
        try {
            Set<PosixFilePermission> mode = view.readAttributes().permissions();
            if (OWNER_ONLY.containsAll(mode) || isIn(credentials, file) && CREDENTIAL.containsAll(mode)) {
                return Optional.empty();
            }
            return Optional.of("can be read or changed by others (mode %s, %s): chmod 600 %s"
                    .formatted(octal(mode), PosixFilePermissions.toString(mode), file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** As {@link #openness(Path, Optional)}, with the credentials of this process. */
    public static Optional<String> openness(Path file) throws IOException {
        return openness(file, Optional.of(ServiceCredentials.ofThisProcess().folder()));
    }

    /** Whether a file lies in the folder in which systemd hands out secrets. */
    public static boolean isIn(Optional<Path> credentials, Path file) {
        return credentials
                .map(folder -> folder.toAbsolutePath().normalize())
                .filter(file.toAbsolutePath().normalize()::startsWith)
                .isPresent();
    }

    private static String octal(Set<PosixFilePermission> mode) {
        int bits = 0;
        for (PosixFilePermission each : PosixFilePermission.values()) {
            bits = bits << 1 | (mode.contains(each) ? 1 : 0);
        }
        return "%04o".formatted(bits);
    }

    /**
     * Makes a new file of mode 0600 (where the file system has modes) and forces it to disk.
     *
     * @throws java.nio.file.FileAlreadyExistsException when there is one of that name
     */
    public static void create(Path file, byte[] bytes) throws IOException {
        boolean modes = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = modes
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }
}
