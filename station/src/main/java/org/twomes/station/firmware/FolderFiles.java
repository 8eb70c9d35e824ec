package org.twomes.station.firmware;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A bundle that lies unpacked in a folder; only the files asked for are read. */
final class FolderFiles implements BundleFiles {
    private final Path root;
    private final Map<String, byte[]> read = new TreeMap<>();

    FolderFiles(Path root) {
        this.root = root;
    }

    @Override
    public Optional<byte[]> read(String path) throws BundleException {
        Path file = root.resolve(BundlePath.checked(root.toString(), path));
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            if (!file.toRealPath().startsWith(root.toRealPath())) {
                throw new BundleException(
                        BundleFault.PATH_ESCAPES,
                        path,
                        "is a link out of the folder " + root,
                        "put the file itself into the folder");
            }
            if (Files.size(file) > MOST_FILE_BYTES) {
                throw new BundleException(
                        BundleFault.TOO_LARGE,
                        path,
                        "is larger than any flash (16 MB)",
                        "look whether this is the image that the build made");
            }
            byte[] content = Files.readAllBytes(file);
            read.put(path, content);
            return Optional.of(content);
        } catch (BundleException e) {
            throw e;
        } catch (IOException e) {
            throw new BundleException(BundleFault.UNREADABLE, path, "cannot be read", "check its owner and mode", e);
        }
    }

    @Override
    public String sha256() {
        var digest = Digests.sha256();
        read.forEach((path, content) -> {
            digest.update((path + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
            digest.update(content);
        });
        return HexFormat.of().formatHex(digest.digest());
    }
}
