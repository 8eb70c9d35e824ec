package org.twomes.station.sticker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A queue of CUPS, through its commands {@code lp} and {@code lpstat} (their manual pages: "request id is QUEUE-NUMBER (1
 * file(s))"; {@code lpstat -l} lists a job's state reasons, RFC 8011 5.3.8, as alerts).
 */
public final class CupsPrinter implements LabelPrinter {
    private static final Pattern REQUEST = Pattern.compile("request id is (\\S+-[0-9]+)");
    private static final String COMPLETED = "job-completed-successfully";
    private static final List<String> FAILURES = List.of(
            "job-completed-with-errors",
            "job-canceled",
            "aborted-by-system",
            "processing-to-stop-point",
            "unsupported");
    private static final String STOPPED = "job-stopped";

    private final CupsCommands commands;
    private final String queue;
    private final double pageWidthMm;
    private final double pageHeightMm;

    /**
     * A printer.
     *
     * @param queue the queue's name (sticker.printer)
     * @param pageWidthMm width of the PDF's pages
     * @param pageHeightMm height of the PDF's pages
     * @param folder where lp and lpstat are; empty path for those on the PATH
     * @param deadline how long a command may take
     */
    public CupsPrinter(String queue, double pageWidthMm, double pageHeightMm, Path folder, Duration deadline) {
        this.queue = queue;
        this.pageWidthMm = pageWidthMm;
        this.pageHeightMm = pageHeightMm;
        this.commands = new CupsCommands(folder, deadline);
    }

    @Override
    public String print(Path pdf) throws StickerException {
        String media = String.format(Locale.ROOT, "media=Custom.%.2fx%.2fmm", pageWidthMm, pageHeightMm);
        String answer = commands.run(
                "lp",
                "-d",
                queue,
                "-o",
                "print-scaling=none",
                "-o",
                media,
                "--",
                pdf.toAbsolutePath().toString());
        Matcher matcher = REQUEST.matcher(answer);
        if (!matcher.find()) {
            throw new StickerException(
                    StickerFault.PRINT_FAILED,
                    "printer " + queue + ": lp gave no job number but '" + answer.strip() + "'; see lpstat -p "
                            + queue);
        }
        return matcher.group(1);
    }

    @Override
    public JobState state(String job) throws StickerException {
        if (!entry(commands.run("lpstat", "-l", "-W", "not-completed", "-o", queue), job)
                .isEmpty()) {
            return JobState.PENDING;
        }
        String entry = entry(commands.run("lpstat", "-l", "-W", "completed", "-o", queue), job);
        if (entry.contains(COMPLETED)) {
            return JobState.DONE;
        }
        boolean failed = FAILURES.stream().anyMatch(entry::contains) || entry.contains(STOPPED);
        return failed ? JobState.FAILED : JobState.UNKNOWN;
    }

    /** The job's line and the indented ones below it; empty when it is not listed. */
    private static String entry(String listing, String job) {
        StringBuilder entry = new StringBuilder();
        boolean inside = false;
        for (String line : listing.lines().toList()) {
            if (!line.isEmpty() && !Character.isWhitespace(line.charAt(0))) {
                inside = line.startsWith(job + " ");
            }
            if (inside) {
                entry.append(line).append('\n');
            }
        }
        return entry.toString();
    }
}
