package org.twomes.station.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The folder of the native code of jSerialComm and SQLite: one that this user can write and run programs in, or the one in which
 * the package has installed it.
 */
record NativeLibraryCheck(Machine machine, Properties properties) implements Check {
    /** Properties by which the package names the folder of the installed code, by library. */
    private static final List<String> READY_MADE = List.of("jSerialComm.library.path", "org.sqlite.lib.path");

    @Override
    public String name() {
        return "native code";
    }

    @Override
    public List<Finding> look() throws IOException {
        List<Finding> findings = new ArrayList<>();
        boolean unpacks = false;
        for (String key : READY_MADE) {
            Optional<Path> folder =
                    Optional.ofNullable(properties.getProperty(key)).map(Path::of);
            if (folder.isEmpty()) {
                unpacks = true;
            } else if (!Files.isDirectory(folder.get())) {
                findings.add(Finding.fault(
                        name(), key + " names " + folder.get() + ", which is not there.", "Install the package anew."));
            }
        }
        if (unpacks) {
            findings.add(unpacking(Path.of(properties.getProperty("java.io.tmpdir", "/tmp"))));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.fine(name(), "That of jSerialComm and SQLite is installed by the package."));
        }
        return findings;
    }

    private Finding unpacking(Path folder) throws IOException {
        if (!Files.isWritable(folder)) {
            return Finding.fault(
                    name(),
                    folder + " cannot be written: jSerialComm and SQLite unpack their code there.",
                    "chmod 1777 " + folder + ", or start Java with -Djava.io.tmpdir=FOLDER");
        }
        return noexec(folder)
                ? Finding.fault(
                        name(),
                        folder + " is mounted noexec: jSerialComm and SQLite cannot run their code from there.",
                        "Start Java with -Djava.io.tmpdir=FOLDER, on a disk without noexec.")
                : Finding.fine(name(), "It is unpacked to " + folder + " and can run there.");
    }

    /** The mount that holds the folder is the one with the longest path; fields as in fstab(5). */
    private boolean noexec(Path folder) throws IOException {
        Path real = folder.toRealPath();
        int longest = -1;
        boolean forbidden = false;
        for (String line : machine.text("proc/self/mounts").orElse("").lines().toList()) {
            String[] fields = line.split(" ", -1);
            if (fields.length < 4) {
                continue;
            }
            Path at = Path.of(fields[1].replace("\\040", " "));
            if (real.startsWith(at) && at.getNameCount() >= longest) {
                longest = at.getNameCount();
                forbidden = List.of(fields[3].split(",", -1)).contains("noexec");
            }
        }
        return forbidden;
    }
}
