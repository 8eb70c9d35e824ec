package org.twomes.station.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.TestCertificate;

@Tag("rig")
class CertificateAuthoritiesTest {
    /** Debian's file of all authorities that update-ca-certificates has put together. */
    private static final Path DEBIAN = Path.of("/etc/ssl/certs/ca-certificates.crt");

    @TempDir
    Path folder;

    /** What update-ca-certificates adds to the machine's file is trusted, whatever the Java runtime has in its own. */
    @Test
    void theMachinesFileCountsAndNotTheRuntimes() throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "dns:localhost");
        Path pem = folder.resolve("certificate.pem");
        certificate.write(pem, folder.resolve("key.pem"));
        HttpServer server = server(certificate);
        try {
            URI address = URI.create("https://localhost:" + server.getAddress().getPort());
            Path machines = Files.copy(DEBIAN, folder.resolve("ca-certificates.crt"));
            CertificateAuthorities trusted = new CertificateAuthorities("", Optional.empty(), Optional.of(machines));
            String before = trusted.version();
            assertThatThrownBy(() -> ask(trusted, address)).isInstanceOf(SSLException.class);
            Files.writeString(machines, Files.readString(DEBIAN) + Files.readString(pem));
            assertThat(trusted.version()).isNotEqualTo(before);
            assertThat(ask(trusted, address)).isEqualTo(204);
        } finally {
            server.stop(0);
        }
    }

    private static HttpServer server(TestCertificate certificate) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(certificate.shown(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static int ask(CertificateAuthorities trusted, URI address) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().sslContext(trusted.context()).build();
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void withoutAMachinesFileTheRuntimesAuthoritiesStandIn() throws Exception {
        CertificateAuthorities trusted = new CertificateAuthorities("", Optional.empty(), Optional.empty());
        assertThat(trusted.context().getProtocol()).isEqualTo("TLS");
    }

    @Test
    void whatIsWrongWithAFileIsSaidWithItsKey() throws Exception {
        Path file = folder.resolve("ca.pem");
        CertificateAuthorities trusted = new CertificateAuthorities("backOffice.ca", Optional.of(file));
        assertThatThrownBy(trusted::context).hasMessageContaining("backOffice.ca: " + file + " cannot be read");
        Files.writeString(file, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertThatThrownBy(trusted::context).hasMessageContaining("holds a certificate that cannot be read");
        Files.writeString(file, "");
        assertThatThrownBy(trusted::context).hasMessageContaining("holds no certificate in PEM");
    }
}
