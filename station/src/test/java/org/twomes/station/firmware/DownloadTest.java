package org.twomes.station.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.twomes.station.firmware.BundleFaults.refused;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.TestCertificate;
import org.twomes.station.common.Digests;
import org.twomes.station.config.BackOfficeSection.Environment;
import org.twomes.station.fault.FaultCode;

/** Downloads from a local HTTPS server that breaks off, lies and stalls. */
@Tag("rig")
class DownloadTest {
    private static final String NAME = "hand-made_ESP32DEV_v1.2.3.zip";
    private static final byte[] ZIP = BundleBuilder.complete().zip();
    private static final String ETAG = "\"one\"";

    private static TestCertificate key;

    @TempDir
    private Path folder;

    private TlsServer server;
    private Catalogue catalogue;
    private final List<String> ranges = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void makeKey(@TempDir Path keys) throws Exception {
        key = TestCertificate.make(keys, "dns:localhost");
    }

    @BeforeEach
    void start() throws Exception {
        server = new TlsServer(key);
        catalogue = new Catalogue(folder.resolve("bundles"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Download download(long most, Duration deadline) {
        return new Download(server.client(), server.address("/api/"), most, deadline);
    }

    private CatalogueEntry fetch(Download download, BundleSource source) {
        return catalogue.fetch(source, download, Optional.of("ESP32DEV"), Optional.of(Environment.TEST));
    }

    private CatalogueEntry fetch() {
        return fetch(download(1 << 20, Duration.ofSeconds(20)), new BundleSource.OnWeb(server.address("/" + NAME)));
    }

    /** Serves {@link #ZIP}, at most {@code most} bytes a request, with Range and If-Range as RFC 9110 has them. */
    private void serveInParts(String etag, int most) {
        server.serve("/" + NAME, exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            ranges.add(String.valueOf(range));
            boolean same = etag.equals(exchange.getRequestHeaders().getFirst("If-Range"));
            int from = range != null && same ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
            exchange.getResponseHeaders().add("ETag", etag);
            if (from > 0) {
                exchange.getResponseHeaders()
                        .add("Content-Range", "bytes " + from + "-" + (ZIP.length - 1) + "/" + ZIP.length);
            }
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, ZIP.length - from);
            exchange.getResponseBody().write(ZIP, from, Math.min(most, ZIP.length - from));
            exchange.close();
        });
    }

    @Test
    void wholeFileArrivesUnderItsOwnNameAndNothingIsLeftOver() throws Exception {
        serveInParts(ETAG, ZIP.length);

        CatalogueEntry entry = fetch();

        assertThat(entry.name()).isEqualTo(NAME);
        assertThat(entry.sha256()).isEqualTo(Digests.sha256Hex(ZIP));
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void brokenDownloadGoesOnWhereItStopped() throws Exception {
        serveInParts(ETAG, ZIP.length / 3 + 1);

        assertThat(fetch().sha256()).isEqualTo(Digests.sha256Hex(ZIP));
        assertThat(ranges)
                .hasSize(3)
                .startsWith("null")
                .element(2)
                .isEqualTo("bytes=" + 2 * (ZIP.length / 3 + 1) + "-");
    }

    @Test
    void secondCommandGoesOnWhereTheFirstGaveUp() throws Exception {
        serveInParts(ETAG, ZIP.length / 7);
        refused(FaultCode.BUNDLE_DOWNLOAD_FAILED, NAME, this::fetch);
        assertThat(catalogue.list()).isEmpty();

        assertThat(fetch().sha256()).isEqualTo(Digests.sha256Hex(ZIP));
        assertThat(ranges.get(4)).isEqualTo("bytes=" + 4 * (ZIP.length / 7) + "-");
    }

    @Test
    void weakEtagIsNotResumedFrom() {
        serveInParts("W/\"weak\"", ZIP.length / 2);
        refused(FaultCode.BUNDLE_DOWNLOAD_FAILED, NAME, this::fetch);
        assertThat(ranges).containsOnly("null");
    }

    @Test
    void fileThatChangedMeanwhileIsStartedAnew() throws Exception {
        server.serve("/" + NAME, exchange -> {
            ranges.add(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
            boolean first = ranges.size() == 1;
            byte[] body = first ? new byte[1000] : ZIP;
            exchange.getResponseHeaders().add("ETag", first ? "\"old\"" : "\"new\"");
            exchange.sendResponseHeaders(200, first ? 2000 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        assertThat(fetch().sha256()).isEqualTo(Digests.sha256Hex(ZIP));
        assertThat(ranges).containsExactly("null", "bytes=1000-");
    }

    @Test
    void rangeThatWasNotAskedForIsNotAppended() throws Exception {
        server.serve("/" + NAME, exchange -> {
            ranges.add(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
            exchange.getResponseHeaders().add("ETag", ETAG);
            if (ranges.size() == 2) {
                exchange.getResponseHeaders().add("Content-Range", "bytes 5-9/" + ZIP.length);
                reply(exchange, 206, new byte[5]);
            } else {
                exchange.sendResponseHeaders(200, ZIP.length);
                exchange.getResponseBody().write(ZIP, 0, ranges.size() == 1 ? 1000 : ZIP.length);
                exchange.close();
            }
        });
        assertThat(fetch().sha256()).isEqualTo(Digests.sha256Hex(ZIP));
    }

    @Test
    void sizeLimitHoldsForKnownAndUnknownLength() {
        serveInParts(ETAG, ZIP.length);
        server.serve("/chunked.zip", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            for (int i = 0; i < 100; i++) {
                body.write(new byte[1000]);
            }
            exchange.close();
        });
        Download small = download(5000, Duration.ofSeconds(20));
        refused(
                FaultCode.BUNDLE_TOO_LARGE,
                NAME,
                () -> fetch(small, new BundleSource.OnWeb(server.address("/" + NAME))));
        refused(
                FaultCode.BUNDLE_TOO_LARGE,
                "chunked.zip",
                () -> fetch(small, new BundleSource.OnWeb(server.address("/chunked.zip"))));
        assertThat(ranges).hasSize(1);
    }

    @Test
    void serverThatStallsIsGivenUpAtTheDeadline() {
        CountDownLatch end = new CountDownLatch(1);
        server.serve("/" + NAME, exchange -> {
            exchange.sendResponseHeaders(200, ZIP.length);
            exchange.getResponseBody().write(ZIP, 0, 100);
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Download hasty = download(1 << 20, Duration.ofMillis(400));
        assertThat(refused(
                        FaultCode.BUNDLE_DOWNLOAD_FAILED,
                        NAME,
                        () -> fetch(hasty, new BundleSource.OnWeb(server.address("/" + NAME)))))
                .hasMessageContaining("took longer");
        end.countDown();
    }

    @Test
    void serverWhoseCertificateIsNotTrustedIsRefused() {
        serveInParts(ETAG, ZIP.length);
        Download strict =
                new Download(HttpClient.newHttpClient(), server.address("/api/"), 1 << 20, Duration.ofSeconds(20));
        refused(
                FaultCode.BUNDLE_DOWNLOAD_FAILED,
                NAME,
                () -> fetch(strict, new BundleSource.OnWeb(server.address("/" + NAME))));
        assertThat(ranges).isEmpty();
    }

    @Test
    void missingFileIsSaidAtOnceAndAddressWithoutAZipNameIsRefused() {
        server.serve("/gone.zip", exchange -> {
            ranges.add("gone");
            reply(exchange, 404, new byte[0]);
        });
        assertThat(refused(
                        FaultCode.BUNDLE_DOWNLOAD_REFUSED,
                        "gone.zip",
                        () -> fetch(
                                download(99, Duration.ofSeconds(20)),
                                new BundleSource.OnWeb(server.address("/gone.zip?sig=abc")))))
                .hasMessageContaining("404")
                .hasMessageNotContaining("abc");
        assertThat(ranges).hasSize(1);
        refused(
                FaultCode.BUNDLE_SOURCE_UNKNOWN,
                "x",
                () -> fetch(download(99, Duration.ofSeconds(20)), new BundleSource.OnWeb(server.address("/x"))));
    }

    @Test
    void releaseAssetIsChosenByBoardAndServerAndItsDigestChecked() throws Exception {
        String wanted = "p1_ESP32DEV_TEST_SERVER_v1.zip";
        serveRelease(
                Digests.sha256Hex(ZIP),
                wanted,
                "p1_ESP32DEV_PRODUCTION_SERVER_v1.zip",
                "p1_M5STACK_COREINK_TEST_SERVER_v1.zip");
        server.serve("/" + wanted, exchange -> reply(exchange, 200, ZIP));

        CatalogueEntry entry = fetchRelease();

        assertThat(entry.name()).isEqualTo(wanted);
        assertThat(Files.readAllBytes(entry.file())).isEqualTo(ZIP);
    }

    @Test
    void assetThatIsNotWhatItsReleaseStatesIsRefused() throws Exception {
        String wanted = "p1_ESP32DEV_TEST_SERVER_v1.zip";
        serveRelease("00".repeat(32), wanted);
        server.serve("/" + wanted, exchange -> reply(exchange, 200, ZIP));
        refused(FaultCode.BUNDLE_DOWNLOAD_DAMAGED, wanted, this::fetchRelease);
        assertThat(catalogue.list()).isEmpty();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void releaseWithNoneOrSeveralThatFitListsWhatItHas() {
        serveRelease("", "a_ESP32DEV_v1.zip", "b_ESP32DEV_v1.zip", "firmware-signed_ESP32DEV.bin");
        assertThat(refused(FaultCode.BUNDLE_RELEASE_UNCLEAR, "owner/repo@v1", this::fetchRelease))
                .hasMessageContaining("a_ESP32DEV_v1.zip, b_ESP32DEV_v1.zip");
    }

    @Test
    void unknownReleaseAndForeignAnswersAreSaid() {
        assertThat(refused(FaultCode.BUNDLE_DOWNLOAD_REFUSED, "", this::fetchRelease))
                .hasMessageContaining("404");
        server.serve("/api/repos/owner/repo/releases/tags/v1", exchange -> reply(exchange, 200, new byte[] {'<'}));
        refused(FaultCode.BUNDLE_DOWNLOAD_REFUSED, "owner/repo@v1", this::fetchRelease);
    }

    private CatalogueEntry fetchRelease() {
        return fetch(download(1 << 20, Duration.ofSeconds(20)), new BundleSource.InRelease("owner", "repo", "v1"));
    }

    private void serveRelease(String sha256, String... names) {
        String digest = sha256.isEmpty() ? "null" : "\"sha256:" + sha256 + "\"";
        String assets = Arrays.stream(names)
                .map(name -> "{\"name\":\"%s\",\"browser_download_url\":\"%s\",\"digest\":%s}"
                        .formatted(name, server.address("/" + name), digest))
                .collect(Collectors.joining(","));
        byte[] json = ("{\"tag_name\":\"v1\",\"assets\":[" + assets + "]}").getBytes(StandardCharsets.UTF_8);
        server.serve("/api/repos/owner/repo/releases/tags/v1", exchange -> reply(exchange, 200, json));
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("bundles"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".zip"))
                    .toList();
        }
    }
}
