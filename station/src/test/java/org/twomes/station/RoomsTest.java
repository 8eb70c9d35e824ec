package org.twomes.station;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The table of packages in ARCHITECTURE.md, and the rules beside it, over the compiled classes. */
@Tag("fast")
class RoomsTest {
    private static final String ROOT = "org.twomes.station";

    private static final Path ARCHITECTURE = Path.of("ARCHITECTURE.md");
    private static final Pattern PACKAGE_NAME = Pattern.compile("`([a-z]+)`");
    private static final Pattern PACKAGE_ROW = Pattern.compile("(?m)^\\| `([a-z]+)` \\|[^|]*\\|([^|]*)\\|$");
    private static final String PACKAGES = "## Packages";
    private static final String NEXT_SECTION = "\n## ";

    private static final Map<String, Set<String>> MAY_USE = mayUse();

    private static final JavaClasses STATION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    /** The rows of the table of packages: name, what it owns, what it may use. */
    private static Map<String, Set<String>> mayUse() {
        Map<String, Set<String>> table = new LinkedHashMap<>();
        try {
            String text = Files.readString(ARCHITECTURE);
            String section =
                    text.substring(text.indexOf(PACKAGES), text.indexOf(NEXT_SECTION, text.indexOf(PACKAGES) + 1));
            PACKAGE_ROW.matcher(section).results().forEach(row -> table.put(row.group(1), names(row.group(2))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }

    private static Set<String> names(String cell) {
        return PACKAGE_NAME
                .matcher(cell)
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @TestFactory
    Stream<DynamicTest> eachRoomUsesOnlyTheRoomsOfTheTable() {
        return MAY_USE.keySet().stream()
                .map(room -> DynamicTest.dynamicTest(room, () -> {
                    List<String> forbidden = new ArrayList<>();
                    for (String other : MAY_USE.keySet()) {
                        if (!other.equals(room) && !MAY_USE.get(room).contains(other)) {
                            forbidden.add(ROOT + "." + other + "..");
                        }
                    }
                    if (!forbidden.isEmpty()) {
                        noClasses()
                                .that()
                                .resideInAPackage(ROOT + "." + room + "..")
                                .should()
                                .dependOnClassesThat(resideInAnyPackage(forbidden.toArray(String[]::new)))
                                .because("the package table lets " + room + " use only " + MAY_USE.get(room))
                                .check(STATION);
                    }
                    assertThat(STATION.stream().map(JavaClass::getPackageName)).contains(ROOT + "." + room);
                }));
    }

    @Test
    void everyPackageIsARoomOfTheTable() {
        Set<String> rooms = new TreeSet<>();
        STATION.forEach(type -> {
            if (!type.getPackageName().equals(ROOT)) {
                rooms.add(firstLevel(type));
            }
        });
        assertThat(rooms).isEqualTo(new TreeSet<>(MAY_USE.keySet()));
    }

    private static String firstLevel(JavaClass type) {
        return type.getPackageName().substring(ROOT.length() + 1).split("[.]")[0];
    }

    @Test
    void subPackagesAreUsedInsideTheirPackageOnly() {
        List<String> uses = new ArrayList<>();
        STATION.forEach(type -> type.getDirectDependenciesFromSelf().forEach(use -> {
            JavaClass used = use.getTargetClass();
            if (used.getPackageName().matches(Pattern.quote(ROOT) + "[.][^.]+[.].+")
                    && !(type.getPackageName() + ".").startsWith(ROOT + "." + firstLevel(used) + ".")) {
                uses.add(type.getName() + " uses " + used.getName());
            }
        }));
        assertThat(uses).isEmpty();
    }

    @Test
    void noCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(STATION);
    }

    @Test
    void theRigTakesOnlyConstantsFromEspAndNothingFromConfig() {
        DescribedPredicate<JavaClass> hidden = resideInAnyPackage(ROOT + ".esp..", ROOT + ".config..")
                .and(describe(
                        "other than LoaderProtocol",
                        type -> !outermost(type).getSimpleName().equals("LoaderProtocol")));
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".rig..")
                .should()
                .dependOnClassesThat(hidden)
                .check(STATION);
    }

    @Test
    void librariesThatOneRoomOwns() {
        onlyIn("org.jdbi..", "ledger");
        onlyIn("org.flywaydb..", "ledger");
        onlyIn("java.sql..", "ledger", "backoffice", "schedule");
        // config checks cron expressions with the class by which they will run.
        onlyIn("org.quartz..", "schedule", "config");
        onlyIn("org.apache.pdfbox..", "sticker");
        onlyIn("com.google.zxing..", "sticker");
        onlyIn("io.javalin..", "dashboard");
        onlyIn("io.micrometer..", "metrics", "daemon");
        onlyIn("picocli..", "cli");
        onlyIn("tools.jackson.dataformat.csv..", "nvs");
    }

    @Test
    void oneClassTouchesTheSerialLibrary() {
        noClasses()
                .that(DescribedPredicate.not(describe(
                        "JSerialPort", type -> outermost(type).getName().equals(ROOT + ".port.serial.JSerialPort"))))
                .should()
                .dependOnClassesThat(resideInAPackage("com.fazecast.."))
                .check(STATION);
        assertThat(STATION.get(ROOT + ".port.serial.JSerialPort").getDirectDependenciesFromSelf().stream()
                        .map(each -> each.getTargetClass().getPackageName()))
                .contains("com.fazecast.jSerialComm");
    }

    private static void onlyIn(String library, String... rooms) {
        noClasses()
                .that(DescribedPredicate.not(resideInAnyPackage(Arrays.stream(rooms)
                        .map(room -> ROOT + "." + room + "..")
                        .toArray(String[]::new))))
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .because("only " + String.join(", ", rooms) + " may touch " + library)
                .check(STATION);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveNameMatching(".*[.$]Base[A-Z]\\w*")
                .check(STATION);
    }

    @Test
    void noStaticFieldCanChange() {
        fields().that()
                .areStatic()
                .and(describe(
                        "are written in the source",
                        (JavaField field) -> !field.getModifiers().contains(JavaModifier.SYNTHETIC)))
                .should()
                .beFinal()
                .check(STATION);
    }

    @Test
    void timeAndRandomnessComeThroughConstructors() {
        DescribedPredicate<JavaClass> bound = DescribedPredicate.not(
                resideInAnyPackage(ROOT + ".cli..", ROOT + ".daemon..", ROOT + ".demo..", ROOT + ".rig.."));
        noClasses()
                .that(bound)
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDateTime.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.ZonedDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(STATION);
        noClasses()
                .should()
                .callConstructor(Random.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(java.util.concurrent.ThreadLocalRandom.class, "current")
                .check(STATION);
    }

    @Test
    void nothingPrintsButTheCommandLine() {
        noClasses()
                .that(DescribedPredicate.not(resideInAPackage(ROOT + ".cli..")))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(STATION);
    }

    @Test
    void roomsAreNullMarked() {
        classes()
                .that()
                .haveSimpleName("package-info")
                .should()
                .beAnnotatedWith(org.jspecify.annotations.NullMarked.class)
                .check(STATION);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(RoomsTest::outermost).orElse(type);
    }
}
