package org.twomes.station.backoffice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.PrivateAuthority;
import org.twomes.station.TestCertificate;
import org.twomes.station.backoffice.Reachability.State;
import org.twomes.station.common.Secret;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.rig.FakeBackOffice;

/** A back office with a certificate of a private authority, directly and by a real proxy (Debian's tinyproxy). */
@Tag("rig")
class WayToTheServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Secret ADMIN = Secret.of(Clients.ADMIN);

    @TempDir
    static Path shared;

    private static PrivateAuthority authority;

    @TempDir
    Path folder;

    private FakeBackOffice office;
    private Path token;

    @BeforeAll
    static void makeAuthority() throws Exception {
        authority = PrivateAuthority.make(shared);
    }

    @BeforeEach
    void open() throws Exception {
        office = new FakeBackOffice(ADMIN, authority.server());
        token = Clients.secret(folder, Clients.ADMIN + "\n", "rw-------");
    }

    @AfterEach
    void close() {
        office.close();
    }

    private TwomesV1Client client(URI url, Map<String, String> more) throws Exception {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("backOffice.url", '"' + url.toString() + '"');
        settings.put("backOffice.tokenFile", '"' + token.toString() + '"');
        settings.putAll(more);
        return new TwomesV1Client(ConfigFile.defaults(settings).backOffice(), Optional.empty(), Clock.systemUTC());
    }

    private Map<String, String> ca(Path file) {
        return Map.of("backOffice.ca", '"' + file.toString() + '"');
    }

    @Test
    void aPrivateAuthorityIsTrustedOnceItIsNamed() throws Exception {
        Reachability stranger = client(office.url(), Map.of()).reachable();
        assertThat(stranger.state()).isEqualTo(State.NOT_API_V1);
        assertThat(stranger.detail()).contains("no TLS that can be trusted");
        assertThat(stranger.remedy()).contains("backOffice.ca", "update-ca-certificates");
        assertThat(office.requests()).isZero();

        TwomesV1Client client = client(office.url(), ca(authority.pem()));
        assertThat(client.register(Clients.BOARD)).isInstanceOf(RegistrationAnswer.Registered.class);
        assertThat(client.prove(Clients.BOARD.token())).isEqualTo(new TokenProof.Registered());
    }

    @Test
    void theAuthorityVouchesForItsNamesOnly() throws Exception {
        URI byAddress = URI.create("https://127.0.0.1:" + office.url().getPort());
        assertThat(client(byAddress, ca(authority.pem())).reachable().state()).isEqualTo(State.NOT_API_V1);
        assertThat(office.requests()).isZero();
    }

    @Test
    void theFileIsReadAnewWhenItChanges() throws Exception {
        Path file = folder.resolve("ca.pem");
        TwomesV1Client client = client(office.url(), ca(file));
        assertThat(client.reachable().detail()).contains("backOffice.ca", file.toString(), "cannot be read");
        Files.writeString(file, "no certificate\n");
        assertThat(client.reachable().detail()).contains(file.toString(), "holds no certificate in PEM");
        Path other = Files.createDirectory(folder.resolve("other"));
        TestCertificate.make(other, "dns:localhost").write(file.resolveSibling("other.pem"), other.resolve("key.pem"));
        Files.writeString(file, Files.readString(folder.resolve("other.pem")));
        assertThat(client.reachable().detail()).contains("no TLS that can be trusted");
        Files.writeString(file, "# The factory's own\n" + Files.readString(authority.pem()) + Files.readString(file));
        assertThat(client.reachable().state()).isEqualTo(State.USABLE);
    }

    private Process tinyproxy(int port, String... lines) throws IOException {
        Path config = folder.resolve("tinyproxy.conf");
        Files.writeString(
                config,
                String.join(
                        "\n",
                        "Port " + port,
                        "Listen 127.0.0.1",
                        "Timeout 60",
                        "MaxClients 20",
                        "LogLevel Connect",
                        String.join("\n", lines),
                        ""));
        Process proxy = new ProcessBuilder("tinyproxy", "-d", "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("tinyproxy.log").toFile())
                .start();
        await("the proxy").atMost(PATIENCE).until(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        });
        return proxy;
    }

    private static void end(Process proxy) throws InterruptedException {
        proxy.destroy();
        assertThat(proxy.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String proxyLog() throws IOException {
        return Files.readString(folder.resolve("tinyproxy.log"));
    }

    private Map<String, String> by(int port) {
        Map<String, String> settings = new LinkedHashMap<>(ca(authority.pem()));
        settings.put("backOffice.proxy", "\"http://127.0.0.1:" + port + "\"");
        return settings;
    }

    @Test
    void aProxyCarriesEveryCall() throws Exception {
        int port = freePort();
        Process proxy = tinyproxy(port);
        try {
            TwomesV1Client client = client(office.url(), by(port));
            assertThat(client.exists(Clients.BOARD.name())).isInstanceOf(ExistenceAnswer.Free.class);
            assertThat(client.register(Clients.BOARD)).isInstanceOf(RegistrationAnswer.Registered.class);
            assertThat(proxyLog())
                    .contains("CONNECT localhost:" + office.url().getPort())
                    .doesNotContain(Clients.ADMIN, Clients.BOARD.token().reveal());
            try (FakeBackOffice plain = new FakeBackOffice(ADMIN)) {
                assertThat(client(plain.url(), by(port)).reachable().state()).isEqualTo(State.USABLE);
                assertThat(proxyLog()).contains("POST " + plain.url() + "/device");
            }
        } finally {
            end(proxy);
        }
    }

    @Test
    void aProxyThatDoesNotLetUsThroughIsTheLinesState() throws Exception {
        int port = freePort();
        for (List<String> lines : List.of(List.of("ConnectPort 443"), List.of("BasicAuth user password"))) {
            Process proxy = tinyproxy(port, lines.toArray(String[]::new));
            try {
                Reachability reach = client(office.url(), by(port)).reachable();
                assertThat(reach.state()).as(lines + ": " + reach).isEqualTo(State.NOT_API_V1);
                assertThat(reach.detail()).matches(".*(403|407).*").doesNotContain("<");
                assertThat(reach.remedy()).contains("let this machine through the proxy without a login");
            } finally {
                end(proxy);
            }
        }
        assertThat(office.requests()).isZero();
    }

    @Test
    void aProxyThatIsAwayAndOneWithoutTheServerAreForLater() throws Exception {
        int port = freePort();
        Reachability away = client(office.url(), by(port)).reachable();
        assertThat(away.state()).isEqualTo(State.UNREACHABLE);
        assertThat(away.detail()).contains("proxy http://127.0.0.1:" + port);
        Process proxy = tinyproxy(port);
        try {
            URI nobody = URI.create("https://localhost:" + freePort());
            Reachability reach = client(nobody, by(port)).reachable();
            assertThat(reach.state()).as(reach.toString()).isEqualTo(State.UNREACHABLE);
            assertThat(reach.detail()).contains("proxy http://127.0.0.1:" + port, nobody.toString());
        } finally {
            end(proxy);
        }
    }
}
