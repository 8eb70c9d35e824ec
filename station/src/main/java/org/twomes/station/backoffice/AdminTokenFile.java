package org.twomes.station.backoffice;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.twomes.station.config.Secret;

/** The file with the admin token; read anew for each call, so that a new token counts at once. */
final class AdminTokenFile {
    /** A token of API v1 has 47 characters; a file far larger is something else. */
    private static final int MOST_BYTES = 4096;

    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Path file;

    AdminTokenFile(Path file) {
        this.file = file;
    }

    /**
     * The token.
     *
     * @throws IOException with the file's name and the mend, when it cannot be used
     */
    Secret read() throws IOException {
        try {
            checkPermissions();
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException(file + " is no admin token: it is larger than " + MOST_BYTES + " bytes");
            }
            String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (text.isEmpty() || text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw new IOException(file + " does not hold one line with the admin token: write it there");
            }
            return Secret.of(text);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no admin token in " + file + ": write it there, mode 0600", e);
        }
    }

    private void checkPermissions() throws IOException {
        Set<PosixFilePermission> permissions;
        try {
            permissions = Files.getPosixFilePermissions(file);
        } catch (UnsupportedOperationException e) {
            return;
        }
        if (permissions.stream().anyMatch(OTHERS::contains)) {
            throw new IOException(file + " can be read by others: chmod 600 " + file);
        }
    }
}
