package org.twomes.station.port.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.port.SerialLink;
import org.twomes.station.port.rfc2217.NetworkLines;
import org.twomes.station.port.serial.Pty;
import org.twomes.station.port.usb.UsbTree;

/** Debian's own ser2net before pseudo-terminals, into which it writes a word each time that it opens one. */
@Tag("rig")
class Ser2netTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LOOKS = Duration.ofSeconds(3);
    private static final String OPENED = "OPENED.";
    private static final String TO_THE_BOARD = "hello";

    @TempDir
    Path folder;

    private final Heard heard = new Heard();
    private final NetworkLines links = new NetworkLines();
    private final Device plain = new Device("ttyPlain");
    private final Device kicking = new Device("ttyKicking");
    private Process server;
    private DeviceWatch watch;

    /** An adapter at the server. */
    private final class Device {
        private final String name;
        private final int port = freePort();
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private Pty pty = new Pty();

        Device(String name) {
            this.name = name;
        }

        String address() {
            return "rfc2217://127.0.0.1:" + port;
        }

        String slot() {
            return "127.0.0.1:" + port + " at " + address();
        }

        void plug() throws IOException {
            pty = new Pty();
            link();
        }

        void link() throws IOException {
            Files.createSymbolicLink(folder.resolve(name), Path.of(pty.node()));
        }

        void pull() throws IOException {
            Files.delete(folder.resolve(name));
            pty.close();
        }

        /** Since it was made, whatever was plugged. */
        int opened() {
            return received().split(OPENED, -1).length - 1;
        }

        /** Told by the kernel's table, as a connection made to find out would open the adapter. */
        boolean listens() throws IOException {
            String listener = " 0100007F:%04X 00000000:0000 0A ".formatted(port);
            try (Stream<String> sockets = Files.lines(Path.of("/proc/net/tcp"))) {
                return sockets.anyMatch(socket -> socket.contains(listener));
            }
        }

        String received() {
            byte[] bytes = new byte[256];
            for (int size = pty.read(bytes, 20); size > 0; size = pty.read(bytes, 20)) {
                received.write(bytes, 0, size);
            }
            return received.toString(StandardCharsets.ISO_8859_1);
        }

        String connection(String options) {
            return """
                    connection: &%s
                        accepter: telnet(rfc2217,mode=server),tcp,127.0.0.1,%d
                        connector: serialdev,%s,115200n81,local
                        options:
                          openstr: "%s"
                          %s
                    """.formatted(name, port, folder.resolve(name), OPENED, options);
        }
    }

    @BeforeEach
    void serve() throws Exception {
        plain.link();
        kicking.link();
        Path config = folder.resolve("ser2net.yaml");
        Files.writeString(config, plain.connection("") + kicking.connection("kickolduser: true"));
        server = new ProcessBuilder("/usr/sbin/ser2net", "-n", "-d", "-u", "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("ser2net.log").toFile())
                .start();
        await().atMost(SOON).until(() -> plain.listens() && kicking.listens());
    }

    private void watch(Device... devices) throws Exception {
        UsbTree usb = new UsbTree(folder);
        StringBuilder addresses = new StringBuilder();
        for (Device device : devices) {
            addresses.append("'").append(device.address()).append("', ");
        }
        watch = new DeviceWatch(
                ConfigFile.defaults(Map.of(
                                "ports.deviceRoot",
                                "'" + usb.dev + "'",
                                "ports.sysRoot",
                                "'" + usb.sys + "'",
                                "ports.rfc2217",
                                "[" + addresses + "]"))
                        .ports(),
                links);
        watch.start(heard);
    }

    @AfterEach
    void stop() throws Exception {
        watch.close();
        server.destroyForcibly().waitFor();
        plain.pty.close();
        kicking.pty.close();
    }

    @Test
    void idlePortsAreNotOpenedAndWhoTakesOneOverIsNotThrownOut() throws Exception {
        watch(plain, kicking);
        await().atMost(SOON)
                .until(() -> heard.news.contains("+ " + plain.slot()) && heard.news.contains("+ " + kicking.slot()));
        for (int run = 0; run < 2; run++) {
            try (SerialLink link = links.open(plain.address(), 115200)) {
                link.setBaud(921600);
                link.write(TO_THE_BOARD.getBytes(StandardCharsets.US_ASCII));
                await().atMost(SOON).until(() -> plain.received().endsWith(TO_THE_BOARD));
                plain.pty.write(new byte[] {42});
                assertThat(link.read(new byte[8], 0, 8, SOON)).isEqualTo(1);
            }
        }
        int opened = kicking.opened();
        try (Socket other = new Socket(InetAddress.getLoopbackAddress(), kicking.port)) {
            await().atMost(SOON).until(() -> kicking.opened() == opened + 1);
            await().during(LOOKS).atMost(SOON).until(() -> kicking.opened() == opened + 1);
            other.getOutputStream().write(TO_THE_BOARD.getBytes(StandardCharsets.US_ASCII));
            await().atMost(SOON).until(() -> kicking.received().endsWith(TO_THE_BOARD));
        }
        assertThat(plain.opened()).isEqualTo(1);
        assertThat(heard.news).hasSize(2);
    }

    @Test
    void aDeviceThatIsPulledAtTheServerIsGoneAndTheNextOneIsABoardAnew() throws Exception {
        watch(plain);
        await().atMost(SOON).until(() -> heard.news.contains("+ " + plain.slot()));
        plain.pull();
        await().atMost(SOON).until(() -> heard.news.contains("- " + plain.slot()));
        plain.plug();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(heard.news)
                        .containsExactly("+ " + plain.slot(), "- " + plain.slot(), "+ " + plain.slot()));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
