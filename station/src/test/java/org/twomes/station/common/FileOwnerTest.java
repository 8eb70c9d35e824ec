package org.twomes.station.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files change hands, links do not; only root can give files away, so it needs root. */
@Tag("fast")
class FileOwnerTest {
    @TempDir
    Path folder;

    private UserPrincipal service;
    private Path model;

    @BeforeEach
    void aFileOfTheService() throws IOException {
        service = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        model = Files.writeString(folder.resolve("model"), "");
        Files.setPosixFilePermissions(model, PosixFilePermissions.fromString("rw-r-----"));
        Files.setOwner(model, service);
    }

    @Test
    void aFileGetsTheOwnerAndWithCopyTheModeOfItsModel() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        FileOwner.likeThatOf(model, file);
        assertThat(Files.getOwner(file)).isEqualTo(service);
        Path copy = Files.writeString(folder.resolve("copy"), "");
        FileOwner.copy(model, copy);
        assertThat(Files.getOwner(copy)).isEqualTo(service);
        assertThat(Files.getPosixFilePermissions(copy)).isEqualTo(Files.getPosixFilePermissions(model));
    }

    @Test
    void whatALinkPointsAtKeepsItsOwnerAndMode() throws Exception {
        Path target = Files.writeString(folder.resolve("target"), "");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
        UserPrincipal before = Files.getOwner(target);
        assertThat(before).isNotEqualTo(service);
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        FileOwner.likeThatOf(model, link);
        FileOwner.copy(model, link);
        Path secondName = Files.createLink(folder.resolve("name"), target);
        FileOwner.likeThatOf(model, secondName);
        FileOwner.copy(model, secondName);
        assertThat(Files.getOwner(target)).isEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-------");
    }
}
