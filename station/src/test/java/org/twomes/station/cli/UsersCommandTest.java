package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.daemon.OsUser;
import org.twomes.station.daemon.StationLedger;
import org.twomes.station.ledger.Ledger;

/** Users are made, changed and removed by commands; passwords come from the standard input. */
@Tag("rig")
class UsersCommandTest {
    private static final String PASSWORD = "a long enough password";

    @TempDir
    Path folder;

    private Path config;
    private Path users;

    @BeforeEach
    void configure() throws IOException {
        users = folder.resolve("users.yaml");
        config = folder.resolve("station.yaml");
        Files.writeString(config, "station: {data: data}\nbackOffice: {api: none}\ndashboard: {users: users.yaml}\n");
    }

    private Cli users(String typed, String... command) {
        List<String> all = new ArrayList<>(List.of("users"));
        all.addAll(List.of(command));
        all.addAll(List.of("--config", config.toString()));
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
        try {
            return Cli.run(all.toArray(String[]::new));
        } finally {
            System.setIn(before);
        }
    }

    private String text() throws IOException {
        return Files.readString(users);
    }

    @Test
    void theFirstIsASupervisorAndTheFileIsForItsOwnerOnly() throws Exception {
        Cli viewer = users(PASSWORD + "\n", "add", "vera", "--role", "viewer");
        assertThat(viewer.code()).isEqualTo(ExitCode.USAGE);
        assertThat(viewer.err()).contains("names no supervisor");
        assertThat(users).doesNotExist();

        Cli added = users(PASSWORD + "\n", "add", "anna", "--role", "supervisor");
        assertThat(added.code()).as(added.err()).isZero();
        assertThat(added.out()).contains("User anna added as supervisor");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(users)))
                .isEqualTo("rw-------");
        assertThat(text())
                .contains("name: \"anna\", role: supervisor, password: \"$2a$12$")
                .doesNotContain(PASSWORD);
        assertThat(users(PASSWORD, "add", "vera", "--role", "viewer").code()).isZero();
        assertThat(users("", "list").out())
                .contains("anna", "supervisor", "vera", "viewer", "No metrics token is set.");
    }

    @Test
    void passwordsChangeAndUsersGoButTheLastSupervisorStays() throws Exception {
        users(PASSWORD, "add", "anna", "--role", "supervisor");
        users(PASSWORD, "add", "vera", "--role", "viewer");
        Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-r-----"));
        String before = text();
        assertThat(users("another long password", "passwd", "VERA").code()).isZero();
        assertThat(text()).isNotEqualTo(before).contains("role: viewer");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(users)))
                .as("as the administrator set it")
                .isEqualTo("rw-r-----");
        assertThat(users("", "remove", "vera").code()).isZero();
        assertThat(text()).doesNotContain("vera");
        assertThat(users("", "remove", "anna").err()).contains("names no supervisor");
        assertThat(text()).contains("anna");
    }

    @Test
    void whatMakesNoSenseIsRefusedAndChangesNothing() throws Exception {
        users(PASSWORD, "add", "anna", "--role", "supervisor");
        String before = text();
        assertThat(users(PASSWORD, "add", "Anna", "--role", "viewer").err()).contains("exists already");
        assertThat(users("short", "add", "bert", "--role", "viewer").err()).contains("12 to 128 characters");
        assertThat(users("", "add", "bert", "--role", "viewer").code()).isEqualTo(ExitCode.USAGE);
        assertThat(users(PASSWORD, "add", "b b", "--role", "viewer").err()).contains("letters, digits");
        assertThat(users(PASSWORD, "add", "bert", "--role", "king").code()).isEqualTo(ExitCode.USAGE);
        assertThat(users(PASSWORD, "passwd", "bert").err()).contains("There is no user bert");
        assertThat(users("", "remove", "bert").err()).contains("There is no user bert");
        assertThat(users(PASSWORD, "add", "bert", PASSWORD).code())
                .as("a password is no argument")
                .isEqualTo(ExitCode.USAGE);
        assertThat(text()).isEqualTo(before);
    }

    @Test
    void theMetricsTokenIsPrintedOnceAndOnlyItsHashIsKept() throws Exception {
        users(PASSWORD, "add", "anna", "--role", "supervisor");
        String first = users("", "metrics-token").out().strip();
        String second = users("", "metrics-token").out().strip();
        assertThat(second).hasSize(43).isNotEqualTo(first);
        assertThat(text()).doesNotContain(first, second).containsPattern("metricsTokenSha256: \"[0-9a-f]{64}\"");
        assertThat(users("", "list").out()).contains("A metrics token is set.");
    }

    @Test
    void eachChangeIsInTheAuditLogUnderTheNameOfWhoMadeIt() throws Exception {
        users(PASSWORD, "add", "anna", "--role", "supervisor");
        users(PASSWORD, "add", "vera", "--role", "viewer");
        users("another long password", "passwd", "vera");
        assertThat(users("", "role", "vera", "supervisor").out()).contains("Role of vera changed to supervisor");
        users("", "role", "nobody", "viewer");
        users("", "metrics-token");
        users("", "remove", "vera");
        users("", "remove", "anna");
        try (Ledger ledger = StationLedger.open(ConfigFile.load(config))) {
            List<Ledger.AuditLine> lines = ledger.auditLines(20);
            assertThat(lines)
                    .extracting(line -> (line.action() + " " + line.object()).strip())
                    .containsExactly(
                            "remove user vera",
                            "make metrics token",
                            "change role vera, viewer to supervisor",
                            "change password vera, viewer",
                            "add user vera, viewer",
                            "add user anna, supervisor");
            assertThat(lines).extracting(Ledger.AuditLine::who).containsOnly(OsUser.name());
            assertThat(lines.toString()).doesNotContain(PASSWORD);
        }
    }

    @Test
    void whatCannotBeWrittenIntoTheAuditLogIsNotDone() throws Exception {
        users(PASSWORD, "add", "anna", "--role", "supervisor");
        String before = text();
        Files.writeString(folder.resolve("data/ledger.sqlite"), "this is no database ".repeat(100));
        Cli refused = users(PASSWORD, "add", "bert", "--role", "viewer");
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("Nothing was changed", "audit record", users.toString());
        assertThat(text()).isEqualTo(before);
    }

    @Test
    void whoWorksThroughSudoIsNamedAndTheLedgersFilesBelongToTheFoldersOwner() throws Exception {
        assertThat(OsUser.name("root", "anna")).isEqualTo("anna (as root)");
        assertThat(OsUser.name("anna", null)).isEqualTo("anna");
        assertThat(OsUser.name("bert", "anna")).as("said by bert himself").isEqualTo("bert");
        assertThat(OsUser.name("?", null)).isEqualTo("somebody");
        Path data = Files.createDirectories(folder.resolve("data"));
        if (Files.getOwner(data).getName().equals("root")) {
            Files.setOwner(
                    data, data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        }
        assertThat(users(PASSWORD, "add", "anna", "--role", "supervisor").code())
                .isZero();
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files.toList())
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allSatisfy(file -> assertThat(Files.getOwner(file)).isEqualTo(Files.getOwner(data)));
        }
    }

    /** Whoever may write into the data folder must not get a file of somebody else's by a link in it. */
    @Test
    void aLinkInTheDataFolderGivesItsTargetToNobody() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        Path target = Files.writeString(folder.resolve("shadow"), "root's own");
        Path named = Files.writeString(folder.resolve("passwd"), "root's own");
        UserPrincipal before = Files.getOwner(target);
        assertThat(before.getName())
                .as("only root can give files away: run this test as root")
                .isEqualTo("root");
        UserPrincipal service =
                data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        Files.setOwner(data, service);
        Path link = Files.createSymbolicLink(data.resolve("ledger.sqlite.link"), target);
        Files.createLink(data.resolve("ledger.sqlite.name"), named);
        assertThat(users(PASSWORD + "\n", "add", "anna", "--role", "supervisor").code())
                .isZero();
        assertThat(Files.getOwner(data.resolve("ledger.sqlite"))).isEqualTo(service);
        assertThat(Files.getOwner(target)).isEqualTo(before);
        assertThat(Files.getOwner(named)).isEqualTo(before);
        assertThat(Files.getOwner(link, LinkOption.NOFOLLOW_LINKS)).isEqualTo(before);
    }

    @Test
    void withoutAUsersFileInTheConfigurationTheRemedyIsNamed() throws Exception {
        Files.writeString(config, "backOffice: {api: none}\n");
        assertThat(users("", "list").err()).contains("set dashboard.users");
    }
}
