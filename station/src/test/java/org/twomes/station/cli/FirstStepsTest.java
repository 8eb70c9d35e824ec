package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.common.Secret;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FakeBackOffice;
import org.twomes.station.rig.Rig;
import org.twomes.station.rig.RigSettings;
import org.twomes.station.sticker.SheetReader;

/** What somebody tries who has nothing yet, each in a process of its own without a configuration. */
@Tag("rig")
class FirstStepsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String BUNDLE = "twomes-hello_ESP32DEV_v3.0.0.zip";

    @TempDir
    Path folder;

    private Process station(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        return builder.redirectOutput(said().toFile()).start();
    }

    private Path bundle() throws Exception {
        Path bundle = folder.resolve(BUNDLE);
        try (InputStream in = Rig.class.getResourceAsStream(BUNDLE)) {
            Files.copy(java.util.Objects.requireNonNull(in), bundle, StandardCopyOption.REPLACE_EXISTING);
        }
        return bundle;
    }

    private Path said() {
        return folder.resolve("said");
    }

    private String output() throws Exception {
        return Files.exists(said()) ? Files.readString(said()) : "";
    }

    @Test
    void oneBoardWithoutAConfigurationEndsWithItsLabel() throws Exception {
        Path bundle = bundle();
        try (Rig rig =
                new Rig(new RigSettings(folder.resolve("rig"), 1, RigSettings.Speed.FAST, 1, OptionalInt.of(0)))) {
            rig.plug(0, BoardModel.usual(0xD3AD48));
            String port = rig.networkAddress(0).orElseThrow();
            Process flash = station("flash", "--port", port, "--bundle", bundle.toString(), "--reset", "auto");
            assertThat(flash.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(flash.exitValue()).as(output()).isEqualTo(ExitCode.OK);
        }
        assertThat(output()).contains("TWOMES-D3AD48", "Nothing was registered, as there is no configuration");
        Matcher label = Pattern.compile("The label: (.+\\.pdf)").matcher(output());
        assertThat(label.find()).as(output()).isTrue();
        assertThat(SheetReader.names(Path.of(label.group(1)))).containsExactly("TWOMES-D3AD48");
    }

    @Test
    void fiveAnswersAreEnoughForTheFirstLabelledBoard() throws Exception {
        Secret token = Secret.of("Mg.admin-token-of-a-first-station");
        try (Rig rig = new Rig(
                        new RigSettings(folder.resolve("rig"), 1, RigSettings.Speed.FAST, 1, OptionalInt.of(0)));
                FakeBackOffice office = new FakeBackOffice(token)) {
            Path config = folder.resolve("line/station.yaml");
            Process init = station("init", config.toString());
            try (Writer answers = init.outputWriter()) {
                answers.write(String.join(
                        "\n",
                        bundle().toString(),
                        "ftp://office",
                        office.url().toString(),
                        token.reveal(),
                        "L9999",
                        "L6009",
                        "",
                        "0.0.0.0:80",
                        "127.0.0.1:0",
                        ""));
            }
            assertThat(init.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(output())
                    .doesNotContain(token.reveal())
                    .contains("there is no label template 'L9999'", BUNDLE + " is in the catalogue")
                    .containsPattern("\\d+ fine, \\d+ warnings, \\d+ faults");
            String text = Files.readString(config);
            assertThat(text.lines()
                            .filter(line -> line.startsWith("  "))
                            .map(line -> line.strip().split(":")[0]))
                    .as(text)
                    .containsOnly(
                            "url", "environment", "tokenFile", "name", "sha256", "bind", "port", "template", "data");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(config.resolveSibling("admin-token"))))
                    .isEqualTo("rw-------");
            rig.plug(0, BoardModel.usual(0xD3AD48));
            Cli flash = Cli.run(
                    "flash",
                    "--port",
                    rig.networkAddress(0).orElseThrow(),
                    "--reset",
                    "auto",
                    "--config",
                    config.toString());
            assertThat(flash.code()).as(flash.out() + flash.err()).isEqualTo(ExitCode.OK);
            assertThat(office.devices()).extracting(FakeBackOffice.Device::name).containsExactly("TWOMES-D3AD48");
            assertThat(Cli.run("init", config.toString()).err()).contains("is there already");
        }
    }

    @Test
    void whichFirmwareIsAskedWhereNoneIsPinned() {
        Cli flash = Cli.run("flash", "--port", "/dev/ttyUSB99");
        assertThat(flash.code()).isEqualTo(ExitCode.USAGE);
        assertThat(flash.err()).contains("Give --bundle FILE");
    }

    @Test
    void aDemoThatStaysKeepsItsPagesUntilItIsStopped() throws Exception {
        Process demo = station(
                "demo",
                "--boards",
                "1",
                "--stay",
                "--out",
                folder.resolve("out").toString());
        try {
            await().atMost(PATIENCE).until(() -> !demo.isAlive() || output().contains("stay until Ctrl-C: http"));
            assertThat(demo.isAlive()).as(output()).isTrue();
            Matcher address = Pattern.compile("stay until Ctrl-C: (http\\S+)").matcher(output());
            assertThat(address.find()).isTrue();
            HttpResponse<String> page = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address.group(1))).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            demo.destroy();
            assertThat(demo.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            demo.destroyForcibly();
        }
    }
}
