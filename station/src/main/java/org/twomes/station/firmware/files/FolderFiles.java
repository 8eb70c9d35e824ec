package org.twomes.station.firmware.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.twomes.station.common.Digests;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.firmware.BundleRefusal;

/** A bundle that lies unpacked in a folder; only the files asked for are read. */
final class FolderFiles implements BundleFiles {
    /** Far above a build folder of ESP-IDF; more is somebody's home. */
    static final int MOST_FILES = 50_000;

    /** A release lies one or two levels down, the parts of a build one below it. */
    private static final int DEEPEST = 6;

    private final Path root;
    private final Map<String, byte[]> read = new HashMap<>();

    FolderFiles(Path root) {
        this.root = root;
    }

    @Override
    public String name() {
        return root.toString();
    }

    @Override
    public Set<String> paths() {
        List<String> found = new ArrayList<>();
        try {
            Files.walkFileTree(root, Set.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, new Listing(found));
        } catch (IOException e) {
            throw BundleRefusal.of(FaultCode.BUNDLE_UNREADABLE, name(), "cannot be read", e);
        }
        if (found.size() > MOST_FILES) {
            throw BundleRefusal.of(FaultCode.BUNDLE_TOO_LARGE, name(), "holds more than " + MOST_FILES + " files");
        }
        found.sort(null);
        return new LinkedHashSet<>(found);
    }

    @Override
    public Optional<byte[]> read(String path) {
        Path file = root.resolve(BundlePath.checked(root.toString(), path));
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            if (!file.toRealPath().startsWith(root.toRealPath())) {
                throw BundleRefusal.of(FaultCode.BUNDLE_PATH_ESCAPES, path, "is a link out of the folder " + root);
            }
            if (Files.size(file) > MOST_FILE_BYTES) {
                throw BundleRefusal.of(FaultCode.BUNDLE_TOO_LARGE, path, "is larger than any flash (16 MB)");
            }
            byte[] content = Files.readAllBytes(file);
            read.put(path, content);
            return Optional.of(content);
        } catch (IOException e) {
            throw BundleRefusal.of(FaultCode.BUNDLE_UNREADABLE, path, "cannot be read", e);
        }
    }

    @Override
    public String sha256(String folder, Collection<String> used) {
        var digest = Digests.sha256();
        for (String file : new TreeSet<>(used)) {
            byte[] content = read.getOrDefault(folder + file, new byte[0]);
            digest.update((file + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
            digest.update(content);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Passes over what cannot be looked at, as it may have nothing to do with the bundle. */
    private final class Listing extends SimpleFileVisitor<Path> {
        private final List<String> found;

        Listing(List<String> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes facts) {
            return Leftovers.holds(path(folder)) || outside(folder)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
            String path = path(file);
            if (facts.isRegularFile() && !Leftovers.holds(path)) {
                found.add(path);
            }
            return found.size() > MOST_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException cause) {
            return FileVisitResult.CONTINUE;
        }

        private boolean outside(Path folder) {
            try {
                return !folder.toRealPath().startsWith(root.toRealPath());
            } catch (IOException e) {
                return true;
            }
        }

        private String path(Path file) {
            return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
        }
    }
}
