package org.twomes.station.firmware;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.twomes.station.config.BackOfficeSection.Environment;
import org.twomes.station.fault.FaultCode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Chooses from a GitHub release (REST API, "Get a release by tag name") the zip for this board and back office. */
final class ReleaseAssets {
    private static final String SHA256_PREFIX = "sha256:";

    private ReleaseAssets() {}

    static Download.Asset choose(
            BundleSource.InRelease release, byte[] json, Optional<String> board, Optional<Environment> environment) {
        String source = "%s/%s@%s".formatted(release.owner(), release.repository(), release.tag());
        List<Download.Asset> zips = zips(source, json);
        List<Download.Asset> fitting = zips.stream()
                .filter(asset -> fits(BundleName.parse(asset.name()), board, environment))
                .toList();
        if (fitting.size() != 1) {
            String names = zips.stream().map(Download.Asset::name).collect(Collectors.joining(", "));
            throw BundleRefusal.of(
                    FaultCode.BUNDLE_RELEASE_UNCLEAR,
                    source,
                    "%d of its zips fit board %s and server %s; it has: %s"
                            .formatted(
                                    fitting.size(),
                                    board.orElse("any"),
                                    environment.map(Enum::name).orElse("any"),
                                    names.isEmpty() ? "none" : names));
        }
        return fitting.get(0);
    }

    private static boolean fits(BundleName name, Optional<String> board, Optional<Environment> environment) {
        boolean rightServer = environment.isEmpty()
                || name.server().isEmpty()
                || name.server().equals(environment);
        return rightServer && (board.isEmpty() || name.board().equals(board));
    }

    private static List<Download.Asset> zips(String source, byte[] json) {
        List<Download.Asset> zips = new ArrayList<>();
        try {
            for (JsonNode node : JsonMapper.shared().readTree(json).path("assets")) {
                String name = node.path("name").asString("");
                URI address = URI.create(node.path("browser_download_url").asString(""));
                if (name.endsWith(".zip") && "https".equals(address.getScheme())) {
                    zips.add(new Download.Asset(name, address, sha256(node)));
                }
            }
        } catch (JacksonException | IllegalArgumentException e) {
            throw BundleRefusal.of(
                    FaultCode.BUNDLE_DOWNLOAD_REFUSED, source, "the release API's answer is not what it documents", e);
        }
        return zips;
    }

    private static Optional<String> sha256(JsonNode node) {
        return Optional.of(node.path("digest").asString(""))
                .filter(text -> text.startsWith(SHA256_PREFIX))
                .map(text -> text.substring(SHA256_PREFIX.length()));
    }
}
