package org.twomes.station.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.twomes.station.common.SecretMask;
import org.twomes.station.config.LogSection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The daemon's log files: their lines, their rotation, and levels that change while it runs. */
@Tag("fast")
class LogsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    /** A Logback of its own, so that what other tests log stays out. */
    private final LoggerContext context = new LoggerContext();

    private final Logger logger = context.getLogger("org.twomes.station.esp.Loader");

    @AfterEach
    void close() {
        context.stop();
        MDC.clear();
    }

    private void open(LogSection.Format format, int fileMb, int keepDays, int totalMb) {
        context.setMDCAdapter(MDC.getMDCAdapter());
        LogSection settings =
                new LogSection(format, LogSection.Level.INFO, List.of(), fileMb, Duration.ofDays(keepDays), totalMb, 0);
        Appender<ILoggingEvent> file = Logs.file(settings, folder, context, SecretMask.NONE);
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(file);
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(folder.resolve("station.log"));
    }

    private void events() {
        MDC.put("slot", "A1");
        MDC.put("unit", "TWOMES-D3AD48");
        logger.info("Erasing {} MB", 4);
        logger.error(
                "It broke\n2026-01-01T00:00:00.000Z INFO  [A2] [-] Registrar: forged\r\n",
                new IllegalStateException("outer\nline", new IOException("inner")));
        MDC.clear();
        logger.warn("The clock was set back");
    }

    @Test
    void anEventIsALineWithSlotAndUnitWhateverItHolds() throws Exception {
        open(LogSection.Format.TEXT, 10, 30, 200);
        events();
        List<String> lines = lines();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) INFO  \\[A1] "
                        + "\\[TWOMES-D3AD48] Loader: Erasing 4 MB");
        assertThat(lines.get(1))
                .contains("ERROR [A1] [TWOMES-D3AD48] Loader: It broke | 2026-01-01T00:00:00.000Z INFO")
                .contains(" | at org.twomes.station.daemon.log.LogsTest", " | Caused by: java.io.IOException: inner");
        assertThat(lines.get(2)).endsWith("WARN  [-] [-] Loader: The clock was set back");
    }

    @Test
    void orAJsonObjectALine() throws Exception {
        open(LogSection.Format.JSON, 10, 30, 200);
        events();
        List<JsonNode> events =
                lines().stream().map(line -> JsonMapper.shared().readTree(line)).toList();
        assertThat(events).hasSize(3);
        JsonNode first = events.get(0);
        assertThat(first.path("level").asString()).isEqualTo("INFO");
        assertThat(first.path("loggerName").asString()).isEqualTo("org.twomes.station.esp.Loader");
        assertThat(first.path("formattedMessage").asString()).isEqualTo("Erasing 4 MB");
        assertThat(first.path("mdc").path("slot").asString()).isEqualTo("A1");
        assertThat(first.path("mdc").path("unit").asString()).isEqualTo("TWOMES-D3AD48");
        assertThat(first.path("timestamp").asLong()).isPositive();
        assertThat(events.get(1).path("throwable").path("className").asString())
                .isEqualTo("java.lang.IllegalStateException");
        assertThat(events.get(2).path("mdc").path("slot").asString("")).isEmpty();
    }

    private List<Path> closed() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".log.gz")).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void write(int megabytes) {
        Random random = new Random(1);
        for (int i = 0; i < megabytes * 512; i++) {
            byte[] bytes = new byte[1024];
            random.nextBytes(bytes);
            logger.info(java.util.HexFormat.of().formatHex(bytes));
        }
    }

    @Test
    void filesAreClosedAndCompressedByTheirSizeAndTheOldestGoAtTheTotal() throws Exception {
        open(LogSection.Format.TEXT, 1, 30, 3);
        write(12);
        await().atMost(PATIENCE).until(() -> !closed().isEmpty());
        assertThat(Files.size(folder.resolve("station.log"))).isLessThan(2 << 20);
        // The cap is looked after by a thread of its own when a file is closed.
        await().atMost(PATIENCE).untilAsserted(() -> {
            write(1);
            assertThat(total()).isLessThan(5L << 20);
        });
        assertThat(closed()).noneMatch(file -> file.getFileName().toString().matches(".*\\.0\\.log\\.gz"));
    }

    private long total() throws IOException {
        long total = 0;
        for (Path file : closed()) {
            total += Files.size(file);
        }
        return total;
    }

    @Test
    void filesGoByTheirAge() throws Exception {
        Path old = folder.resolve(
                "station." + LocalDate.now(ZoneId.systemDefault()).minusDays(12) + ".0.log.gz");
        Path young = folder.resolve(
                "station." + LocalDate.now(ZoneId.systemDefault()).minusDays(8) + ".0.log.gz");
        Files.writeString(old, "old");
        Files.writeString(young, "young");
        open(LogSection.Format.TEXT, 1, 10, 3);
        await().atMost(PATIENCE).until(() -> Files.notExists(old));
        assertThat(young).exists();
    }

    @Test
    void levelsChangeWhileItRuns() {
        RuntimeLevels levels = new RuntimeLevels();
        org.slf4j.Logger part = LoggerFactory.getLogger("org.twomes.station.esp.SomePart");
        assertThat(part.isDebugEnabled()).isFalse();
        try {
            assertThat(levels.set("esp", "debug").done()).isTrue();
            assertThat(part.isDebugEnabled()).isTrue();
            assertThat(levels.levels()).containsEntry("org.twomes.station.esp", "debug");
            assertThat(levels.set("org.twomes.station.esp.SomePart", "ERROR").done())
                    .isTrue();
            assertThat(part.isWarnEnabled()).isFalse();
        } finally {
            levels.set("org.twomes.station.esp.SomePart", "default");
            assertThat(levels.set("esp", "default").message()).contains("inherits its level");
        }
        assertThat(part.isDebugEnabled()).isFalse();
        assertThat(part.isInfoEnabled()).isTrue();
    }

    @Test
    void forgettingALevelDoesNotOpenWhatWritesSecrets() {
        RuntimeLevels levels = new RuntimeLevels();
        Level root = context().getLogger(Logger.ROOT_LOGGER_NAME).getLevel();
        try {
            levels.set("org.eclipse.jetty", "default");
            levels.set("root", "debug");
            assertThat(context().getLogger("org.eclipse.jetty.server.Request").isInfoEnabled())
                    .isFalse();
        } finally {
            context().getLogger(Logger.ROOT_LOGGER_NAME).setLevel(root);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "esp loud",
                "no/name debug",
                "root default",
                "org.eclipse.jetty trace",
                "org.eclipse.jetty.server.Request debug",
                "io.javalin debug",
                "jdk.internal.httpclient debug"
            })
    void whatMakesNoSenseOrGivesSecretsAwayIsRefused(String command) {
        String[] words = command.split(" ");
        assertThat(new RuntimeLevels().set(words[0], words[1]).done()).isFalse();
        assertThat(context().getLogger("org.eclipse.jetty.server.Request").isDebugEnabled())
                .isFalse();
    }

    @Test
    void theConfigurationSetsLevels() {
        Level root = context().getLogger(Logger.ROOT_LOGGER_NAME).getLevel();
        Logger station = context().getLogger("org.twomes.station");
        Level ofTests = station.getLevel();
        station.setLevel(null);
        try {
            RuntimeLevels.apply(new LogSection(
                    LogSection.Format.TEXT, LogSection.Level.WARN, List.of("port=trace"), 1, Duration.ofDays(1), 0, 0));
            assertThat(LoggerFactory.getLogger("org.twomes.station.cli").isInfoEnabled())
                    .isFalse();
            assertThat(LoggerFactory.getLogger("org.twomes.station.port").isTraceEnabled())
                    .isTrue();
            RuntimeLevels.change(
                    new LogSection(
                            LogSection.Format.TEXT,
                            LogSection.Level.WARN,
                            List.of("port=trace"),
                            1,
                            Duration.ofDays(1),
                            0,
                            0),
                    new LogSection(
                            LogSection.Format.TEXT, LogSection.Level.INFO, List.of(), 1, Duration.ofDays(1), 0, 0));
            assertThat(LoggerFactory.getLogger("org.twomes.station.port").isDebugEnabled())
                    .isFalse();
            assertThat(LoggerFactory.getLogger("org.twomes.station.cli").isInfoEnabled())
                    .isTrue();
        } finally {
            station.setLevel(ofTests);
            context().getLogger(Logger.ROOT_LOGGER_NAME).setLevel(root);
            new RuntimeLevels().set("port", "default");
        }
    }

    private static LoggerContext context() {
        return RuntimeLevels.context();
    }
}
