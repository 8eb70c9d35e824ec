package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.common.Secret;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.daemon.Assembly;
import org.twomes.station.daemon.Station;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.DeviceTable;
import org.twomes.station.rig.FakeBackOffice;
import org.twomes.station.rig.FaultScript;
import org.twomes.station.rig.Rig;
import org.twomes.station.rig.RigSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code station flash} and {@code identify} on a board behind RFC 2217, reset by its DTR and RTS. */
@Tag("rig")
class NetworkFlashTest {
    private static final BoardModel BOARD = BoardModel.usual(0xD3AD48);
    private static final String MAC = "24:0a:c4:d3:ad:48";
    private static final String NAME = "TWOMES-D3AD48";
    private static final String BUNDLE = "twomes-hello_ESP32DEV_v3.0.0.zip";
    private static final Secret ADMIN = Secret.of("Mg.admin-token-of-a-test");

    @TempDir
    Path folder;

    /** The back office's table, in which a supervisor renames devices. */
    private static final class Devices implements DeviceTable {
        private final List<FakeBackOffice.Device> devices = new ArrayList<>();

        @Override
        public List<FakeBackOffice.Device> devices() {
            return devices;
        }

        @Override
        public long add(String name, String deviceType, Secret token) {
            devices.add(new FakeBackOffice.Device(devices.size() + 1L, name, deviceType, token));
            return devices.size();
        }

        void retire(String name) {
            devices.replaceAll(device -> device.name().equals(name)
                    ? new FakeBackOffice.Device(device.id(), name + "-OLD", device.deviceType(), device.token())
                    : device);
        }
    }

