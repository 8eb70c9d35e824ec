package org.twomes.station.port.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.SerialLink;
import org.twomes.station.port.SerialLinkContract;
import org.twomes.station.port.rfc2217.FakeSer2net;
import org.twomes.station.port.rfc2217.NetworkLines;
import org.twomes.station.port.usb.UsbTree;

/** Fixed RFC 2217 addresses: connected once, watched by that connection, and left alone where they are another's. */
@Tag("rig")
class NetworkPortsTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    /** In which a watch that looks each second would have looked. */
    private static final Duration LOOKS = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    private final Heard heard = new Heard();
    private final NetworkLines links = new NetworkLines();
    private DeviceWatch watch;

    @AfterEach
    void close() {
        watch.close();
    }

    private void start(String... addresses) throws Exception {
        UsbTree usb = new UsbTree(folder);
        watch = new DeviceWatch(
                ConfigFile.defaults(Map.of(
                                "ports.deviceRoot",
                                "'" + usb.dev + "'",
                                "ports.sysRoot",
                                "'" + usb.sys + "'",
                                "ports.rfc2217",
                                "['" + String.join("', '", addresses) + "']",
                                "ports.slots",
                                "[{path: '" + addresses[0] + "', name: Far}]"))
                        .ports(),
                links);
        watch.start(heard);
    }

    private static String there(String address) {
        return "+ " + shown(address) + " at " + address;
    }

    private static String gone(String address) {
        return "- " + shown(address) + " at " + address;
    }

    private static String shown(String address) {
        return address.substring(address.lastIndexOf('/') + 1);
    }

    private void awaitNews(String... news) {
        await().atMost(SOON).untilAsserted(() -> assertThat(heard.news).containsExactly(news));
    }

    @Test
    void itsDeviceIsOpenedOnceHoweverOftenThePortIsUsedAndHoweverLongItIsIdle() throws Exception {
        try (FakeSer2net server = new FakeSer2net(0, false)) {
            start(server.address());
            awaitNews(there(server.address()));
            assertThat(heard.sightings)
                    .containsExactly(
                            new DetectedPort(server.address(), server.address(), "Far", "", "RFC 2217 server"));
            for (int run = 0; run < 3; run++) {
                try (SerialLink link = links.open(server.address(), 115200)) {
                    server.send(new byte[] {42});
                    assertThat(link.read(new byte[8], 0, 8, SOON)).isEqualTo(1);
                }
                server.send(new byte[] {43, 44});
            }
            int connections = server.connections();
            await().during(LOOKS).atMost(SOON).until(() -> server.connections() == connections);
            assertThat(server.opened()).isEqualTo(1);
            assertThat(heard.news).hasSize(1);
        }
    }

    @Test
    void aDeviceThatIsPulledAtTheServerIsGoneAndTheNextOneIsABoardAnew() throws Exception {
        try (FakeSer2net server = new FakeSer2net(0, false)) {
            start(server.address());
            awaitNews(there(server.address()));
            server.pull();
            awaitNews(there(server.address()), gone(server.address()));
            // Looked for while it is not there: no device is opened by that.
            int connections = server.connections();
            await().atMost(SOON).until(() -> server.connections() > connections + 1);
            assertThat(server.opened()).isEqualTo(1);
            server.plug();
            awaitNews(there(server.address()), gone(server.address()), there(server.address()));
            assertThat(server.opened()).isEqualTo(2);
        }
    }

    @Test
    void aDeviceThatIsPulledWhileItIsUsedEndsThatUse() throws Exception {
        try (FakeSer2net server = new FakeSer2net(0, false)) {
            start(server.address());
            awaitNews(there(server.address()));
            try (SerialLink link = links.open(server.address(), 115200)) {
                server.pull();
                SerialLinkContract.assertFault(() -> link.read(new byte[8], 0, 8, SOON), FaultCode.UNPLUGGED);
                awaitNews(there(server.address()), gone(server.address()));
                server.plug();
            }
            awaitNews(there(server.address()), gone(server.address()), there(server.address()));
        }
    }

    @Test
    void whoTakesThePortOverIsNotThrownOut() throws Exception {
        try (FakeSer2net server = new FakeSer2net(0, true)) {
            start(server.address());
            awaitNews(there(server.address()));
            int opened = server.opened();
            try (Socket other = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                await().atMost(SOON).until(() -> server.opened() == opened + 1);
                await().during(LOOKS).atMost(SOON).until(() -> server.opened() == opened + 1);
                other.setSoTimeout((int) SOON.toMillis());
                server.send(new byte[] {42});
                assertThat(other.getInputStream().readNBytes(22)).endsWith(42);
            }
            // Whoever asks for a run has it.
            try (SerialLink link = links.open(server.address(), 115200)) {
                server.send(new byte[] {42});
                assertThat(link.read(new byte[8], 0, 8, SOON)).isEqualTo(1);
            }
            assertThat(server.opened()).isEqualTo(opened + 2);
            assertThat(heard.news).hasSize(1);
        }
    }

    @Test
    void aPortThatAnotherClientHasIsLeftToItAndTakenWhenThatOneLeaves() throws Exception {
        try (FakeSer2net server = new FakeSer2net(0, false)) {
            try (Socket other = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                await().atMost(SOON).until(() -> server.opened() == 1);
                start(server.address());
                awaitNews("! " + shown(server.address()) + " PORT_BUSY");
                int connections = server.connections();
                await().during(LOOKS).atMost(SOON).until(() -> server.connections() == connections);
                assertThat(other.isConnected()).isTrue();
                assertThat(server.opened()).isEqualTo(1);
            }
            await().atMost(SOON).until(() -> heard.news.contains(there(server.address())));
        }
    }

    @Test
    void aServerThatIsDownSaysSoAndIsTakenWhenItIsBack() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        start("rfc2217://127.0.0.1:" + free);
        awaitNews("! 127.0.0.1:" + free + " SERIAL_SERVER_DOWN");
        assertThat(heard.faults.get(0)).hasMessageContaining("no serial server answers there");
        try (FakeSer2net server = new FakeSer2net(free, false)) {
            await().atMost(SOON).until(() -> heard.news.contains(there(server.address())));
        }
        await().atMost(SOON).until(() -> heard.news.get(heard.news.size() - 1).endsWith("SERIAL_SERVER_DOWN"));
        assertThat(heard.news).contains(gone("rfc2217://127.0.0.1:" + free));
    }

    @Test
    void oneThatDoesNotAnswerHoldsUpNoOther() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                FakeSer2net server = new FakeSer2net(0, false);
                Socket one = new Socket(InetAddress.getLoopbackAddress(), full.getLocalPort());
                Socket two = new Socket(InetAddress.getLoopbackAddress(), full.getLocalPort())) {
            assertThat(one.isConnected() && two.isConnected()).isTrue();
            start("rfc2217://127.0.0.1:" + full.getLocalPort(), server.address());
            await().atMost(SOON).until(() -> heard.news.contains(there(server.address())));
        }
    }

    @Test
    void whatAServerKeptOfTheLineHoldsUpNoCommand() throws Exception {
        start("rfc2217://127.0.0.1:1");
        for (int kept : new int[] {0, 1000, 65_535, 65_536, 65_537, 70_000, 1_000_000}) {
            try (FakeSer2net server = new FakeSer2net(0, false)) {
                server.keep("flash read err, 1000\r\n"
                        .repeat(kept / 22 + 1)
                        .substring(0, kept)
                        .getBytes());
                try (SerialLink link = links.open(server.address(), 115200)) {
                    link.setBaud(921600);
                    link.discardInput();
                    server.send(new byte[] {42});
                    byte[] one = new byte[8];
                    assertThat(link.read(one, 0, 8, SOON)).isEqualTo(1);
                    assertThat(one[0]).isEqualTo((byte) 42);
                }
            } catch (IOException e) {
                throw new AssertionError(kept + " bytes of backlog", e);
            }
        }
    }
}
