package org.twomes.station.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The data folder exists, is writable by this user and readable by nobody else, is on a disk, and has free space. */
record DataFolderCheck(Path data) implements Check {
    /** Below this the daemon's own health complains: a shift's logs and sheets would not fit. */
    private static final long TOO_LITTLE_BYTES = 200L << 20;
    /** Some months of sheets, boot logs and a ledger of some 10 000 units. */
    private static final long LITTLE_BYTES = 2L << 30;

    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs", "overlay");

    private static final String NAME = "data folder";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> look() throws IOException {
        if (Files.notExists(data)) {
            return List.of(missing());
        }
        List<Finding> findings = new ArrayList<>();
        if (!Files.isDirectory(data)) {
            return List.of(Finding.fault(name(), data + " is no folder.", "Set station.data to a folder."));
        }
        if (!Files.isWritable(data)) {
            findings.add(Finding.fault(
                    name(),
                    data + " cannot be written by this user (%s).".formatted(System.getProperty("user.name")),
                    "Give it to the user that the station runs as: chown -R USER " + data));
        }
        if (Files.getPosixFilePermissions(data).contains(PosixFilePermission.OTHERS_READ)) {
            findings.add(Finding.warning(name(), data + " can be listed by everybody.", "chmod o-rwx " + data));
        }
        disk(findings);
        return findings;
    }

    private Finding missing() {
        Path above = data.toAbsolutePath();
        while (above.getParent() != null && Files.notExists(above)) {
            above = above.getParent();
        }
        return Files.isWritable(above)
                ? Finding.fine(name(), data + " is not there yet; the station will make it.")
                : Finding.fault(
                        name(),
                        data + " is not there, and this user cannot make it in " + above + ".",
                        "Make it as root and give it to the user that the station runs as.");
    }

    private void disk(List<Finding> findings) throws IOException {
        FileStore store = Files.getFileStore(data);
        findings.add(room(data, store.getUsableSpace()));
        if (IN_MEMORY.contains(store.type())) {
            findings.add(Finding.warning(
                    name(),
                    data + " is on " + store.type() + ": it may be gone after a restart of the machine.",
                    "Put station.data on a disk; it holds the only record of the units."));
        }
    }

    /** What {@code free} bytes on the disk of {@code data} mean. */
    static Finding room(Path data, long free) {
        String what = "%s has %d MB free.".formatted(data, free >> 20);
        if (free < TOO_LITTLE_BYTES) {
            return Finding.fault(NAME, what, "Free space on that disk.");
        }
        return free < LITTLE_BYTES
                ? Finding.warning(NAME, what, "Free space: a few months of a line take 2 GB.")
                : Finding.fine(NAME, what);
    }
}
