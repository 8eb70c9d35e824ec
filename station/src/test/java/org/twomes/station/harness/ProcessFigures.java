package org.twomes.station.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Java process from outside: by /proc, and by the JDK's jcmd. */
final class ProcessFigures {
    private static final long ANSWER_SECONDS = 60;
    private static final Pattern THREADS = Pattern.compile("(?m)^Threads:\\s+(\\d+)");
    /** The serial collector's generations; metaspace comes after them and is not the heap. */
    private static final Pattern GENERATION = Pattern.compile("generation\\s+total \\d+K, used (\\d+)K");

    private final long pid;

    ProcessFigures(long pid) {
        this.pid = pid;
    }

    int threads() throws IOException {
        Matcher found = THREADS.matcher(Files.readString(proc("status")));
        if (!found.find()) {
            throw new IOException(proc("status") + " has no threads");
        }
        return Integer.parseInt(found.group(1));
    }

    int files() throws IOException {
        try (Stream<Path> open = Files.list(proc("fd"))) {
            return (int) open.count();
        }
    }

    /** Bytes that a full collection leaves. */
    long heapAfterCollection() throws IOException, InterruptedException {
        jcmd("GC.run");
        Matcher generations = GENERATION.matcher(jcmd("GC.heap_info"));
        long kilobytes = 0;
        int found = 0;
        while (generations.find()) {
            kilobytes += Long.parseLong(generations.group(1));
            found++;
        }
        if (found != 2) {
            throw new IOException("jcmd GC.heap_info shows " + found + " generations, not the serial collector's two");
        }
        return kilobytes << 10;
    }

    private Path proc(String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }

    private String jcmd(String what) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), what)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("jcmd " + what + ": " + said);
        }
        return said;
    }
}
