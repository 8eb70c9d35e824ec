package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.rig.Rig;

/** Files that root creates in the service's data folder get the service's owner. Needs root, as only root can change owners. */
@Tag("rig")
class FilesMadeByRootTest {
    private static final String BUNDLE = "twomes-hello_ESP32DEV_v3.0.0.zip";

    @TempDir
    Path folder;

    private UserPrincipal service;
    private UserPrincipal root;
    private Path data;

    @BeforeEach
    void aDataFolderOfTheService() throws IOException {
        service = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        root = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("root");
        data = Files.createDirectory(folder.resolve("data"));
        Files.setOwner(data, service);
    }

    @Test
    void aBundleThatRootAddsIsTheServicesWithTheFoldersOnTheWay() throws Exception {
        Path config = folder.resolve("station.yaml");
        Path file = folder.resolve(BUNDLE);
        Files.writeString(config, "station: {name: bench, data: data}\n");
        try (InputStream in = Rig.class.getResourceAsStream(BUNDLE)) {
            Files.copy(in, file);
        }
        Cli add = Cli.run("bundle", "add", file.toString(), "--config", config.toString());
        assertThat(add.code()).as(add.err()).isZero();
        assertThat(made())
                .contains(data.resolve("bundles"), data.resolve("bundles").resolve(BUNDLE));
        assertThat(made())
                .allSatisfy(each -> assertThat(Files.getOwner(each, LinkOption.NOFOLLOW_LINKS))
                        .isEqualTo(service));
    }

    @Test
    void whatRootHadThereBeforeStaysRootsAsDoesWhatALinkNames() throws Exception {
        Path outside = Files.writeString(folder.resolve("outside"), "");
        Path older = Files.writeString(data.resolve("older"), "");
        Files.setLastModifiedTime(older, FileTime.from(Instant.now().minusSeconds(600)));
        Files.createSymbolicLink(data.resolve("link"), outside);
        Path outsideFolder = Files.createDirectory(folder.resolve("outside-folder"));
        Path inside = Files.writeString(outsideFolder.resolve("file"), "");
        Files.createSymbolicLink(data.resolve("link-to-folder"), outsideFolder);
        Path secondName = Files.createLink(data.resolve("second-name"), outside);
        Path made = Files.writeString(Files.createDirectory(data.resolve("sub")).resolve("made"), "");
        FilesMadeByRoot.giveToOwnerOf(data, Instant.now().minusSeconds(60));
        assertThat(Files.getOwner(made)).isEqualTo(service);
        assertThat(List.of(outside, older, outsideFolder, inside, secondName))
                .allSatisfy(each -> assertThat(Files.getOwner(each)).isEqualTo(root));
    }

    private List<Path> made() throws IOException {
        try (Stream<Path> walk = Files.walk(data)) {
            return walk.toList();
        }
    }
}