    private final Devices devices = new Devices();
    private Rig rig;
    private FakeBackOffice backOffice;
    private Path config;
    private Path bundle;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(new RigSettings(folder.resolve("rig"), 1, RigSettings.Speed.FAST, 1, OptionalInt.of(0)));
        backOffice = new FakeBackOffice(ADMIN, 0, devices);
        Path token = Files.createFile(
                folder.resolve("admin-token"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(token, ADMIN.reveal() + "\n");
        config = folder.resolve("station.yaml");
        Files.writeString(
                config,
                "station: {name: bench, data: data}\nbackOffice: {url: \"" + backOffice.url() + "\", tokenFile: "
                        + token + "}\nloader: {connectAttempts: 2}\npipeline: {attempts: 1}\n");
        bundle = folder.resolve(BUNDLE);
        try (InputStream in = Rig.class.getResourceAsStream(BUNDLE)) {
            Files.copy(in, bundle);
        }
    }

    @AfterEach
    void stop() {
        rig.close();
        backOffice.close();
    }

    private String plug(String faults) {
        rig.plug(0, BOARD, FaultScript.parse(faults));
        return rig.networkAddress(0).orElseThrow();
    }

    private Cli flash(String port, String... more) {
        String[] call = {
            "flash", "--port", port, "--bundle", bundle.toString(), "--reset", "auto", "--config", config.toString()
        };
        String[] all = java.util.Arrays.copyOf(call, call.length + more.length);
        System.arraycopy(more, 0, all, call.length, more.length);
        return Cli.run(all);
    }

    @Test
    void aBoardIsPreparedFromItsEraseToItsLabelAndKnownAfterwards() {
        String port = plug("used 4096");
        Cli unknown = Cli.run("identify", "--port", port, "--config", config.toString());
        assertThat(unknown.code()).as(unknown.err()).isZero();
        assertThat(unknown.out()).contains(NAME, MAC, "never prepared here");

        Cli flash = flash(port, "--json");
        assertThat(flash.code()).as(flash.out() + flash.err()).isEqualTo(ExitCode.OK);
        JsonNode result = JsonMapper.shared().readTree(flash.out());
        assertThat(result.path("phase").asString()).isEqualTo("DONE");
        assertThat(result.path("state").asString()).isEqualTo("LABELLED");
        assertThat(result.path("mac").asString()).isEqualTo(MAC);
        assertThat(result.path("name").asString()).isEqualTo(NAME);
        assertThat(result.path("label").path("position").asInt()).isEqualTo(1);
        assertThat(result.path("trouble").isNull()).isTrue();
        assertThat(backOffice.devices()).singleElement().satisfies(device -> {
            assertThat(device.name()).isEqualTo(NAME);
            assertThat(flash.out() + flash.err()).doesNotContain(device.token().reveal());
        });

        byte[] before = rig.flash(BOARD.mac());
        Cli known = Cli.run("identify", "--port", port, "--json", "--config", config.toString());
        assertThat(known.code()).as(known.err()).isZero();
        JsonNode found = JsonMapper.shared().readTree(known.out());
        assertThat(found.path("name").asString()).isEqualTo(NAME);
        assertThat(found.path("unit").path("state").asString()).isEqualTo("LABELLED");
        assertThat(found.path("unit").path("label").path("position").asInt()).isEqualTo(1);
        assertThat(rig.flash(BOARD.mac())).isEqualTo(before);
    }

    @Test
    void theKeyValuePartitionIsReadOutOfTheFlashAndTheTokenMasked() {
        String port = plug("");
        Cli blank = Cli.run("nvs", "show", "--port", port, "--config", config.toString());
        assertThat(blank.code()).isEqualTo(ExitCode.USAGE);
        assertThat(blank.err()).contains("has no partition table with an NVS partition", "0x18000");
        assertThat(flash(port).code()).isEqualTo(ExitCode.OK);
        String token = backOffice.devices().get(0).token().reveal();

        byte[] before = rig.flash(BOARD.mac());
        Cli masked = Cli.run("nvs", "show", "--port", port, "--config", config.toString());
        assertThat(masked.code()).as(masked.err()).isZero();
        assertThat(masked.out())
                .containsPattern("twomes_storage +dat +u32 +\\*{6}")
                .contains("1 of 4 pages");
        assertThat(masked.out() + masked.err()).doesNotContain(token);
        Cli shown = Cli.run("nvs", "show", "--port", port, "--secrets", "--config", config.toString());
        assertThat(shown.out()).containsPattern("twomes_storage +dat +u32 +" + token);
        assertThat(rig.flash(BOARD.mac())).isEqualTo(before);
    }

    @Test
    void aSecondTimeNothingIsWrittenAndSaidSoUnlessItIsToBeDoneAgain() {
        String port = plug("");
        assertThat(flash(port).code()).isEqualTo(ExitCode.OK);
        byte[] before = rig.flash(BOARD.mac());
        Cli second = flash(port);
        assertThat(second.code()).as(second.out()).isEqualTo(ExitCode.FAILED);
        assertThat(second.out())
                .contains(NAME, "ALREADY_PREPARED", "Nothing was written", "--again")
                .doesNotContain("done;");
        assertThat(rig.flash(BOARD.mac())).isEqualTo(before);

        // The name is free again, as after `station retire`.
        devices.retire(NAME);
        Cli again = flash(port, "--again");
        assertThat(again.code()).as(again.out() + again.err()).isEqualTo(ExitCode.OK);
        assertThat(again.out()).contains(NAME + ": done; label 2 on sheet");
        assertThat(rig.flash(BOARD.mac())).as("another token").isNotEqualTo(before);
        Cli units = Cli.run("units", "--config", config.toString());
        assertThat(units.out()).containsPattern("VALID").containsPattern("VOID");
    }

    @Test
    void withSameBoardOffTheSecondTimeIsAnotherPreparation() throws Exception {
        Files.writeString(config, Files.readString(config) + "device: {sameBoard: 0s}\n");
        String port = plug("");
        assertThat(flash(port).code()).isEqualTo(ExitCode.OK);
        devices.retire(NAME);
        byte[] before = rig.flash(BOARD.mac());
        Cli second = flash(port);
        assertThat(second.code()).as(second.out() + second.err()).isEqualTo(ExitCode.OK);
        assertThat(rig.flash(BOARD.mac())).isNotEqualTo(before);
    }

    @Test
    void aBoardThatFailsIsExitCodeOneWithItsReason() {
        Cli flash = flash(plug("deaf"), "--json");
        assertThat(flash.code()).as(flash.err()).isEqualTo(ExitCode.FAILED);
        JsonNode result = JsonMapper.shared().readTree(flash.out());
        assertThat(result.path("phase").asString()).isEqualTo("FAILED");
        assertThat(result.path("trouble").path("code").asString()).isEqualTo("NO_SYNC");
        assertThat(result.path("trouble").path("remedy").asString()).isNotEmpty();
        assertThat(backOffice.devices()).isEmpty();
    }

    @Test
    void aServerThatIsNotThereIsTheBoardsFailureAndIdentifyCannotWork() {
        String port = plug("");
        rig.unplug(0);
        Cli flash = flash(port);
        assertThat(flash.code()).isEqualTo(ExitCode.FAILED);
        assertThat(flash.out()).contains(port);
        Cli identify = Cli.run("identify", "--port", port, "--config", config.toString());
        assertThat(identify.code()).isEqualTo(ExitCode.BROKEN);
        assertThat(identify.err()).contains(port).doesNotContain("made a mistake");
    }

    @Test
    void aBundleThatIsNoneIsExitCodeOneBeforeTheBoardIsTouched() throws Exception {
        Files.writeString(bundle, "no zip");
        Cli flash = flash(plug(""));
        assertThat(flash.code()).isEqualTo(ExitCode.FAILED);
        assertThat(flash.err()).contains(BUNDLE);
        assertThat(rig.flash(BOARD.mac())).containsOnly(0xFF);
    }

    @ParameterizedTest
    @CsvSource({"65535, 2, 65534", "65536, 1, 65535", "0, 4, 65532", "-1, 4, 65532"})
    void aRigWhosePortsGoBeyondTheLastIsAUsageError(int port, int boards, int most) {
        Cli call = Cli.run(
                "rig",
                "--boards",
                String.valueOf(boards),
                "--dir",
                folder.resolve("other").toString(),
                "--rfc2217",
                String.valueOf(port));
        assertThat(call.code()).isEqualTo(ExitCode.USAGE);
        assertThat(call.err())
                .contains(
                        "--rfc2217 " + port + ": with " + boards + " boards the first TCP port is one of 1 to " + most);
    }

    @Test
    void aRigHasABoard() {
        Cli call =
                Cli.run("rig", "--boards", "0", "--dir", folder.resolve("other").toString());
        assertThat(call.code()).isEqualTo(ExitCode.USAGE);
        assertThat(call.err()).contains("--boards 0");
    }

    @Test
    void aRunningStationReadsItsOwnPortAndItsBoardsAreNotFlashedBesideIt() throws Exception {
        String port = plug("");
        Files.writeString(
                config,
                "station: {name: bench, data: data}\nbackOffice: {api: none}\nbundle: {name: " + BUNDLE
                        + "}\nports: {include: [nothing], rfc2217: [\"" + port + "\"]}\ndashboard: {port: 0}\n");
        Cli added = Cli.run("bundle", "add", bundle.toString(), "--config", config.toString());
        assertThat(added.code()).as(added.err()).isZero();
        try (Station station = Assembly.real(ConfigFile.load(config))) {
            station.open();
            station.start();
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> station.line().slots().stream().anyMatch(slot -> slot.phase() == SlotPhase.DONE));
            Cli identified = Cli.run("identify", "--port", port, "--config", config.toString());
            assertThat(identified.code()).as(identified.err()).isZero();
            assertThat(identified.out()).contains(MAC, NAME, "LABELLED");
            Cli flashed = flash(port);
            assertThat(flashed.code()).isEqualTo(ExitCode.USAGE);
            assertThat(flashed.err()).contains("Nothing was done", port, "'bench'");
            assertThat(station.line().slots().get(0).phase()).isEqualTo(SlotPhase.DONE);
            Cli learnt = Cli.run("slots", "learn", "--count", "1", "--patience", "1", "--config", config.toString());
            assertThat(learnt.out()).doesNotContain(port);
        }
    }

    @Test
    void aServerThatIsDownIsNamedAndNoPlugging() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Cli flashed = flash("rfc2217://127.0.0.1:" + free);
        assertThat(flashed.code()).isEqualTo(ExitCode.FAILED);
        assertThat(flashed.out())
                .contains("SERIAL_SERVER_DOWN. The serial server does not answer. Call the engineer")
                .doesNotContain("Plug");
    }
}
