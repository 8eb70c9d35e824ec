package org.twomes.station.esp;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.esp.command.Command;
import org.twomes.station.esp.command.Response;
import org.twomes.station.esp.command.ResponseParser;
import org.twomes.station.esp.slip.SlipDecoder;
import org.twomes.station.esp.slip.SlipEncoder;

/** Messages are records; what reads and writes bytes does no input or output. */
@Tag("fast")
class ProtocolShapeTest {
    private static final JavaClasses ESP = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.twomes.station.esp");

    @Test
    void everyMessageIsARecord() {
        List<JavaClass> messages = ESP.stream()
                .filter(type -> type.isAssignableTo(Command.class) && !type.isInterface())
                .toList();
        assertThat(messages).hasSizeGreaterThan(14).allMatch(JavaClass::isRecord);
        assertThat(ESP.get(Response.class).isRecord()).isTrue();
        assertThat(Command.class.isSealed()).isTrue();
    }

    @Test
    void theFrameParserKnowsNoLineNoClockAndNoThread() {
        noClasses()
                .that(belongToAnyOf(
                        SlipDecoder.class, SlipEncoder.class, ResponseParser.class, Response.class, Command.class))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "java.io..",
                        "java.nio..",
                        "java.net..",
                        "java.time..",
                        "java.util.concurrent..",
                        "org.twomes.station.port.."))
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat(belongToAnyOf(Thread.class))
                .check(ESP);
    }
}
