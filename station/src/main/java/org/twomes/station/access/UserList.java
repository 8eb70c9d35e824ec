package org.twomes.station.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.twomes.station.common.FileOwner;
import org.twomes.station.common.PrivateFile;
import org.twomes.station.fault.FaultException;

/** The users file as somebody who looks after it changes it. A running station takes each change over by itself. */
public final class UserList {
    private static final String HEAD =
            "# Who may use the station's dashboard. `station users` writes this file.\nusers:\n";
    private final Path file;
    private final List<User> users = new ArrayList<>();
    private Optional<String> metricsTokenSha256 = Optional.empty();

    /**
     * A user without the password.
     *
     * @param name what they type
     * @param role what they may do
     */
    public record Entry(String name, Role role) {}

    /**
     * The users in {@code file}; none when there is no such file yet.
     *
     * @throws FaultException USERS_FILE
     */
    public UserList(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            Users known = Users.read(file);
            users.addAll(known.all());
            metricsTokenSha256 = known.metricsTokenSha256();
        }
    }

    /** Everybody, in the order of the file. */
    public List<Entry> entries() {
        return users.stream().map(user -> new Entry(user.name(), user.role())).toList();
    }

    /** Whether metrics have a token of their own. */
    public boolean hasMetricsToken() {
        return metricsTokenSha256.isPresent();
    }

    /** Gives somebody a role and a password; a user of that name is replaced. Gives whether there was one. */
    public boolean put(String name, Role role, char[] password, SecureRandom random) {
        User user = new User(name, role, Passwords.hash(password, random));
        Optional<User> before = named(name);
        before.ifPresentOrElse(old -> users.set(users.indexOf(old), user), () -> users.add(user));
        return before.isPresent();
    }

    /** The role of a user; empty when there is none of that name. */
    public Optional<Role> role(String name) {
        return named(name).map(User::role);
    }

    /** Takes somebody out; gives whether they were there. */
    public boolean remove(String name) {
        return named(name).map(users::remove).orElse(false);
    }

    /** Makes a new metrics token, which takes the place of the one before; the file keeps only its hash. */
    public String newMetricsToken(SecureRandom random) {
        String token = Sessions.token(random);
        metricsTokenSha256 = Optional.of(Access.sha256(token));
        return token;
    }

    /**
     * Throws what {@link #write} would throw about these users.
     *
     * @throws FaultException USERS_FILE when nobody could act with them
     */
    public void check() {
        Users.checked(file, users, metricsTokenSha256);
    }

    /** Gives somebody another role; nothing happens when there is none of that name. */
    public void changeRole(String name, Role role) {
        named(name).ifPresent(user -> users.set(users.indexOf(user), new User(user.name(), role, user.password())));
    }

    /**
     * Writes the file whole or not at all, mode 0600; one that was there keeps its owner, group and mode.
     *
     * @param owner whose file a new one is, where root writes it
     * @throws FaultException USERS_FILE when nobody could act with these users
     */
    public void write(Optional<Path> owner) throws IOException {
        check();
        StringBuilder text = new StringBuilder(HEAD);
        for (User user : users) {
            text.append("  - {name: \"%s\", role: %s, password: \"%s\"}%n"
                    .formatted(user.name(), user.role().name().toLowerCase(Locale.ROOT), user.password()));
        }
        text.append("# SHA-256 of the token with which Prometheus comes; empty lets nobody scrape without a login.\n");
        text.append("metricsTokenSha256: \"")
                .append(metricsTokenSha256.orElse(""))
                .append("\"\n");
        Path fresh = file.toAbsolutePath().resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        PrivateFile.create(fresh, text.toString().getBytes(StandardCharsets.UTF_8));
        if (Files.exists(file)) {
            FileOwner.copy(file, fresh);
        } else if (owner.isPresent() && Files.exists(owner.get())) {
            FileOwner.likeThatOf(owner.get(), fresh);
        }
        Files.move(fresh, file.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE);
    }

    private Optional<User> named(String name) {
        return users.stream()
                .filter(user -> Users.key(user.name()).equals(Users.key(name)))
                .findFirst();
    }
}
