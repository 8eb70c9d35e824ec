package org.twomes.station.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.twomes.station.firmware.BundleFaults.refused;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.common.Digests;
import org.twomes.station.fault.FaultCode;

@Tag("fast")
class CatalogueTest {
    private static final String NAME = "hand-made_ESP32DEV_v1.2.3.zip";

    @TempDir
    private Path folder;

    private Path zip;
    private Catalogue catalogue;

    @BeforeEach
    void make() throws Exception {
        zip = Files.write(folder.resolve(NAME), BundleBuilder.complete().zip());
        catalogue = new Catalogue(folder.resolve("bundles"));
    }

    @Test
    void addedBundleIsListedAndFoundByNameAndHash() throws Exception {
        CatalogueEntry added = catalogue.add(zip);

        assertThat(added.sha256()).isEqualTo(Digests.sha256Hex(Files.readAllBytes(zip)));
        assertThat(catalogue.list()).containsExactly(added);
        assertThat(catalogue.find(NAME, Optional.of(added.sha256()))).isEqualTo(added);
        assertThat(Bundle.open(added.file(), BundleBuilder.expectations()).name())
                .isEqualTo(NAME);
        assertThat(catalogue.add(zip)).isEqualTo(added);
        try (var files = Files.list(folder.resolve("bundles"))) {
            assertThat(files).containsExactly(added.file());
        }
    }

    @Test
    void emptyCatalogueListsNothing() throws Exception {
        assertThat(catalogue.list()).isEmpty();
        refused(FaultCode.BUNDLE_NOT_IN_CATALOGUE, NAME, () -> catalogue.find(NAME, Optional.empty()));
    }

    @Test
    void otherContentUnderTheSameNameIsRefused() throws Exception {
        CatalogueEntry added = catalogue.add(zip);
        Files.write(zip, BundleBuilder.complete().without("firmware.bin").zip());
        refused(FaultCode.BUNDLE_NAME_TAKEN, NAME, () -> catalogue.add(zip));
        assertThat(catalogue.list()).containsExactly(added);
    }

    @Test
    void changedFileInTheCatalogueIsNoticedByThePin() throws Exception {
        CatalogueEntry added = catalogue.add(zip);
        Files.write(added.file(), new byte[] {1});
        refused(FaultCode.BUNDLE_WRONG_HASH, NAME, () -> catalogue.find(NAME, Optional.of(added.sha256())));
    }

    @Test
    void damagedZipAndOtherFilesAreNotTaken() throws Exception {
        Files.write(zip, Arrays.copyOf(Files.readAllBytes(zip), 500));
        refused(FaultCode.BUNDLE_ZIP_DAMAGED, NAME, () -> catalogue.add(zip));
        refused(FaultCode.BUNDLE_SOURCE_UNKNOWN, "a.bin", () -> catalogue.add(folder.resolve("a.bin")));
        refused(FaultCode.BUNDLE_SOURCE_UNKNOWN, "../a.zip", () -> catalogue.find("../a.zip", Optional.empty()));
        assertThat(catalogue.list()).isEmpty();
    }
}
