package org.twomes.station.daemon;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A file that this process has open, whose descriptors can be turned to something else and back: to {@code /dev/full}, on
 * which the kernel answers each write with ENOSPC, or to the same file opened for reading only. So a disk goes bad under a
 * program that runs, on any Linux machine and without a mount.
 */
public final class OpenFile implements AutoCloseable {
    private static final int O_RDONLY = 0;
    private static final int O_RDWR = 2;

    private final C c = Native.load("c", C.class);
    private final Path file;
    private final Map<Integer, Integer> kept = new LinkedHashMap<>();

    interface C extends Library {
        int open(String path, int flags) throws LastErrorException;

        int dup(int fd) throws LastErrorException;

        int dup2(int from, int to) throws LastErrorException;

        int close(int fd) throws LastErrorException;
    }

    /** For {@code file}. */
    public OpenFile(Path file) {
        this.file = file;
    }

    /** How many descriptors of this process are on it. */
    public int count() throws IOException {
        return descriptors().size();
    }

    /** From now on the disk is full. Reads give zeros: nothing may be in the file that anybody reads. */
    public void fullDisk() throws IOException {
        turnTo("/dev/full", O_RDWR);
    }

    /** From now on every write fails, and reads go on. */
    public void readOnly() throws IOException {
        turnTo(file.toString(), O_RDONLY);
    }

    /** All is as before. */
    public void repair() {
        kept.forEach((fd, original) -> {
            c.dup2(original, fd);
            c.close(original);
        });
        kept.clear();
    }

    @Override
    public void close() {
        repair();
    }

    private void turnTo(String path, int flags) throws IOException {
        int other = c.open(path, flags);
        for (int fd : descriptors()) {
            if (fd != other) {
                kept.put(fd, c.dup(fd));
                c.dup2(other, fd);
            }
        }
        c.close(other);
    }

    private List<Integer> descriptors() throws IOException {
        List<Path> all;
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            all = links.toList();
        }
        List<Integer> found = new ArrayList<>();
        for (Path link : all) {
            try {
                if (Files.readSymbolicLink(link).equals(file.toRealPath())) {
                    found.add(Integer.parseInt(link.getFileName().toString()));
                }
            } catch (NoSuchFileException e) {
                // The folder was closed since it was listed, or another thread closed its file.
                continue;
            }
        }
        return found;
    }
}
