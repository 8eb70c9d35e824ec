package org.twomes.station.firmware;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.twomes.station.common.Digests;
import org.twomes.station.config.BackOfficeSection.Environment;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.files.ZipFiles;

/**
 * The folder with the bundles that the configuration can pin. A file appears in it whole or not at all, and a name never changes its content.
 */
public final class Catalogue {
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ()._+-]*\\.zip");
    private static final String PARTIAL = ".partial";

    private final Path folder;

    /** The catalogue in {@code folder}, which is made when the first bundle comes. */
    public Catalogue(Path folder) {
        this.folder = folder;
    }

    /** Where the bundle {@code name} is, or will be once it was added. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /**
     * Takes a copy of the zip {@code file}.
     *
     * @throws FaultException when it is no sound zip, or another file has its name
     */
    public CatalogueEntry add(Path file) {
        return add(file, String.valueOf(file.getFileName()));
    }

    /**
     * Takes a bundle from wherever {@code source} says; downloads go on where an earlier try broke off.
     *
     * @param board that a release's asset must be for; empty allows any
     * @param environment back office that a release's asset must not be the wrong one for; empty allows any
     * @throws FaultException when the source is unknown, the download fails, or as for {@link #add(Path)}
     */
    public CatalogueEntry fetch(
            BundleSource source, Download download, Optional<String> board, Optional<Environment> environment) {
        if (source instanceof BundleSource.OnDisk disk) {
            return add(disk.file());
        }
        Download.Asset asset = source instanceof BundleSource.InRelease release
                ? download.find(release, board, environment)
                : Download.Asset.at(((BundleSource.OnWeb) source).address());
        checkName(asset.name());
        try {
            Path partial = Files.createDirectories(folder.resolve(PARTIAL))
                    .resolve(Digests.sha256Hex(asset.address().toString().getBytes(StandardCharsets.UTF_8)));
            download.fetch(asset, partial);
            try {
                return add(partial, asset.name());
            } finally {
                download.forget(partial);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private CatalogueEntry add(Path file, String name) {
        checkName(name);
        String sha256 = ZipFiles.open(file).sha256();
        Path target = folder.resolve(name);
        try {
            if (Files.exists(target)) {
                CatalogueEntry there = entry(target);
                if (there.sha256().equals(sha256)) {
                    return there;
                }
                throw BundleRefusal.of(
                        FaultCode.BUNDLE_NAME_TAKEN,
                        name,
                        "the catalogue has another bundle of this name, SHA-256 " + there.sha256());
            }
            Path temporary = Files.createTempFile(Files.createDirectories(folder), ".adding", ".tmp");
            try {
                Files.copy(file, temporary, StandardCopyOption.REPLACE_EXISTING);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
            return find(name, Optional.of(sha256));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** All bundles, by name; each is hashed. */
    public List<CatalogueEntry> list() {
        List<CatalogueEntry> entries = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.zip")) {
                for (Path file : files) {
                    entries.add(entry(file));
                }
            } catch (IOException e) {
                throw unwritable(e);
            }
        }
        entries.sort(Comparator.comparing(CatalogueEntry::name));
        return entries;
    }

    /**
     * The bundle {@code name}.
     *
     * @param sha256 pinned hash, hex; empty allows any
     * @throws FaultException when it is not there or its hash is another
     */
    public CatalogueEntry find(String name, Optional<String> sha256) {
        checkName(name);
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw BundleRefusal.of(FaultCode.BUNDLE_NOT_IN_CATALOGUE, name, "is not in the catalogue " + folder);
        }
        try {
            CatalogueEntry entry = entry(file);
            if (sha256.isPresent() && !sha256.get().equalsIgnoreCase(entry.sha256())) {
                throw BundleRefusal.of(
                        FaultCode.BUNDLE_WRONG_HASH,
                        name,
                        "has SHA-256 " + entry.sha256() + ", not the pinned " + sha256.get());
            }
            return entry;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static CatalogueEntry entry(Path file) throws IOException {
        String sha256 = Digests.sha256Hex(file);
        return new CatalogueEntry(String.valueOf(file.getFileName()), sha256, Files.size(file), file);
    }

    private static void checkName(String name) {
        if (!PLAIN_NAME.matcher(name).matches()) {
            throw BundleRefusal.of(FaultCode.BUNDLE_SOURCE_UNKNOWN, name, "is not a plain file name that ends in .zip");
        }
    }

    private FaultException unwritable(IOException cause) {
        String what = cause instanceof NoSuchFileException ? "has lost a file" : "cannot be read or written";
        return BundleRefusal.of(
                FaultCode.BUNDLE_UNREADABLE, folder.toString(), what + " (" + cause.getMessage() + ")", cause);
    }
}
