package org.twomes.station.firmware;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.twomes.station.config.HostName;
import org.twomes.station.config.PathText;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/** Where {@code bundle add} takes a bundle from. */
public sealed interface BundleSource {

    /** A zip on disk. */
    record OnDisk(Path file) implements BundleSource {}

    /** A zip behind an HTTPS address. */
    record OnWeb(URI address) implements BundleSource {}

    /** An asset of a GitHub release. */
    record InRelease(String owner, String repository, String tag) implements BundleSource {}

    /**
     * Reads what an operator typed: {@code FILE}, {@code https://...} or {@code OWNER/REPO@TAG}. A file that exists is taken as one, whatever it
     * is called.
     *
     * @throws FaultException when it is none of these
     */
    static BundleSource parse(String text) {
        if (text.startsWith("https://")) {
            return web(text);
        }
        Path file = path(text);
        if (Files.exists(file)) {
            return new OnDisk(file);
        }
        Matcher release = Pattern.compile("([A-Za-z0-9-]+)/([A-Za-z0-9._-]+)@([A-Za-z0-9._+-]+)")
                .matcher(text);
        if (release.matches()) {
            return new InRelease(release.group(1), release.group(2), release.group(3));
        }
        if (text.contains("://")) {
            throw unknown(text, "is no HTTPS address");
        }
        throw unknown(text, "is no file that exists and no OWNER/REPO@TAG");
    }

    private static BundleSource web(String text) {
        try {
            URI address = HostName.uri(text);
            Optional<String> complaint = HostName.complaint(address);
            if (complaint.isPresent()) {
                throw unknown("https address", complaint.get());
            }
            if (address.getHost() != null && address.getUserInfo() == null) {
                return new OnWeb(address);
            }
        } catch (URISyntaxException e) {
            throw unknown(text, "is no HTTPS address");
        }
        throw unknown("https address", "has no host, or a password in it");
    }

    private static Path path(String text) {
        try {
            return PathText.path(text);
        } catch (IllegalArgumentException e) {
            throw unknown("source", String.valueOf(e.getMessage()));
        }
    }

    private static FaultException unknown(String text, String detail) {
        return BundleRefusal.of(FaultCode.BUNDLE_SOURCE_UNKNOWN, text, detail);
    }
}
