package org.twomes.station.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.twomes.station.common.CommandFailure;
import org.twomes.station.config.SecretFiles;
import org.twomes.station.config.ServiceSandbox;
import org.twomes.station.config.StationConfig;

/** Checks at the start of a station: that it can write its data folder, and that nobody else can read its secrets. */
public final class StartupChecks {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private StartupChecks() {}

    /**
     * Makes the data folder if it is missing, and checks it and the secrets.
     *
     * @throws CommandFailure when others can read a secret, which then is none any more
     * @throws UncheckedIOException when the data folder cannot be made or written
     */
    static void check(StationConfig config) throws IOException {
        dataFolder(config);
        List<String> complaints = SecretFiles.open(config);
        if (!complaints.isEmpty()) {
            throw new CommandFailure(String.join(System.lineSeparator(), complaints));
        }
    }

    /**
     * The data folder, made if it is missing, with mode 0700 whatever the umask.
     *
     * @throws UncheckedIOException when it cannot be made or written
     */
    public static Path dataFolder(StationConfig config) {
        Path data = config.station().data();
        try {
            make(data);
            if (!Files.isWritable(data)) {
                throw new AccessDeniedException(data.toString(), null, "not writable");
            }
            return data;
        } catch (IOException e) {
            String service = ServiceSandbox.remedy(data)
                    .map(remedy -> " The service may write there only after: " + remedy)
                    .orElse("");
            throw new UncheckedIOException(
                    "The data folder " + data + " cannot be used by " + OsUser.name() + " (" + e
                            + "). Give it to the user that the station runs as: chown -R USER " + data + "."
                            + service,
                    e);
        }
    }

    private static void make(Path data) throws IOException {
        if (Files.isDirectory(data)) {
            return;
        }
        Path above = data.toAbsolutePath().getParent();
        if (above != null) {
            Files.createDirectories(above);
        }
        boolean modes = data.getFileSystem().supportedFileAttributeViews().contains("posix");
        // Others may be making it at the same time; then it is there as well.
        Files.createDirectories(data, modes ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0]);
    }
}
