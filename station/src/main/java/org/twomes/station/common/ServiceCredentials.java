package org.twomes.station.common;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Secrets that systemd hands to the service (systemd.exec(5), LoadCredential): files that only it and root can read. In the
 * configuration {@code credential:NAME} stands for the file of that name among them.
 *
 * @param folder where they are
 */
public record ServiceCredentials(Path folder) {
    /** What a path value begins with that names one. */
    public static final String MARK = "credential:";

    /** Where systemd keeps those of the installed unit, for commands that root calls beside the running service. */
    private static final Path OF_THE_UNIT = Path.of("/run/credentials/twomes-station.service");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    /** Those of this process. */
    public static ServiceCredentials ofThisProcess() {
        return of(System.getenv());
    }

    /** Whether a file is a credential of the installed unit, as root's commands beside the service name them. */
    public static boolean isOfTheUnit(Path file) {
        return file.startsWith(OF_THE_UNIT);
    }

    /** Those of a process with this {@code environment}. */
    public static ServiceCredentials of(Map<String, String> environment) {
        String folder = environment.getOrDefault("CREDENTIALS_DIRECTORY", "");
        return new ServiceCredentials(folder.isEmpty() ? OF_THE_UNIT : Path.of(folder));
    }

    /**
     * The file that {@code credential:NAME} stands for.
     *
     * @throws IllegalArgumentException when that is no name of a credential
     */
    public Path file(String value) {
        String name = value.substring(MARK.length());
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + value + "' names no credential: write " + MARK + "NAME, as in " + MARK + "admin-token");
        }
        return folder.resolve(name);
    }
}
