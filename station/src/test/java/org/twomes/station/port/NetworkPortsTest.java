package org.twomes.station.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.ConfigFile;

/** Fixed RFC 2217 addresses: there while something answers, left alone while they are in use. */
class NetworkPortsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final Heard heard = new Heard();
    private final LineUse use = new LineUse();
    private final AtomicInteger probes = new AtomicInteger();
    private final AtomicInteger bytes = new AtomicInteger();
    private DeviceWatch watch;

    @AfterEach
    void close() {
        watch.close();
    }

    private void start(String addresses, String slots) throws Exception {
        UsbTree usb = new UsbTree(folder);
        watch = new DeviceWatch(
                ConfigFile.defaults(Map.of(
                                "ports.deviceRoot",
                                "'" + usb.dev + "'",
                                "ports.sysRoot",
                                "'" + usb.sys + "'",
                                "ports.rfc2217",
                                addresses,
                                "ports.slots",
                                slots))
                        .ports(),
                use);
        watch.start(heard);
    }

    private ServerSocket serve(int port) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        SerialLinkContract.inBackground(() -> {
            while (true) {
                try (Socket client = server.accept()) {
                    probes.incrementAndGet();
                    bytes.addAndGet(client.getInputStream().readAllBytes().length);
                }
            }
        });
        return server;
    }

    private static String address(ServerSocket server) {
        return "rfc2217://127.0.0.1:" + server.getLocalPort();
    }

    private void awaitNews(String... news) {
        await().atMost(SOON).untilAsserted(() -> assertThat(heard.news).containsExactly(news));
    }

    @Test
    void anAddressIsAPortWhileItsServerAnswersAndNothingIsSentToIt() throws Exception {
        String text;
        try (ServerSocket server = serve(0)) {
            text = address(server);
            start("['" + text + "']", "[{path: '" + text + "', name: Far}]");
            await().atMost(SOON).until(() -> heard.sightings.size() == 1);
            assertThat(heard.sightings).containsExactly(new PortSighting(text, text, "Far", "", "RFC 2217 server"));
            await().atMost(SOON).until(() -> probes.get() >= 2);
            assertThat(bytes).hasValue(0);
        }
        String shown = text.substring(text.lastIndexOf('/') + 1);
        awaitNews("+ " + shown + " at " + text, "- " + shown + " at " + text);
        try (ServerSocket again = serve(Integer.parseInt(text.substring(text.lastIndexOf(':') + 1)))) {
            awaitNews("+ " + shown + " at " + text, "- " + shown + " at " + text, "+ " + shown + " at " + text);
            assertThat(again.isBound()).isTrue();
        }
    }

    @Test
    void oneThatDoesNotAnswerHoldsUpNoOther() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket server = serve(0);
                Socket one = new Socket(InetAddress.getLoopbackAddress(), full.getLocalPort());
                Socket two = new Socket(InetAddress.getLoopbackAddress(), full.getLocalPort())) {
            assertThat(one.isConnected() && two.isConnected()).isTrue();
            start("['" + address(full) + "', '" + address(server) + "']", "[]");
            await().atMost(SOON).until(() -> probes.get() >= 3);
            assertThat(watch.present())
                    .extracting(PortSighting::slotName)
                    .contains("127.0.0.1:" + server.getLocalPort());
        }
    }

    @Test
    void aPortInUseIsNotProbedAndOneThatWasCutIsABoardAnew() throws Exception {
        try (ServerSocket server = serve(0)) {
            String text = address(server);
            String shown = text.substring(text.lastIndexOf('/') + 1);
            start("['" + text + "']", "[]");
            awaitNews("+ " + shown + " at " + text);
            use.opened(text);
            // A probe may be under way just now.
            await().during(Duration.ofSeconds(2)).atMost(SOON).until(restingProbes());
            assertThat(watch.present()).hasSize(1);
            use.closed(text, true);
            awaitNews("+ " + shown + " at " + text, "- " + shown + " at " + text, "+ " + shown + " at " + text);
            use.opened(text);
            use.closed(text, false);
            int before = probes.get();
            await().atMost(SOON).until(() -> probes.get() > before + 1);
            assertThat(heard.news).hasSize(3);
        }
    }

    private java.util.concurrent.Callable<Boolean> restingProbes() {
        int[] last = {-1};
        return () -> {
            boolean same = last[0] == probes.get();
            last[0] = probes.get();
            return same;
        };
    }
}
