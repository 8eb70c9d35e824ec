package org.twomes.station.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.twomes.station.backoffice.ExistingDevices;
import org.twomes.station.backoffice.TwomesV1Client;
import org.twomes.station.common.Secret;
import org.twomes.station.config.BackOfficeSection;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.StationConfig;
import org.twomes.station.rig.FakeBackOffice;

/** Checks of the station's own parts: folders, secrets, ledger, servers, firmware. */
@Tag("fast")
class StationChecksTest {
    private static final Secret ADMIN = Secret.of("admin-token-of-the-test");

    @TempDir
    private Path folder;

    private StationConfig config(Map<String, String> more) throws Exception {
        Map<String, String> keys = new HashMap<>(more);
        keys.putIfAbsent("station.data", folder.resolve("data").toString());
        keys.putIfAbsent("backOffice.tokenFile", folder.resolve("admin-token").toString());
        return ConfigFile.defaults(keys);
    }

    private void adminToken(String text, String mode) throws IOException {
        Path file = folder.resolve("admin-token");
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static Finding only(Check check) throws IOException {
        List<Finding> findings = check.look();
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    @Test
    void aSecretThatOthersCanReadIsAFaultAndIsNotShown() throws Exception {
        adminToken(ADMIN.reveal(), "rw-r--r--");
        Finding open = only(new SecretsCheck(config(Map.of())));
        assertThat(open.severity()).isEqualTo(Severity.FAULT);
        assertThat(open.what())
                .contains("can be read or changed by others", "0644", "chmod 600 " + folder.resolve("admin-token"))
                .doesNotContain(ADMIN.reveal());
        adminToken(ADMIN.reveal(), "rw-------");
        assertThat(only(new SecretsCheck(config(Map.of()))).severity()).isEqualTo(Severity.FINE);
    }

    @Test
    void aSecretThatIsMissingIsAFault() throws Exception {
        assertThat(only(new SecretsCheck(config(Map.of()))).what()).contains("does not exist");
        assertThat(only(new SecretsCheck(config(Map.of("backOffice.api", "none"))))
                        .severity())
                .isEqualTo(Severity.FINE);
    }

    @Test
    void theDataFolderMustBeAFolderOfOurOwn() throws Exception {
        Path data = folder.resolve("data");
        assertThat(only(new DataFolderCheck(data)).what()).contains("the station will make it");
        Files.createDirectory(data);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(new DataFolderCheck(data).look())
                .filteredOn(finding -> finding.severity() == Severity.WARNING)
                .extracting(Finding::remedy)
                .contains("chmod o-rwx " + data);
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(only(new DataFolderCheck(file)).severity()).isEqualTo(Severity.FAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "0, FAULT",
        "209715199, FAULT",
        "209715200, WARNING",
        "2147483647, WARNING",
        "2147483648, FINE",
        "9223372036854775807, FINE"
    })
    void aDiskThatFillsUpIsNamedBelowTwoGigabytesAndIsAFaultBelow200Megabytes(long free, Severity severity) {
        Finding finding = DataFolderCheck.room(folder, free);
        assertThat(finding.severity()).isEqualTo(severity);
        assertThat(finding.what()).contains(folder.toString(), (free >> 20) + " MB free");
    }

    @ParameterizedTest
    @EnumSource(names = {"WARNING", "FAULT"})
    void aFaultWithoutARemedyIsRefused(Severity severity) {
        assertThatThrownBy(() -> new Finding("clock", severity, "It is wrong.", " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("It is wrong.");
        assertThat(Finding.fine("clock", "It is right.").remedy()).isEmpty();
    }

    @Test
    void aTlsKeyAndATokenKeyThatOthersCanReadAreFaults() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Path key = data.resolve("token.key");
        Path tls = folder.resolve("server.key");
        Files.writeString(key, "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n");
        Files.writeString(tls, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        SecretsCheck check = new SecretsCheck(config(Map.of(
                "backOffice.api",
                "none",
                "dashboard.tls",
                "{certificate: " + folder.resolve("server.crt") + ", key: " + tls + "}")));
        for (Path file : List.of(key, tls)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        }
        assertThat(check.look())
                .allMatch(finding -> finding.severity() == Severity.FAULT)
                .extracting(Finding::what)
                .satisfiesExactlyInAnyOrder(
                        what -> assertThat(what).contains("token key", "mode 0640", "chmod 600 " + key),
                        what -> assertThat(what).contains("TLS key", "mode 0640", "chmod 600 " + tls));
        for (Path file : List.of(key, tls)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        assertThat(check.look()).hasSize(2).allMatch(finding -> finding.severity() == Severity.FINE);
    }

    @Test
    void theBackOfficeIsAskedWithoutWritingToIt() throws Exception {
        adminToken(ADMIN.reveal(), "rw-------");
        try (FakeBackOffice server = new FakeBackOffice(ADMIN)) {
            assertThat(backOffice(server.url()).severity()).isEqualTo(Severity.FINE);
            assertThat(server.devices()).isEmpty();
            adminToken("another-token", "rw-------");
            assertThat(backOffice(server.url()).severity()).isEqualTo(Severity.FAULT);
            adminToken(ADMIN.reveal(), "rw-------");
            server.trouble(FakeBackOffice.Trouble.BROKEN);
            assertThat(backOffice(server.url()).severity()).isEqualTo(Severity.WARNING);
            server.trouble(FakeBackOffice.Trouble.FORBIDS);
            Finding forbidden = backOffice(server.url());
            assertThat(forbidden.severity()).isEqualTo(Severity.FAULT);
            assertThat(forbidden.what()).contains("403 with a web page");
            assertThat(forbidden.remedy()).contains("firewall or proxy");
        }
    }

    private Finding backOffice(URI url) throws Exception {
        BackOfficeSection settings =
                config(Map.of("backOffice.url", url.toString())).backOffice();
        return only(new BackOfficeCheck(settings, new TwomesV1Client(settings, Optional.empty(), Clock.systemUTC())));
    }

    @Test
    void aDeviceTableThatCannotBeReachedIsAFault() throws Exception {
        adminToken("database-password", "rw-------");
        var database = new BackOfficeSection.Database(
                "jdbc:mariadb://127.0.0.1:1/twomes", "station", folder.resolve("admin-token"));
        ExistingDevices table = new ExistingDevices(
                database, Optional.empty(), config(Map.of()).backOffice().timeout());
        Finding finding = only(new DeviceTableCheck(Optional.of(table)));
        assertThat(finding.severity()).isEqualTo(Severity.FAULT);
        assertThat(finding.what()).contains("cannot be used").doesNotContain("database-password");
        assertThat(only(new DeviceTableCheck(Optional.empty())).severity()).isEqualTo(Severity.FINE);
    }

    @Test
    void firmwareThatIsNotPinnedByItsHashIsAWarning() throws Exception {
        String hash = "0".repeat(64);
        PinnedBundleCheck.Opener opener = () -> Optional.of("hello.zip");
        assertThat(only(new PinnedBundleCheck(config(Map.of()).bundle(), opener))
                        .severity())
                .isEqualTo(Severity.WARNING);
        assertThat(only(new PinnedBundleCheck(
                                config(Map.of("bundle.sha256", '"' + hash + '"'))
                                        .bundle(),
                                opener))
                        .severity())
                .isEqualTo(Severity.FINE);
        assertThat(only(new PinnedBundleCheck(config(Map.of()).bundle(), Optional::empty))
                        .severity())
                .isEqualTo(Severity.FAULT);
    }

    @Test
    void aCheckThatCannotLookIsAFindingAndTheOthersGoOn() {
        Doctor doctor = new Doctor(List.of(
                new PinnedBundleCheck(ConfigFile.defaults().bundle(), () -> {
                    throw new IllegalStateException("no catalogue");
                }),
                new DeviceTableCheck(Optional.empty())));
        List<Finding> findings = doctor.examine();
        assertThat(findings).extracting(Finding::severity).containsExactly(Severity.WARNING, Severity.FINE);
        assertThat(findings.get(0).what()).contains("no catalogue");
        assertThat(Doctor.worst(findings)).isEqualTo(Severity.WARNING);
    }
}
