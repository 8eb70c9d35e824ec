package org.twomes.station;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.Property;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Every test class has one of four tags: {@code browser} drives Chromium; {@code crash} kills or stops whole stations;
 * {@code rig} runs a station on the virtual rig, other programs or pseudo-terminals, or takes more than some seconds;
 * {@code fast} is the rest, by which {@code scripts/test --fast} looks at every package.
 */
@Tag("fast")
class TestTagsTest {
    private static final String ROOT = "org.twomes.station";
    private static final Path SOURCES = Path.of("src", "main", "java", "org", "twomes", "station");
    private static final Set<String> TAGS = Set.of("fast", "rig", "browser", "crash");
    private static final List<Class<?>> JUPITER =
            List.of(Test.class, ParameterizedTest.class, TestFactory.class, RepeatedTest.class);
    private static final List<Class<?>> JQWIK = List.of(Property.class, Example.class);

    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages(ROOT);

    /** Both engines look for a tag of their own. */
    @Test
    void everyTestClassHasOneTag() {
        Map<String, Set<String>> wrong = new TreeMap<>();
        TESTS.stream().filter(TestTagsTest::runs).forEach(type -> {
            Set<String> seen = new TreeSet<>();
            if (has(type, JUPITER)) {
                seen.add(String.join("+", tags(type, Tag.class.getName())));
            }
            if (has(type, JQWIK)) {
                seen.add(String.join("+", tags(type, net.jqwik.api.Tag.class.getName())));
            }
            if (seen.size() != 1 || !TAGS.containsAll(seen)) {
                wrong.put(type.getName(), seen);
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(TESTS.stream().filter(TestTagsTest::runs)).hasSizeGreaterThan(200);
    }

    @Test
    void theFastTestsLookAtEveryPackage() throws IOException {
        Set<String> looked = TESTS.stream()
                .filter(TestTagsTest::runs)
                .filter(type -> tags(type, Tag.class.getName()).contains("fast"))
                .map(TestTagsTest::firstLevel)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> all;
        try (Stream<Path> packages = Files.list(SOURCES)) {
            all = packages.filter(Files::isDirectory)
                    .map(each -> each.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        assertThat(all).hasSizeGreaterThan(15);
        assertThat(looked).containsAll(all);
    }

    private static boolean runs(JavaClass type) {
        return type.isTopLevelClass()
                && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                && (has(type, JUPITER) || has(type, JQWIK));
    }

    private static boolean has(JavaClass type, List<Class<?>> annotations) {
        return lineage(type)
                .flatMap(each -> Stream.concat(
                        each.getMethods().stream(),
                        TESTS.stream()
                                .filter(nested -> nested.getEnclosingClass()
                                        .filter(each::equals)
                                        .isPresent())
                                .flatMap(nested -> nested.getMethods().stream())))
                .anyMatch(method ->
                        annotations.stream().anyMatch(annotation -> method.isAnnotatedWith(annotation.getName())));
    }

    private static Set<String> tags(JavaClass type, String annotation) {
        return lineage(type)
                .flatMap(each -> each.getAnnotations().stream())
                .filter(each -> each.getRawType().getName().equals(annotation))
                .map(each -> String.valueOf(each.get("value").orElseThrow()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<JavaClass> lineage(JavaClass type) {
        return Stream.concat(Stream.of(type), type.getAllRawSuperclasses().stream())
                .filter(each -> each.getPackageName().startsWith(ROOT));
    }

    private static String firstLevel(JavaClass type) {
        return type.getPackageName().equals(ROOT)
                ? ""
                : type.getPackageName().substring(ROOT.length() + 1).split("[.]")[0];
    }
}
