package org.twomes.station.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.twomes.station.access.Role;
import org.twomes.station.access.UserList;
import org.twomes.station.cli.common.CommandGroup;
import org.twomes.station.cli.common.ConfigOption;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.cli.common.Table;
import org.twomes.station.common.CommandFailure;
import org.twomes.station.config.ConfigException;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.OsUser;
import org.twomes.station.daemon.StationLedger;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.Ledger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code station users}: the users of the dashboard. */
@Command(
        name = "users",
        mixinStandardHelpOptions = true,
        description = "Manages the users of the dashboard, in the file that dashboard.users names.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Passwords have 12 to 128 characters. They are asked for, or read as one line from the standard input where",
            "there is no terminal; never given as an argument, which others could see. The file holds bcrypt hashes, is",
            "made with mode 0600; a running station reloads it by itself, and ends the sessions of users that are removed or",
            "get a new password or role. Each change is written into the audit log, with your name.",
            "",
            "Examples:",
            "  station users add anna --role supervisor",
            "  station users add wall --role viewer < wall-password",
            "  station users metrics-token"
        })
final class UsersCommand extends CommandGroup {
    UsersCommand() {
        super("add, passwd, role, remove, list or metrics-token");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Adds a user.",
            footer = {"", "Example:", "  station users add sue --role supervisor"})
    int add(
            @Parameters(paramLabel = "NAME", description = "1 to 32 letters, digits, dots, dashes.") String name,
            @Option(
                            names = "--role",
                            required = true,
                            paramLabel = "ROLE",
                            description = "viewer (reads) or supervisor (reads and acts).")
                    Role role,
            @Mixin ConfigOption config)
            throws ConfigException, IOException {
        StationConfig settings = config.load();
        UserList users = users(settings);
        if (users.role(name).isPresent()) {
            throw new CommandFailure(name + " exists already: `station users passwd` changes the password");
        }
        put(users, name, role, "add user", settings);
        return say("User " + name + " added as " + word(role) + ".");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Changes a user's password and ends the user's sessions.",
            footer = {"", "Example:", "  station users passwd sue"})
    int passwd(@Parameters(paramLabel = "NAME", description = "The user.") String name, @Mixin ConfigOption config)
            throws ConfigException, IOException {
        StationConfig settings = config.load();
        UserList users = users(settings);
        Role role = users.role(name).orElseThrow(() -> unknown(name));
        put(users, name, role, "change password", settings);
        return say("Password of " + name + " changed; sessions ended.");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Changes a user's role and ends the user's sessions; the password stays.",
            footer = {"", "Example:", "  station users role sue viewer"})
    int role(
            @Parameters(paramLabel = "NAME", description = "The user.") String name,
            @Parameters(paramLabel = "ROLE", description = "viewer (reads) or supervisor (reads and acts).") Role role,
            @Mixin ConfigOption config)
            throws ConfigException, IOException {
        StationConfig settings = config.load();
        UserList users = users(settings);
        Role before = users.role(name).orElseThrow(() -> unknown(name));
        users.changeRole(name, role);
        write(users, "change role", name + ", " + word(before) + " to " + word(role), settings);
        return say("Role of " + name + " changed to " + word(role) + "; sessions ended.");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Removes a user and ends the user's sessions.",
            footer = {"", "Example:", "  station users remove sue"})
    int remove(@Parameters(paramLabel = "NAME", description = "The user.") String name, @Mixin ConfigOption config)
            throws ConfigException, IOException {
        StationConfig settings = config.load();
        UserList users = users(settings);
        if (!users.remove(name)) {
            throw unknown(name);
        }
        write(users, "remove user", name, settings);
        return say("User " + name + " removed; sessions ended.");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Lists the users and their roles; no passwords.",
            footer = {"", "Example:", "  station users list"})
    int list(@Mixin ConfigOption config) throws ConfigException {
        UserList users = users(config.load());
        List<Map<String, Object>> rows = users.entries().stream()
                .map(user -> Map.<String, Object>of("user", user.name(), "role", word(user.role())))
                .toList();
        out().print(Table.text(List.of("user", "role"), rows));
        return say(users.hasMetricsToken() ? "A metrics token is set." : "No metrics token is set.");
    }

    @Command(
            name = "metrics-token",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a bearer token with which Prometheus may read /metrics, and prints it once; only its hash is",
                "stored. The previous one is no longer valid."
            },
            footer = {"", "Example:", "  station users metrics-token > prometheus-token"})
    int metricsToken(@Mixin ConfigOption config) throws ConfigException, IOException {
        StationConfig settings = config.load();
        UserList users = users(settings);
        String token = users.newMetricsToken(new SecureRandom());
        write(users, "make metrics token", "", settings);
        return say(token);
    }

    private static UserList users(StationConfig settings) {
        return new UserList(file(settings));
    }

    private static Path file(StationConfig settings) {
        return settings.dashboard()
                .users()
                .orElseThrow(
                        () -> new CommandFailure(
                                "The configuration names no users file: set dashboard.users, e.g. to /etc/twomes-station/users.yaml"));
    }

    private static void put(UserList users, String name, Role role, String action, StationConfig settings)
            throws IOException {
        char[] password = password(name);
        try {
            users.put(name, role, password, new SecureRandom());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        } finally {
            Arrays.fill(password, ' ');
        }
        write(users, action, name + ", " + word(role), settings);
    }

    /** The audit record comes first, as with every action on the station. */
    private static void write(UserList users, String action, String object, StationConfig settings) throws IOException {
        users.check();
        try (Ledger ledger = StationLedger.open(settings)) {
            ledger.audit(OsUser.name(), action, object, Clock.systemUTC().instant());
        } catch (FaultException | UncheckedIOException e) {
            throw new CommandFailure(
                    "Nothing was changed, as the audit record could not be written (" + file(settings)
                            + " can be edited by hand). "
                            + (e instanceof FaultException ledger ? ledger.advised() : e.getMessage()),
                    e);
        }
        users.write(Optional.of(settings.station().data()));
    }

    private static char[] password(String name) throws IOException {
        if (System.console() == null) {
            String line = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            return line == null ? new char[0] : line.toCharArray();
        }
        char[] typed = System.console().readPassword("New password of %s: ", name);
        char[] again = System.console().readPassword("Repeat it: ");
        if (typed == null || !Arrays.equals(typed, again)) {
            throw new CommandFailure("The passwords differ: nothing was changed");
        }
        return typed;
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static CommandFailure unknown(String name) {
        return new CommandFailure("There is no user " + name + ": see `station users list`");
    }

    private int say(String text) {
        out().println(text);
        out().flush();
        return ExitCode.OK;
    }
}
