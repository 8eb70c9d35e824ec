package org.twomes.station.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The users file:
 *
 * <pre>
 * users:
 *   - {name: anna, role: supervisor, password: "$2a$12$..."}
 * metricsTokenSha256: ""   # lower-case hex; empty lets nobody scrape without a login
 * </pre>
 */
final class Users {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();
    private static final String NAME = "[A-Za-z0-9._-]{1,32}";
    private static final String SHA256 = "[0-9a-f]{64}";
    /** A users file is a page of text; more is a mistake. */
    private static final long MOST_BYTES = 256 * 1024;

    private final Map<String, User> byName;
    private final Optional<String> metricsTokenSha256;

    private Users(Map<String, User> byName, Optional<String> metricsTokenSha256) {
        this.byName = byName;
        this.metricsTokenSha256 = metricsTokenSha256;
    }

    private record Content(Optional<List<User>> users, Optional<String> metricsTokenSha256) {}

    static Users read(Path file) {
        Content content;
        try {
            checkMode(file);
            if (Files.size(file) > MOST_BYTES) {
                throw fault(file, "is larger than " + MOST_BYTES + " bytes");
            }
            content = YAML.readValue(Files.readString(file), Content.class);
        } catch (IOException e) {
            throw new FaultException(
                    FaultCode.WEB_USERS_FILE,
                    "users file " + file + " cannot be read (" + e.getClass().getSimpleName() + ")",
                    e);
        } catch (JacksonException e) {
            int line = e.getLocation().getLineNr();
            throw fault(
                    file, "is not understood" + (line > 0 ? " at line " + line : "") + ": " + e.getOriginalMessage());
        }
        return of(file, content);
    }

    private static Users of(Path file, Content content) {
        Map<String, User> byName = new LinkedHashMap<>();
        for (User user : content.users().orElse(List.of())) {
            if (user.name() == null || !mayBeName(user.name())) {
                throw fault(file, "holds a user whose name is not 1 to 32 letters, digits, dots, dashes");
            }
            if (user.role() == null) {
                throw fault(file, "gives " + user.name() + " no role: viewer or supervisor");
            }
            if (user.password() == null || !Passwords.usable(user.password())) {
                throw fault(file, "gives " + user.name() + " no bcrypt hash ($2a$, cost 10 to 20) as password");
            }
            if (byName.put(key(user.name()), user) != null) {
                throw fault(file, "names " + user.name() + " twice");
            }
        }
        if (byName.values().stream().noneMatch(user -> user.role() == Role.SUPERVISOR)) {
            throw fault(file, "names no supervisor: nobody could act");
        }
        Optional<String> token = content.metricsTokenSha256().filter(text -> !text.isEmpty());
        if (token.isPresent() && !token.get().matches(SHA256)) {
            throw fault(file, "has a metricsTokenSha256 that is not 64 lower-case hex digits");
        }
        return new Users(byName, token);
    }

    /** The user whom somebody means who typed {@code name}; empty where nobody may be called so, whatever its letters become in lower case. */
    Optional<User> named(String name) {
        return mayBeName(name) ? Optional.ofNullable(byName.get(key(name))) : Optional.empty();
    }

    /** All of them, in the order of the file. */
    List<User> all() {
        return List.copyOf(byName.values());
    }

    /** Users that nobody has written yet. */
    static Users checked(Path file, List<User> users, Optional<String> metricsTokenSha256) {
        return of(file, new Content(Optional.of(users), metricsTokenSha256));
    }

    Optional<String> metricsTokenSha256() {
        return metricsTokenSha256;
    }

    /** Whether somebody may be called that: 1 to 32 letters, digits, dots, dashes and underscores. */
    static boolean mayBeName(String name) {
        return name.matches(NAME);
    }

    /** The one form of a name that {@link #mayBeName may be one}: the same for lookups and for counting failures. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static void checkMode(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file, new LinkOption[0]);
            if (mode.contains(PosixFilePermission.OTHERS_WRITE) || mode.contains(PosixFilePermission.OTHERS_READ)) {
                throw fault(file, "may be read or written by everybody");
            }
        }
    }

    private static FaultException fault(Path file, String what) {
        return new FaultException(FaultCode.WEB_USERS_FILE, "users file " + file + " " + what);
    }
}
