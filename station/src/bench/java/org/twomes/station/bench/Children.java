package org.twomes.station.bench;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the kernel has counted of this process's ended children (getrusage, RUSAGE_CHILDREN; struct of 64-bit Linux). */
final class Children {
    private static final int RUSAGE_CHILDREN = -1;
    private static final int RUSAGE_BYTES = 144;
    private static final int SYSTEM_AT = 16;
    private static final int MICROS_AT = 8;
    private static final double MICROS = 1e6;
    private static final double KB_PER_MB = 1024;

    private interface C extends Library {
        int getrusage(int who, Memory usage) throws LastErrorException;
    }

    private static final C LIBC = Native.load("c", C.class);

    private Children() {}

    /** CPU seconds of all children that have ended. */
    static double cpuSeconds() {
        try (Memory usage = usage()) {
            return time(usage, 0) + time(usage, SYSTEM_AT);
        }
    }

    /**
     * The most memory that one of these processes or of their descendants has held by now. Not the kernel's ru_maxrss: that
     * counts what the parent held when it started the child.
     */
    static double mostResidentMb(List<Process> running) {
        return running.stream()
                .flatMap(process -> Stream.concat(Stream.of(process.toHandle()), process.descendants()))
                .mapToDouble(Children::residentMb)
                .max()
                .orElse(0);
    }

    private static double residentMb(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .max()
                            .orElse(0)
                    / KB_PER_MB;
        } catch (IOException | UncheckedIOException e) {
            // It has ended meanwhile.
            return 0;
        }
    }

    private static double time(Memory usage, int at) {
        return usage.getLong(at) + usage.getLong(at + MICROS_AT) / MICROS;
    }

    private static Memory usage() {
        Memory usage = new Memory(RUSAGE_BYTES);
        LIBC.getrusage(RUSAGE_CHILDREN, usage);
        return usage;
    }
}
