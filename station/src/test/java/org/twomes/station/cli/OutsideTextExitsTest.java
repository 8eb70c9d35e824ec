package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.twomes.station.common.HostileText;
import org.twomes.station.common.SecretMask;
import org.twomes.station.config.LogSection;
import org.twomes.station.daemon.OsUser;
import org.twomes.station.daemon.TokenForms;
import org.twomes.station.daemon.log.Logs;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Hostile text through entrances of the commands, and what of it is at their exits: terminal, log file, JSON. */
@Tag("fast")
class OutsideTextExitsTest {
    private static final String ADMIN = "Mg.admin-token-of-the-exit-test-0123456789";

    @TempDir
    Path folder;

    /** The kernel's view of an adapter whose maker wrote its product string. */
    private Path config(String product) throws Exception {
        Path device = folder.resolve("sys/devices/usb1/1-1");
        Path tty = Files.createDirectories(device.resolve("1-1:1.0/ttyUSB0/tty/ttyUSB0"));
        Files.writeString(device.resolve("idVendor"), "10c4\n");
        Files.writeString(device.resolve("idProduct"), "ea60\n");
        Files.write(device.resolve("product"), (product + "\n").getBytes(StandardCharsets.UTF_8));
        Files.writeString(device.resolve("devnum"), "3\n");
        Files.writeString(device.resolve("1-1:1.0/bInterfaceNumber"), "00\n");
        Files.createSymbolicLink(tty.resolve("device"), Path.of("../.."));
        Files.createDirectories(folder.resolve("sys/class/tty"));
        Files.createSymbolicLink(folder.resolve("sys/class/tty/ttyUSB0"), tty);
        Files.createDirectories(folder.resolve("dev"));
        Files.createFile(folder.resolve("dev/ttyUSB0"));
        Path file = folder.resolve("station.yaml");
        Files.writeString(file, "ports: {deviceRoot: dev, sysRoot: sys}\n");
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ports", "ports --json"})
    void aUsbProductNameIsCleanAtTheTerminal(String command) throws Exception {
        Path file = config(HostileText.WORST);
        Cli cli = Cli.run((command + " --config " + file).split(" "));
        assertThat(cli.code()).as(cli.err()).isZero();
        assertThat(cli.out()).contains("10c4:ea60", "abc");
        assertThat(HostileText.unfit(cli.out(), "\n")).isEmpty();
        if (command.contains("json")) {
            for (JsonNode port : JsonMapper.shared().readTree(cli.out())) {
                assertThat(HostileText.unfit(port.path("product").asString(""), ""))
                        .isEmpty();
            }
        } else {
            assertThat(cli.out().lines()).as("one line a port").hasSize(2);
        }
    }

    @Test
    void aProductNameThatIsNoUtf8IsStillAName() throws Exception {
        Path file = config("x");
        Files.write(folder.resolve("sys/devices/usb1/1-1/product"), new byte[] {'C', 'P', (byte) 0xff, '2', 0x1b});
        assertThat(Cli.run("ports", "--config", file.toString()).out()).contains("CP\ufffd2");
    }

    @Test
    void namesInsideABundleAreClean() throws Exception {
        Path zip = folder.resolve("a.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : HostileText.ALL.subList(0, 10)) {
                out.putNextEntry(new ZipEntry(name.replaceAll("[\ud800\udc00]", "")));
                out.write(1);
            }
        }
        Cli cli = Cli.run("bundle", "check", zip.toString());
        assertThat(cli.code()).isNotZero();
        assertThat(cli.out() + cli.err()).isNotBlank();
        assertThat(HostileText.unfit(cli.out() + cli.err(), "\n")).isEmpty();
    }

    @Test
    void whateverACommandPrintsIsClean() {
        StringWriter terminal = new StringWriter();
        PrintWriter out = CleanWriter.over(new PrintWriter(terminal, true));
        HostileText.ALL.forEach(out::println);
        out.print("\ud83d");
        out.print('\ude00');
        out.printf("%s%n", "\u001b[31mred\t|");
        out.flush();
        assertThat(HostileText.unfit(terminal.toString(), "\n\t")).isEmpty();
        assertThat(terminal.toString()).endsWith("\ud83d\ude00red\t|\n");
    }

    @ParameterizedTest
    @EnumSource(LogSection.Format.class)
    void aLogFileHoldsNothingHostileAndNoSecretThatACauseQuotes(LogSection.Format format) throws Exception {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(MDC.getMDCAdapter());
        LogSection settings = new LogSection(format, LogSection.Level.INFO, List.of(), 10, Duration.ofDays(30), 200, 0);
        Appender<ILoggingEvent> file = Logs.file(settings, folder, context, SecretMask.ofWhole(List.of(ADMIN)));
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(file);
        Logger logger = context.getLogger("org.twomes.station.port.watch.DeviceWatch");
        try {
            MDC.put("slot", "A\u001b[31m1\u202e");
            HostileText.ALL.forEach(logger::info);
            logger.error(
                    "broken", new IllegalStateException("outer", new SQLException("FATAL: " + ADMIN + "\u001b[2J")));
            context.getLogger("com.zaxxer.hikari.pool.HikariPool").warn("retry with {}", ADMIN);
        } finally {
            MDC.clear();
            context.stop();
        }
        String text = Files.readString(folder.resolve("station.log"));
        assertThat(HostileText.unfit(text, "\n")).isEmpty();
        assertThat(text.lines()).as("an event a line").hasSize(HostileText.ALL.size() + 2);
        assertThat(new TokenForms(ADMIN).in(text)).isEmpty();
        assertThat(text).contains("FATAL: ******", "retry with ******");
    }

    @Test
    void theConsoleOfACommandIsCleanBeforeAnyConfigurationIsRead() throws Exception {
        String xml = new String(Logs.class.getResourceAsStream("/logback.xml").readAllBytes(), StandardCharsets.UTF_8);
        Matcher pattern = Pattern.compile("<pattern>(.*)</pattern>").matcher(xml);
        assertThat(pattern.find()).isTrue();
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(MDC.getMDCAdapter());
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(pattern.group(1));
        encoder.start();
        for (String text : HostileText.ALL.subList(0, 10)) {
            Logger logger = context.getLogger("a.B");
            byte[] line = encoder.encode(
                    new LoggingEvent("x", logger, ch.qos.logback.classic.Level.ERROR, text, null, new Object[0]));
            assertThat(HostileText.unfit(new String(line, StandardCharsets.UTF_8), "\n"))
                    .as(text)
                    .isEmpty();
        }
    }

    @Test
    void whoCallsACommandIsNamedInCleanWords() {
        assertThat(OsUser.name("root", "eve\u001b[31m\r\n\u202e")).isEqualTo("eve (as root)");
    }
}
