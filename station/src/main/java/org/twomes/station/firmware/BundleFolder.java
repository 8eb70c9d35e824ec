package org.twomes.station.firmware;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.files.BundleFiles;
import org.twomes.station.firmware.layout.FlasherArguments;
import org.twomes.station.firmware.layout.Layout;

/**
 * The one folder of a zip or folder that holds all files of a layout. Release pages, desktops and build servers pack a release one or more
 * levels down, with files of their own beside it.
 *
 * @param path empty for the top, else with a {@code /} at its end
 * @param layout what lies where, by the folder's own {@code flasher_args.json} if it has one
 * @param own whether it has one
 */
record BundleFolder(String path, Layout layout, boolean own) {
    /**
     * Finds it.
     *
     * @param configured layout of a folder that has no {@code flasher_args.json}
     * @throws FaultException when there is none, or more than one
     */
    static BundleFolder find(BundleFiles files, Layout configured) {
        Set<String> paths = files.paths();
        List<BundleFolder> complete = new ArrayList<>();
        List<BundleFolder> partial = new ArrayList<>();
        Optional<FaultException> refusal = Optional.empty();
        for (String folder : folders(paths)) {
            try {
                BundleFolder candidate = in(folder, files, paths, configured);
                (candidate.missing(paths).isEmpty() ? complete : partial).add(candidate);
            } catch (FaultException e) {
                refusal = refusal.or(() -> Optional.of(e));
            }
        }
        if (complete.size() == 1) {
            return complete.get(0);
        }
        if (complete.size() > 1) {
            throw several(files, complete);
        }
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        throw none(files, paths, partial);
    }

    private static Set<String> folders(Set<String> paths) {
        Set<String> folders = new TreeSet<>(Comparator.comparingLong(
                        (String folder) -> folder.chars().filter(c -> c == '/').count())
                .thenComparing(Comparator.naturalOrder()));
        folders.add("");
        for (String path : paths) {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                folders.add(path.substring(0, slash + 1));
            }
        }
        return folders;
    }

    private static BundleFolder in(String folder, BundleFiles files, Set<String> paths, Layout configured) {
        String arguments = folder + FlasherArguments.FILE;
        if (!paths.contains(arguments)) {
            return new BundleFolder(folder, configured, false);
        }
        return new BundleFolder(
                folder, FlasherArguments.read(files.read(arguments).orElse(new byte[0])), true);
    }

    private List<String> missing(Set<String> paths) {
        return layout.files().stream()
                .map(Layout.Placement::file)
                .filter(file -> !paths.contains(path + file))
                .toList();
    }

    private static FaultException several(BundleFiles files, List<BundleFolder> complete) {
        String names = complete.stream()
                .map(folder -> folder.path.isEmpty() ? "its top" : "'" + folder.path + "'")
                .collect(Collectors.joining(" and "));
        return BundleRefusal.of(FaultCode.BUNDLE_SEVERAL, files.name(), "holds more than one bundle: in " + names);
    }

    private static FaultException none(BundleFiles files, Set<String> paths, List<BundleFolder> partial) {
        List<String> zips = paths.stream()
                .filter(path -> path.toLowerCase(Locale.ROOT).endsWith(".zip"))
                .toList();
        if (!zips.isEmpty() && zips.size() == paths.size()) {
            return BundleRefusal.of(
                    FaultCode.BUNDLE_ZIP_IN_ZIP,
                    files.name(),
                    "holds only " + String.join(", ", zips) + ": unpack it once");
        }
        BundleFolder best = partial.stream()
                .min(Comparator.comparingInt(folder -> folder.missing(paths).size()))
                .orElseThrow();
        String file = best.missing(paths).get(0);
        String where = best.path.isEmpty() ? "" : " (in its folder '" + best.path + "')";
        return BundleRefusal.of(
                FaultCode.BUNDLE_FILE_MISSING,
                file,
                "is not in the bundle" + where + ", but layout " + best.layout.name() + " names it");
    }

    /** The file names that make up the bundle, relative to the folder. */
    List<String> names() {
        List<String> names = new ArrayList<>(
                layout.files().stream().map(Layout.Placement::file).toList());
        if (own) {
            names.add(FlasherArguments.FILE);
        }
        return names;
    }
}
