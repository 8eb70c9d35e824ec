package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.backoffice.TwomesV1Client;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.Assembly;
import org.twomes.station.daemon.Bundles;
import org.twomes.station.daemon.NamedFiles;
import org.twomes.station.daemon.Station;
import org.twomes.station.daemon.StationEnvironment;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.port.Links;
import org.twomes.station.port.PortWatch;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.Rig;
import org.twomes.station.rig.RigReset;
import org.twomes.station.rig.RigSettings;

/** A station that is started before its bundle was added. */
@Tag("rig")
class BundleLaterOnRigTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String BUNDLE = "twomes-hello_ESP32DEV_v3.0.0.zip";

    @TempDir
    private Path folder;

    private Path configuration() throws Exception {
        return Files.writeString(folder.resolve("station.yaml"), """
                station: {name: line-1, data: data}
                ports: {deviceRoot: rig/dev, sysRoot: rig/sys, reset: none}
                bundle: {name: %s}
                backOffice: {api: none}
                sticker: {mode: none}
                dashboard: {port: 0}
                """.formatted(BUNDLE));
    }

    private static Station station(StationConfig config, Rig rig) throws Exception {
        Links links = new Links();
        RigReset reset = new RigReset(rig.controlSocket());
        return Assembly.station(
                config,
                new StationEnvironment(
                        links,
                        (now, port, prompt) -> reset,
                        PortWatch.on("Linux", config.ports(), links),
                        new TwomesV1Client(config.backOffice()),
                        Clock.systemUTC(),
                        new SecureRandom()::nextDouble),
                Bundles.pinned(config));
    }

    @Test
    void theBoardsThatFoundNoBundleAreRunWhenItWasAdded() throws Exception {
        Path file = configuration();
        try (Rig rig = new Rig(new RigSettings(folder.resolve("rig"), 2, RigSettings.Speed.FAST, 1));
                Station station = station(ConfigFile.load(file), rig)) {
            station.follow(file);
            station.start();
            rig.plug(0, BoardModel.usual(0xD3AD48));
            rig.plug(1, BoardModel.usual(0xD3AD49));
            await().atMost(SOON)
                    .until(() -> station.line().slots().stream()
                                    .filter(BundleLaterOnRigTest::foundNone)
                                    .count()
                            == 2);
            assertThat(station.line().slots().get(0).trouble().orElseThrow().detail())
                    .contains(BUNDLE, "not there yet");
            assertThat(station.statusLine()).contains(BUNDLE + " is not there yet");
            rig.unplug(1);
            await().atMost(SOON).until(() -> station.line().slots().stream().anyMatch(view -> !view.present()));
            Path zip = folder.resolve(BUNDLE);
            try (InputStream in =
                    Objects.requireNonNull(Rig.class.getResourceAsStream("/org/twomes/station/rig/" + BUNDLE))) {
                Files.copy(in, zip);
            }
            Cli added = Cli.run("bundle", "add", zip.toString(), "--config", file.toString());
            assertThat(added.code()).as(added.err()).isZero();
            await().atMost(SOON)
                    .until(() -> station.line().slots().stream().anyMatch(view -> view.phase() == SlotPhase.DONE));
            assertThat(station.line().slots())
                    .as("a slot whose board is gone says no more that there is no firmware")
                    .noneMatch(BundleLaterOnRigTest::foundNone);
        }
    }

    private static boolean foundNone(SlotView view) {
        return view.trouble()
                .filter(trouble -> trouble.code().equals("NO_BUNDLE"))
                .isPresent();
    }

    @Test
    void theCheckOfAConfigurationNamesWhatIsNotThereYet() throws Exception {
        Path file = configuration();
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "{api: none}", "{api: v1, url: 'https://example.org/v1', tokenFile: token, ca: ca.pem}")
                        .replace("{mode: none}", "{mode: sheet, templates: labels}")
                        .replace(
                                "{port: 0}", "{tls: {certificate: station.crt, key: station.key}, users: users.yaml}"));
        Cli check = Cli.run("config", "check", file.toString());
        assertThat(check.code()).as(check.err()).isZero();
        assertThat(check.out().lines().filter(line -> line.contains("takes it up by itself")))
                .hasSize(3)
                .anyMatch(line -> line.contains("ca.pem"))
                .anyMatch(line -> line.contains("data/bundles/" + BUNDLE) && line.contains("station bundle add"))
                .anyMatch(line -> line.contains("admin token " + folder.resolve("token")));
        assertThat(check.out().lines().filter(line -> line.contains("waits for it at its start")))
                .hasSize(4)
                .anyMatch(line -> line.contains("station.crt"))
                .anyMatch(line -> line.contains("station.key"))
                .anyMatch(line -> line.contains("users.yaml"))
                .anyMatch(line -> line.contains("labels"));
    }

    @Test
    void aFileThatIsThereIsNotNamed() throws Exception {
        Path file = configuration();
        Files.createDirectories(folder.resolve("data/bundles"));
        Files.writeString(folder.resolve("data/bundles").resolve(BUNDLE), "");
        assertThat(Cli.run("config", "check", file.toString()).out()).doesNotContain("Not there yet");
        assertThat(NamedFiles.missing(Map.of("file", file, "other", folder.resolve("gone"))))
                .containsExactly("other " + folder.resolve("gone"));
    }
}
