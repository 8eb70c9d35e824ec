package org.twomes.station.esp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The npm package that brings the stub is pinned by its hash, wherever it is taken from. */
@Tag("fast")
class LockFileTest {
    @Test
    void theStubsPackageIsPinnedAndNoHostIsNamed() throws Exception {
        String lock = Files.readString(Path.of("src/main/npm/package-lock.json"));
        assertThat(lock)
                .containsPattern("\"node_modules/esptool-js\": \\{\\s+\"version\": \"[0-9.]+\",\\s+\"integrity\"");
        assertThat(lock).doesNotContain("://").doesNotContain("resolved");
    }
}
