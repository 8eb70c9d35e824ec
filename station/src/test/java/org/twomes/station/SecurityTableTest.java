package org.twomes.station;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What config/security.md names as proof is there: classes, their test methods, pages and scripts. */
@Tag("fast")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityTableTest {
    private static final Path ROOT = Path.of("..");
    private static final Path TESTS = Path.of("src", "test", "java");
    private static final Path PAGES = Path.of("src", "main");
    /** Class, or class and method, or a method of the class named before it; dots at the end stand for the rest of the name. */
    private static final Pattern PROOF =
            Pattern.compile("`(?:([A-Z]\\w+)(?:\\.(\\w+)(\\.\\.\\.)?)?|([a-z]+[A-Z]\\w+))`");

    private static final Pattern PAGE = Pattern.compile("`([a-z-]+\\.(?:html|js))`");
    private static final Pattern SCRIPT = Pattern.compile("`(scripts/[a-z-]+)`");
    private static final int CELLS = 3;

    private final List<List<String>> rows;
    private final Map<String, Path> classes;

    SecurityTableTest() throws IOException {
        rows = Files.readAllLines(ROOT.resolve("config/security.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("|---"))
                .map(line -> Arrays.stream(
                                line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                        .map(String::strip)
                        .toList())
                .filter(cells -> cells.size() == CELLS)
                .toList();
        try (Stream<Path> walk = Files.walk(TESTS)) {
            classes = walk.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            file -> file,
                            (one, two) -> one));
        }
    }

    @Test
    void eachRowHasAnAnswerAndAProofOrAReason() {
        assertThat(rows)
                .hasSizeGreaterThan(55)
                .allSatisfy(row -> assertThat(row).as(row.toString()).noneMatch(String::isEmpty));
    }

    @Test
    void eachTestThatIsNamedIsThere() throws Exception {
        List<String> missing = new ArrayList<>();
        int found = 0;
        for (List<String> row : rows) {
            String before = "";
            Matcher proof = PROOF.matcher(row.get(CELLS - 1));
            while (proof.find()) {
                String type = Optional.ofNullable(proof.group(1)).orElse(before);
                String method = Optional.ofNullable(proof.group(2)).orElse(proof.group(4));
                before = type;
                if (!isThere(type, method, proof.group(3) != null)) {
                    missing.add(proof.group() + " of " + row.get(0));
                }
                found++;
            }
        }
        assertThat(missing).isEmpty();
        assertThat(found).as("tests named").isGreaterThan(50);
    }

    @Test
    void eachPageAndScriptThatIsNamedIsThere() throws Exception {
        String table = rows.toString();
        List<String> scripts =
                SCRIPT.matcher(table).results().map(each -> each.group(1)).toList();
        List<String> pages =
                PAGE.matcher(table).results().map(each -> each.group(1)).toList();
        assertThat(scripts).isNotEmpty().allMatch(script -> Files.isExecutable(ROOT.resolve(script)));
        try (Stream<Path> walk = Files.walk(PAGES)) {
            assertThat(walk.map(file -> file.getFileName().toString()).toList()).containsAll(pages);
        }
        assertThat(pages).isNotEmpty();
    }

    /** {@code method} null asks for the class alone. */
    private boolean isThere(String type, String method, boolean shortened) throws Exception {
        Path file = classes.get(type);
        if (file == null) {
            return false;
        }
        String name = TESTS.relativize(file).toString().replace(".java", "").replace('/', '.');
        List<String> tests = Arrays.stream(
                        Class.forName(name, false, getClass().getClassLoader()).getDeclaredMethods())
                .filter(SecurityTableTest::isATest)
                .map(Method::getName)
                .toList();
        if (method == null) {
            return !tests.isEmpty();
        }
        return tests.stream().anyMatch(test -> shortened ? test.startsWith(method) : test.equals(method));
    }

    /** By JUnit or jqwik. */
    private static boolean isATest(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getSimpleName())
                .anyMatch(
                        List.of("Test", "ParameterizedTest", "TestFactory", "RepeatedTest", "Property", "Example")
                                ::contains);
    }
}
