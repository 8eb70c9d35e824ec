package org.twomes.station.backoffice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.fault.FaultException;

@Tag("fast")
class SecretFileTest {
    private static final String TEXT = "Mg.secret-text";

    @TempDir
    Path folder;

    private SecretFile file(String text, String mode) throws IOException {
        return new SecretFile("admin token", Clients.secret(folder, text, mode), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------"})
    void readsWhatOnlyItsOwnerCanRead(String mode) throws IOException {
        assertThat(file(TEXT + "\r\n", mode).read().reveal()).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-r--r--"})
    void refusesWhatOthersCanTouch(String mode) throws IOException {
        SecretFile file = file(TEXT, mode);
        assertThatThrownBy(file::read)
                .isInstanceOf(FaultException.class)
                .hasMessageContainingAll("admin token file", folder.toString(), mode, "chmod 600")
                .hasMessageNotContaining(TEXT);
    }

    @Test
    void aSystemdCredentialMayHaveSystemdsMode() throws IOException {
        Path path = Clients.secret(folder, TEXT, "r--r-----");
        assertThat(new SecretFile("admin token", path, Optional.of(folder))
                        .read()
                        .reveal())
                .isEqualTo(TEXT);
    }

    @Test
    void aCredentialThatIsMissingIsNotToBeWrittenByHand() {
        SecretFile missing = new SecretFile("admin token", folder.resolve("admin-token"), Optional.of(folder));
        assertThatThrownBy(missing::read)
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e -> assertThat(e.advised()).contains("LoadCredential").doesNotContain("0600"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "two words", "two\nlines", "caf\u00e9"})
    void refusesWhatIsNoSecret(String text) throws IOException {
        assertThatThrownBy(file(text, "rw-------")::read).hasMessageContaining("one line of printable characters");
    }

    @Test
    void refusesAFileThatIsTooLong() throws IOException {
        assertThatThrownBy(file("x".repeat(5_000), "rw-------")::read).isInstanceOf(FaultException.class);
    }

    @Test
    void aFolderIsNoSecret() {
        assertThatThrownBy(new SecretFile("admin token", folder, Optional.empty())::read)
                .isInstanceOf(FaultException.class);
    }

    @Test
    void versionFollowsTheFile() throws IOException {
        SecretFile file = file(TEXT, "rw-------");
        String before = file.version();
        assertThat(file.version()).isEqualTo(before);
        Files.writeString(folder.resolve("secret"), TEXT + "2");
        assertThat(file.version()).isNotEqualTo(before);
        Files.delete(folder.resolve("secret"));
        assertThat(file.version()).isEqualTo("unreadable");
    }
}
