package org.twomes.station.backoffice;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.twomes.station.common.FileVersion;
import org.twomes.station.common.PrivateFile;
import org.twomes.station.common.Secret;
import org.twomes.station.common.SecretMask;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/**
 * A file that holds one secret on one line: the admin token, or the database password. It is read anew for each use, so that a
 * changed file counts at once. Only its owner may be able to read it; a systemd credential, in a folder for the service only,
 * has the mode that systemd gives it.
 */
public final class SecretFile {
    private static final int MOST_BYTES = 4096;

    /** An HTTP header or a password: printable, no blanks. */
    private static final Pattern SECRET = Pattern.compile("[!-~]+");

    private final String what;
    private final Path file;
    private final Optional<Path> credentials;

    /**
     * A secret in a file, which need not exist yet.
     *
     * @param what its name in complaints, e.g. {@code admin token}
     * @param credentials systemd's {@code CREDENTIALS_DIRECTORY} of this process
     */
    public SecretFile(String what, Path file, Optional<Path> credentials) {
        this.what = what;
        this.file = file;
        this.credentials = credentials;
    }

    /** The secret that the file holds now. */
    public Secret read() {
        byte[] bytes = bytes();
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        if (bytes.length > MOST_BYTES || !SECRET.matcher(text).matches()) {
            throw complaint("does not hold one line of printable characters", null);
        }
        return Secret.of(text);
    }

    /** Hides what the file holds now; nothing where there is nothing to be read. */
    SecretMask mask() {
        try {
            return SecretMask.of(List.of(read().reveal()));
        } catch (FaultException e) {
            return SecretMask.NONE;
        }
    }

    /** Throws when it is not there, cannot be read by us, or can be by others; whatever it holds, also more than a line. */
    public void checkGuarded() {
        bytes();
    }

    private byte[] bytes() {
        try {
            Optional<String> open = PrivateFile.openness(file, credentials);
            if (open.isPresent()) {
                throw complaint(open.get(), null);
            }
            try (var in = Files.newInputStream(file)) {
                return in.readNBytes(MOST_BYTES + 1);
            }
        } catch (NoSuchFileException e) {
            throw isCredential()
                    ? complaint(FaultCode.SECRET_NOT_HANDED_OUT, "is not there: systemd hands it out at the start", e)
                    : complaint("does not exist", e);
        } catch (IOException e) {
            throw complaint("cannot be read by this user", e);
        }
    }

    /** Changes whenever the file does; for telling whether a refused secret is still the same. */
    public String version() {
        return FileVersion.of(file);
    }

    private boolean isCredential() {
        return PrivateFile.isIn(credentials, file);
    }

    private FaultException complaint(String detail, @Nullable Exception cause) {
        return complaint(FaultCode.SECRET_FILE, detail, cause);
    }

    private FaultException complaint(FaultCode code, String detail, @Nullable Exception cause) {
        return new FaultException(code, what + " file " + file + " " + detail, cause);
    }
}
