package org.twomes.station.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.twomes.station.Bounded;
import org.twomes.station.common.ConfigProblem;
import org.twomes.station.common.SourceLocation;
import org.twomes.station.common.YamlNode;
import org.twomes.station.common.YamlReader;
import org.twomes.station.config.bind.KnownKeys;

@Tag("fast")
class ConfigPropertyTest {
    private static final long MOST_MEMORY = 64L << 20;
    private static final SourceLocation NOWHERE =
            new SourceLocation("property", Path.of("").toAbsolutePath(), 0, 0);

    @Property(tries = 2000)
    void anyTextIsReadOrComplainedAboutWithAPlace(@ForAll("yamlish") String text) {
        List<ConfigProblem> problems = new ArrayList<>();
        YamlNode node = new YamlReader(NOWHERE, problems).read(text);
        assertThat(node).isNotNull();
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.line()).isPositive();
            assertThat(problem.column()).isPositive();
            assertThat(problem.message()).isNotBlank();
        });
    }

    @Property(tries = 500)
    void anyValueForAKeyIsTakenOrRefusedNamingTheKey(@ForAll("keys") String key, @ForAll("yamlish") String value) {
        try {
            assertThat(ConfigFile.defaults(Map.of(key, value))).isNotNull();
        } catch (ConfigException e) {
            assertThat(e.problems())
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
        }
    }

    /** Whatever bytes the file holds: settings, or a complaint with words. */
    @Property(tries = 300)
    void anyFileIsReadOrComplainedAbout(@ForAll("files") byte[] bytes) throws IOException {
        Path file = Files.createTempFile("station", ".yaml");
        try {
            Files.write(file, bytes);
            Bounded.run(MOST_MEMORY, () -> {
                try {
                    assertThat(ConfigFile.load(file)).isNotNull();
                } catch (ConfigException e) {
                    assertThat(e.problems())
                            .isNotEmpty()
                            .allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
                }
            });
        } finally {
            Files.delete(file);
        }
    }

    /** Raw bytes, and the default file with a piece of it replaced. */
    @Provide
    Arbitrary<byte[]> files() {
        String defaults = ConfigFile.defaultText();
        Arbitrary<byte[]> changed = Combinators.combine(
                        Arbitraries.integers().between(0, defaults.length()),
                        Arbitraries.integers().between(0, 200),
                        yamlish())
                .as((at, length, text) -> (defaults.substring(0, at)
                                + text
                                + defaults.substring(Math.min(defaults.length(), at + length)))
                        .getBytes(StandardCharsets.UTF_8));
        return Arbitraries.oneOf(
                changed, Arbitraries.bytes().array(byte[].class).ofMaxSize(500));
    }

    @Property
    void durationsKeepTheirUnit(@ForAll("counts") int count) throws ConfigException {
        StationConfig config = ConfigFile.defaults(
                Map.of("ports.rescan", count + "ms", "pipeline.drain", count + "m", "retention.tokens", count + "d"));
        assertThat(config.ports().rescan().toMillis()).isEqualTo(count);
        assertThat(config.pipeline().drain().toMinutes()).isEqualTo(count);
        assertThat(config.retention().tokens().toDays()).isEqualTo(count);
    }

    @Property
    void distanceIsAMetricOnSmallSlips(@ForAll("names") String a, @ForAll("names") String b) {
        assertThat(KnownKeys.distance(a, b)).isEqualTo(KnownKeys.distance(b, a));
        assertThat(KnownKeys.distance(a, b) == 0).isEqualTo(a.equals(b));
        assertThat(KnownKeys.distance(a, a + "x")).isEqualTo(1);
        assertThat(KnownKeys.distance(a, b)).isLessThanOrEqualTo(Math.max(a.length(), b.length()));
    }

    @Provide
    Arbitrary<String> yamlish() {
        Arbitrary<String> marks = Arbitraries.of(
                "a", "loader", "baud", ":", ": ", "\n", "  ", "- ", "[", "]", "{", "}", ",", "&a", "*a", "!!int", "|",
                ">", "'", "\"", "#", "~", "<<", "?", "---", "...", "%", "\t", "@", "é", "\u0000", "1e9", "0x", "30s",
                "\\x");
        return marks.list().ofMaxSize(25).map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.of(KnownKeys.of(StationConfig.class));
    }

    @Provide
    Arbitrary<Integer> counts() {
        return Arbitraries.integers().between(1, 999_999_999);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withCharRange('a', 'd').ofMaxLength(6);
    }
}
