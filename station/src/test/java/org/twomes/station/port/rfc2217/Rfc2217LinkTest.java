package org.twomes.station.port.rfc2217;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.FarSide;
import org.twomes.station.port.SerialLink;
import org.twomes.station.port.SerialLinkContract;
import org.twomes.station.port.link.LinkLimits;
import org.twomes.station.rig.line.ServedLine;

/** The contract over RFC 2217 and the rig's server, and what only a network line has. */
@Tag("rig")
class Rfc2217LinkTest extends SerialLinkContract {
    private static final LinkLimits SHORT =
            new LinkLimits(Duration.ofMillis(500), Duration.ofSeconds(6), Duration.ofSeconds(5), Duration.ofSeconds(2));
    private static final boolean[][] STATES = {{false, false}, {false, true}, {true, false}, {true, true}};

    @Override
    protected FarSide newFarSide() throws IOException {
        return new ServedFarSide(new NetworkLines());
    }

    @Test
    void theStateBetweenTheTwoCommandsResetsNoBoard() throws Exception {
        try (ServedLine server = new ServedLine();
                SerialLink link = new NetworkLines().open(server.address(), 115200)) {
            for (boolean[] from : STATES) {
                for (boolean[] to : STATES) {
                    link.setLines(from[0], from[1]);
                    int before = server.lines().size();
                    link.setLines(to[0], to[1]);
                    // Each command is answered after it was carried out, so all steps are in the list by now.
                    List<String> steps =
                            server.lines().subList(before, server.lines().size());
                    assertThat(steps).hasSize(2);
                    assertThat(steps.get(1)).isEqualTo(text(to));
                    if (!text(from).equals("D0 R1") && !text(to).equals("D0 R1")) {
                        assertThat(steps).as(text(from) + " to " + text(to)).doesNotContain("D0 R1");
                    }
                }
            }
        }
    }

    @Test
    void bothCommandsComeInOnePacket() throws Exception {
        try (PacketServer server = new PacketServer();
                SerialLink link =
                        Rfc2217Link.open(Rfc2217Address.parse(server.address()), 115200, SHORT, new NetworkLines())) {
            for (int i = 0; i < 20; i++) {
                int before = server.packets().size();
                boolean dtr = i % 2 == 0;
                link.setLines(dtr, !dtr);
                await().atMost(FarSide.DEADLINE).until(() -> server.packets().size() > before);
                assertThat(server.packets().get(before))
                        .isEqualTo(dtr ? "fffa2c0508fff0fffa2c050cfff0" : "fffa2c050bfff0fffa2c0509fff0");
            }
        }
    }

    @Test
    void aServerThatNeverConfirmsTheLinesIsUsedAllTheSame() throws Exception {
        try (PacketServer server = new PacketServer();
                SerialLink link =
                        Rfc2217Link.open(Rfc2217Address.parse(server.address()), 115200, SHORT, new NetworkLines())) {
            link.setLines(true, false);
            assertThat(link.baud()).isEqualTo(115200);
            await().atMost(FarSide.DEADLINE)
                    .until(() -> server.packets().stream().anyMatch(packet -> packet.contains("fffa2c0508fff0")));
        }
    }

    @Test
    void aRefusedRateIsAFaultThatNamesBoth() throws Exception {
        try (PacketServer server = new PacketServer();
                SerialLink link =
                        Rfc2217Link.open(Rfc2217Address.parse(server.address()), 115200, SHORT, new NetworkLines())) {
            assertThatThrownBy(() -> link.setBaud(921600))
                    .isInstanceOfSatisfying(
                            FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.PORT_REFUSED))
                    .hasMessageContaining("921600")
                    .hasMessageContaining("115200");
            assertThat(link.baud()).isEqualTo(115200);
        }
    }

    @Test
    void aPortThatAnotherClientHasIsBusyAndComesFreeWhenThatOneLeaves() throws Exception {
        try (ServedLine server = new ServedLine()) {
            NetworkLines use = new NetworkLines();
            SerialLink first = use.open(server.address(), 115200);
            Rfc2217Address address = Rfc2217Address.parse(server.address());
            assertFault(() -> Rfc2217Link.open(address, 115200, SHORT, use), FaultCode.PORT_BUSY);
            CompletableFuture<SerialLink> second =
                    inBackground(() -> Rfc2217Link.open(address, 460800, LinkLimits.USUAL, use));
            first.close();
            try (SerialLink link = second.get(10, TimeUnit.SECONDS)) {
                link.write(new byte[] {42});
                assertThat(server.receive(1, FarSide.DEADLINE)).containsExactly(42);
            }
        }
    }

    @Test
    void anAddressWhereNobodyAnswersOrThatIsNoneIsAClearFault() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        NetworkLines links = new NetworkLines();
        assertFault(() -> links.open("rfc2217://127.0.0.1:" + free, 115200), FaultCode.SERIAL_SERVER_DOWN);
        // Looked up, though a URI knows no such host (RFC 2606: nobody has a name under .invalid).
        assertFault(() -> links.open("rfc2217://rig_pi.invalid:4700", 115200), FaultCode.SERIAL_SERVER_DOWN);
        assertFault(() -> links.open("rfc2217://127.0.0.1", 115200), FaultCode.PORT_OPEN_FAILED);
        assertFault(() -> links.open("rfc2217://127.0.0.1:99999", 115200), FaultCode.PORT_OPEN_FAILED);
    }

    @Test
    void aServerThatIsNoRfc2217ServerIsRefused() throws Exception {
        try (ServerSocket raw = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> client = inBackground(raw::accept);
            Rfc2217Address address = Rfc2217Address.parse("rfc2217://127.0.0.1:" + raw.getLocalPort());
            assertFault(() -> Rfc2217Link.open(address, 115200, SHORT, new NetworkLines()), FaultCode.PORT_OPEN_FAILED);
            client.get(1, TimeUnit.SECONDS).close();
        }
    }

    private static String text(boolean... lines) {
        return "D" + (lines[0] ? 1 : 0) + " R" + (lines[1] ? 1 : 0);
    }
}
