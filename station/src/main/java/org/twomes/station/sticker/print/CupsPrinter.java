package org.twomes.station.sticker.print;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.sticker.LabelPrinter;

/**
 * A queue of CUPS, through its commands: {@code lp} prints (its manual page: "request id is QUEUE-NUMBER (1 file(s))"),
 * {@code ipptool} asks for the job's state. {@code lpstat} would not do: it lists completed, cancelled and aborted jobs alike,
 * and up to CUPS 2.4.6 the reasons it shows for each are "processing-to-stop-point" (OpenPrinting/cups pull request 830).
 */
public final class CupsPrinter implements LabelPrinter {
    private static final Pattern REQUEST = Pattern.compile("request id is (\\S+-[0-9]+)");
    /** A PDF's unit is 1/72 inch. */
    private static final double POINTS_PER_MM = 72 / 25.4;
    /** IANA's port of IPP, where cupsd listens unless it is told otherwise. */
    private static final int IPP_PORT = 631;

    /** A server on this machine itself, to which nothing leaves it. */
    private static final Pattern HERE = Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]+)?");

    private final CupsCommands commands;
    private final String queue;
    private final Optional<String> server;

    /**
     * A printer.
     *
     * @param printer the queue's name, with @HOST:PORT where another CUPS than this machine's own has it (sticker.printer)
     * @param folder where the commands are; empty path for those on the PATH
     * @param deadline how long a command may take
     */
    public CupsPrinter(String printer, Path folder, Duration deadline) {
        int at = printer.lastIndexOf('@');
        this.queue = at < 0 ? printer : printer.substring(0, at);
        this.server = at < 0 ? Optional.empty() : Optional.of(printer.substring(at + 1));
        this.commands = new CupsCommands(folder, deadline);
    }

    @Override
    public String print(Path pdf) {
        List<String> arguments = toQueue();
        arguments.addAll(List.of("-o", "print-scaling=none", "-o", media(pdf), "--"));
        arguments.add(pdf.toAbsolutePath().toString());
        return job(commands.run("lp", arguments.toArray(String[]::new)));
    }

    /**
     * Hands text in the printer's own language to the queue, as it is.
     *
     * @return as {@link #print}
     */
    String printRaw(String text) {
        List<String> arguments = toQueue();
        arguments.addAll(List.of("-o", "raw", "-"));
        return job(commands.fed(text, "lp", arguments.toArray(String[]::new)));
    }

    private List<String> toQueue() {
        List<String> arguments = new ArrayList<>();
        server.ifPresent(name -> arguments.addAll(List.of("-h", name)));
        if (server.filter(name -> !HERE.matcher(name).matches()).isPresent()) {
            // A label holds its activation token: encrypted, or not at all.
            arguments.add("-E");
        }
        arguments.addAll(List.of("-d", queue));
        return arguments;
    }

    private String job(String answer) {
        Matcher matcher = REQUEST.matcher(answer);
        if (!matcher.find()) {
            throw new FaultException(
                    FaultCode.PRINT_UNSURE,
                    "printer " + queue + ": lp gave no job number but '" + CupsCommands.shown(answer) + "'");
        }
        return matcher.group(1);
    }

    /** The size of the PDF's own pages: the labels may be others than those in use now. */
    private static String media(Path pdf) {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            PDRectangle page = document.getPage(0).getMediaBox();
            return String.format(
                    Locale.ROOT,
                    "media=Custom.%.2fx%.2fmm",
                    page.getWidth() / POINTS_PER_MM,
                    page.getHeight() / POINTS_PER_MM);
        } catch (IOException e) {
            throw new FaultException(FaultCode.LABEL_FILE, pdf + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public JobStatus standing(String job) {
        Optional<List<String>> values = ask(IppQuestion.JOB, "/jobs/" + job.substring(job.lastIndexOf('-') + 1));
        if (values.isEmpty()) {
            return new JobStatus(JobState.UNKNOWN, "the printing system does not know it any more");
        }
        String state = values.get().get(0);
        String message = values.get().get(1);
        return switch (state) {
            case "completed" -> new JobStatus(JobState.DONE, "");
            case "canceled" -> new JobStatus(JobState.FAILED, "it was cancelled");
            case "aborted" -> new JobStatus(JobState.FAILED, reason("the printer gave it up", message));
            case "pending-held" ->
                new JobStatus(JobState.PENDING, "it is held; release it with: lp -i " + job + " -H resume");
            case "processing-stopped" ->
                new JobStatus(
                        JobState.PENDING,
                        reason("it is stopped", message) + "; print it with: lp -i " + job + " -H restart");
            default -> new JobStatus(JobState.PENDING, printerTrouble());
        };
    }

    /** Why a printer does not print, and the remedy; empty when it does. */
    private String printerTrouble() {
        Optional<List<String>> values = ask(IppQuestion.PRINTER, "/printers/" + queue);
        if (values.isEmpty()) {
            return "";
        }
        String reasons = Arrays.stream(values.get().get(1).split(",", -1))
                .filter(CupsPrinter::matters)
                .map(CupsCommands::shown)
                .collect(Collectors.joining(", "));
        String message = values.get().get(2);
        if (values.get().get(0).equals("stopped")) {
            return reason("the printer is stopped", message.isEmpty() ? reasons : message)
                    + "; when it is fixed: cupsenable " + queue;
        }
        return reasons.isEmpty() ? "" : reason("the printer says " + reasons, message);
    }

    /** Reports and CUPS' own remarks do not keep a page from the paper. */
    private static boolean matters(String reason) {
        return !reason.equals("none")
                && !reason.startsWith("cups-")
                && (!reason.endsWith("-report") || reason.startsWith("offline"));
    }

    private static String reason(String what, String more) {
        return more.isBlank() ? what : what + ": " + CupsCommands.shown(more);
    }

    private Optional<List<String>> ask(IppQuestion question, String path) {
        return question.values(
                commands.fed(question.text(), "ipptool", "-c", "ipp://" + address() + path, "/dev/stdin"));
    }

    /** Where CUPS' own settings (client.conf, CUPS_SERVER) have it, unless another one is named. */
    private String address() {
        String name =
                server.isPresent() ? server.get() : commands.run("lpstat", "-H").strip();
        return name.startsWith("/") ? "localhost:" + IPP_PORT : name;
    }
}
