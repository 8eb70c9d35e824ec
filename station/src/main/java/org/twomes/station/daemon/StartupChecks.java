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

/** What a station stands on before it does anything: a data folder that it can write, and secrets that are secret. */
public final class StartupChecks {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private StartupChecks() {}

    /**
     * Makes the data folder, and looks.
     *
     * @throws CommandFailure when others can read a secret: it is none any more, whenever the station would need it
     * @throws UncheckedIOException when the data folder cannot be made or written
     */
    static void check(StationConfig config) throws IOException {
        dataFolder(config);
        List<String> complaints = SecretFiles.open(config);
        if (!complaints.isEmpty()) {
            throw new CommandFailure(String.join(System.lineSeparator(), complaints));
        }
    }

    /** The data folder, found to be writable; one that is made is for its owner only, whatever the umask. */
    public static Path dataFolder(StationConfig config) {
        Path data = config.station().data();
        try {
            make(data);
            if (!Files.isWritable(data)) {
                throw new AccessDeniedException(data.toString(), null, "it may not be written into");
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
