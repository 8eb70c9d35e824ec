package org.twomes.station.firmware;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.common.Digests;
import org.twomes.station.config.BackOfficeSection.Environment;
import org.twomes.station.config.CertificateAuthorities;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.files.ZipFiles;

/**
 * Gets release zips over HTTPS, and finds them through the GitHub release API. A broken download goes on where it stopped (Range with
 * If-Range, RFC 9110 13 and 14) as long as the server's strong ETag is the same.
 */
public final class Download {
    /** Public release API of GitHub. */
    public static final URI GITHUB_API = URI.create("https://api.github.com/");

    private static final Logger LOG = LoggerFactory.getLogger(Download.class);
    /** Tries of one call of {@link #fetch}; each goes on where the one before ended. */
    private static final int TRIES = 4;

    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int SERVER_ERRORS = 500;
    private static final int MOST_JSON_BYTES = 4 << 20;
    private static final String WEAK_ETAG_PREFIX = "W/";
    private static final String ETAG_SUFFIX = ".etag";
    private final HttpClient client;
    private final URI releaseApi;
    private final long mostBytes;
    private final Duration deadline;

    /**
     * Downloads with limits.
     *
     * @param client follows redirects, but never from HTTPS to HTTP; brings the trusted certificates
     * @param releaseApi base address of the release API, with a slash at its end
     * @param mostBytes largest file taken
     * @param deadline limit of one transfer
     */
    public Download(HttpClient client, URI releaseApi, long mostBytes, Duration deadline) {
        this.client = client;
        this.releaseApi = releaseApi;
        this.mostBytes = mostBytes;
        this.deadline = deadline;
    }

    /**
     * The usual limits: 64 MB, ten minutes, GitHub; trusts this machine's certificate authorities.
     *
     * @throws IOException when those cannot be read
     */
    public static Download usual() throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(15))
                .sslContext(CertificateAuthorities.ofThisMachine().context())
                .build();
        return new Download(client, GITHUB_API, ZipFiles.MOST_ZIP_BYTES, Duration.ofMinutes(10));
    }

    /**
     * A file to get.
     *
     * @param name under which it is kept
     * @param address where it is
     * @param sha256 that the release states; empty where it states none
     */
    record Asset(String name, URI address, Optional<String> sha256) {
        static Asset at(URI address) {
            String path = Optional.ofNullable(address.getPath()).orElse("");
            return new Asset(path.substring(path.lastIndexOf('/') + 1), address, Optional.empty());
        }
    }

    /** The one asset of {@code release} for board and environment. */
    Asset find(BundleSource.InRelease release, Optional<String> board, Optional<Environment> environment) {
        URI address = releaseApi.resolve(
                "repos/%s/%s/releases/tags/%s".formatted(release.owner(), release.repository(), release.tag()));
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Accept", "application/vnd.github+json")
                .build();
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        HttpResponse<Long> answer = send(request, info -> new LimitedBody(() -> json, MOST_JSON_BYTES));
        if (answer.statusCode() != OK) {
            throw BundleRefusal.of(
                    FaultCode.BUNDLE_DOWNLOAD_REFUSED,
                    shown(address),
                    "the release API answers " + answer.statusCode());
        }
        return ReleaseAssets.choose(release, json.toByteArray(), board, environment);
    }

    /** Gets {@code asset} into {@code file}, keeping what is there of an earlier try. */
    void fetch(Asset asset, Path file) throws IOException {
        FaultException last = null;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            try {
                transfer(asset, file);
                checkHash(asset, file);
                return;
            } catch (FaultException e) {
                if (e.code() != FaultCode.BUNDLE_DOWNLOAD_FAILED
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LOG.info("download of {} broke off, try {} of {}", asset.name(), attempt + 1, TRIES);
                last = e;
            }
        }
        throw Objects.requireNonNull(last);
    }

    /** Removes the leftovers of a finished download. */
    void forget(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(etagFile(file));
    }

    private void transfer(Asset asset, Path file) throws IOException {
        Path etagFile = etagFile(file);
        long have = Files.exists(file) && Files.exists(etagFile) ? Files.size(file) : 0;
        HttpRequest.Builder request = HttpRequest.newBuilder(asset.address());
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-").header("If-Range", Files.readString(etagFile));
        }
        HttpResponse<Long> answer = send(request.build(), info -> switch (info.statusCode()) {
            case OK -> new LimitedBody(() -> start(info, file), mostBytes);
            case PARTIAL_CONTENT -> new LimitedBody(() -> goOn(info, file, have), mostBytes - have);
            default -> BodySubscribers.replacing(0L);
        });
        int status = answer.statusCode();
        if (status == RANGE_NOT_SATISFIABLE) {
            forget(file);
        }
        if (status >= SERVER_ERRORS || status == RANGE_NOT_SATISFIABLE) {
            throw failed(asset.address(), "the server answers " + status, null);
        }
        if (status != OK && status != PARTIAL_CONTENT) {
            throw BundleRefusal.of(
                    FaultCode.BUNDLE_DOWNLOAD_REFUSED, shown(asset.address()), "the server answers " + status);
        }
    }

    private static OutputStream start(ResponseInfo info, Path file) throws IOException {
        Optional<String> etag = info.headers().firstValue("ETag").filter(value -> !value.startsWith(WEAK_ETAG_PREFIX));
        if (etag.isPresent()) {
            Files.writeString(etagFile(file), etag.get());
        } else {
            Files.deleteIfExists(etagFile(file));
        }
        return Files.newOutputStream(file);
    }

    private OutputStream goOn(ResponseInfo info, Path file, long have) throws IOException {
        String range = info.headers().firstValue("Content-Range").orElse("none");
        if (have == 0 || !range.startsWith("bytes " + have + "-")) {
            forget(file);
            throw new IOException("the server sent the range " + range + ", not from " + have);
        }
        LOG.info("download goes on at byte {}", have);
        return Files.newOutputStream(file, StandardOpenOption.APPEND);
    }

    private void checkHash(Asset asset, Path file) throws IOException {
        String actual = Digests.sha256Hex(file);
        if (asset.sha256().isPresent() && !asset.sha256().get().equalsIgnoreCase(actual)) {
            forget(file);
            throw BundleRefusal.of(
                    FaultCode.BUNDLE_DOWNLOAD_DAMAGED,
                    asset.name(),
                    "has SHA-256 " + actual + ", its release states "
                            + asset.sha256().get());
        }
    }

    private HttpResponse<Long> send(HttpRequest request, BodyHandler<Long> handler) {
        CompletableFuture<HttpResponse<Long>> answer = client.sendAsync(request, handler);
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (tooLong(e)) {
                throw BundleRefusal.of(
                        FaultCode.BUNDLE_TOO_LARGE,
                        shown(request.uri()),
                        "is larger than the limit of " + mostBytes + " bytes");
            }
            throw failed(request.uri(), String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw failed(request.uri(), "took longer than " + deadline.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw failed(request.uri(), "was interrupted", e);
        }
    }

    private static boolean tooLong(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(LimitedBody.TooLong.class::isInstance);
    }

    /** Without the query, which may carry a signature. */
    private static String shown(URI address) {
        return "https://" + address.getAuthority() + address.getPath();
    }

    private static Path etagFile(Path file) {
        return file.resolveSibling(file.getFileName() + ETAG_SUFFIX);
    }

    private static FaultException failed(URI address, String detail, @Nullable Throwable cause) {
        return BundleRefusal.of(FaultCode.BUNDLE_DOWNLOAD_FAILED, shown(address), detail, cause);
    }
}
