package org.twomes.station.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class PathTextTest {
    @Test
    void tildeIsOnesOwnHomeAtTheBeginningOnly() {
        assertThat(PathText.path("~/fw.zip", "/home/ann")).isEqualTo(Path.of("/home/ann/fw.zip"));
        assertThat(PathText.path("~", "/home/ann")).isEqualTo(Path.of("/home/ann"));
        assertThat(PathText.path("a/~/b", "/home/ann")).isEqualTo(Path.of("a/~/b"));
        assertThat(PathText.path("fw~1.zip", "/home/ann")).isEqualTo(Path.of("fw~1.zip"));
        assertThat(PathText.path("", "/home/ann")).isEqualTo(Path.of(""));
    }

    @Test
    void somebodyElsesHomeAndNoHomeAreRefusedInWords() {
        assertThatThrownBy(() -> PathText.path("~bob/fw.zip", "/home/ann"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'~bob/fw.zip'")
                .hasMessageContaining("write the whole path");
        assertThatThrownBy(() -> PathText.path("~/fw.zip", "?")).hasMessageContaining("no home folder");
    }

    @Test
    void whatIsNoPathIsSaid() {
        assertThatThrownBy(() -> PathText.path("a\0b", "/home/ann"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a path");
    }
}
