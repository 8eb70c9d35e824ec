package org.twomes.station.sticker.print;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A cupsd of its own on a free port, all in one folder, with one queue whose printer is a file: each job is one more line of
 * its length there. It runs as root, as filters must belong to root; it ends with the test, and with the JVM at the latest.
 */
public final class CupsServer implements AutoCloseable {
    /** The queue. */
    public static final String QUEUE = "labels";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SERVER = """
            Listen 127.0.0.1:%d
            Browsing Off
            WebInterface No
            LogLevel debug
            ErrorPolicy abort-job
            PreserveJobHistory Yes
            DefaultAuthType None
            <Location />
              Order allow,deny
              Allow from 127.0.0.1
            </Location>
            <Policy default>
              <Limit All>
                Order allow,deny
                Allow from 127.0.0.1
              </Limit>
            </Policy>
            """;
    private static final String FILES = """
            ServerRoot %1$s/etc
            CacheDir %1$s/cache
            StateDir %1$s/state
            RequestRoot %1$s/spool
            TempDir %1$s/tmp
            ErrorLog %1$s/log/error_log
            AccessLog %1$s/log/access_log
            PageLog %1$s/log/page_log
            FileDevice Yes
            User lp
            Group lp
            SystemGroup root
            """;
    private static final String PPD = """
            *PPD-Adobe: "4.3"
            *FormatVersion: "4.3"
            *FileVersion: "1.0"
            *LanguageVersion: English
            *LanguageEncoding: ISOLatin1
            *PCFileName: "FILE.PPD"
            *Manufacturer: "Twomes"
            *Product: "(File)"
            *ModelName: "File"
            *ShortNickName: "File"
            *NickName: "File"
            *PSVersion: "(3010.000) 0"
            *LanguageLevel: "3"
            *ColorDevice: False
            *DefaultColorSpace: Gray
            *cupsFilter: "application/pdf 0 %s/filter/copy"
            *OpenUI *PageSize: PickOne
            *OrderDependency: 10 AnySetup *PageSize
            *DefaultPageSize: A4
            *PageSize A4: "<</PageSize[595 842]>>setpagedevice"
            *CloseUI: *PageSize
            *OpenUI *PageRegion: PickOne
            *OrderDependency: 10 AnySetup *PageRegion
            *DefaultPageRegion: A4
            *PageRegion A4: "<</PageSize[595 842]>>setpagedevice"
            *CloseUI: *PageRegion
            *DefaultImageableArea: A4
            *ImageableArea A4: "0 0 595 842"
            *DefaultPaperDimension: A4
            *PaperDimension A4: "595 842"
            """;
    /** What it prints: the job's options and pages are kept, so that each printing is seen. {@code jam} breaks the paper. */
    private static final String FILTER = """
            #!/bin/sh
            [ -e %1$s/jam ] && exit 1
            printf '%%s\\n' "$5" >%1$s/out/job-$1.options
            cat "${6:--}" >%1$s/out/job-$1.pdf
            echo "job $1"
            """;

    private final Path folder;
    private final int port;
    private Process process;

    /** Starts it; {@code folder} and its parents are opened for the user lp to pass through. */
    public CupsServer(Path folder) throws IOException {
        this.folder = folder;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Files.createDirectories(folder);
        Path tmp = Path.of(System.getProperty("java.io.tmpdir"));
        for (Path open = folder; open.startsWith(tmp) && !open.equals(tmp); open = open.getParent()) {
            mode(open, "rwx--x--x");
        }
        for (String name : List.of("etc", "cache", "state", "spool", "log", "filter")) {
            mode(Files.createDirectories(folder.resolve(name)), "rwxr-xr-x");
        }
        for (String name : List.of("tmp", "out")) {
            mode(Files.createDirectories(folder.resolve(name)), "rwxrwxrwx");
        }
        Files.writeString(folder.resolve("etc/cupsd.conf"), SERVER.formatted(port));
        Files.writeString(folder.resolve("etc/cups-files.conf"), FILES.formatted(folder));
        Files.writeString(folder.resolve("file.ppd"), PPD.formatted(folder));
        mode(Files.writeString(folder.resolve("filter/copy"), FILTER.formatted(folder)), "rwxr-xr-x");
        process = launch();
        command(
                "lpadmin",
                "-p",
                QUEUE,
                "-v",
                "file:" + folder.resolve("out/device"),
                "-P",
                "" + folder.resolve("file.ppd"));
        command("cupsenable", QUEUE);
        command("cupsaccept", QUEUE);
    }

    private Process launch() throws IOException {
        Process started = new ProcessBuilder(
                        "/usr/sbin/cupsd",
                        "-f",
                        "-c",
                        folder.resolve("etc/cupsd.conf").toString(),
                        "-s",
                        folder.resolve("etc/cups-files.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("log/stdout").toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        await().atMost(PATIENCE).until(() -> !started.isAlive() || answers());
        if (!started.isAlive()) {
            throw new IOException("cupsd does not start: " + log());
        }
        return started;
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** {@code sticker.printer} for its queue. */
    public String printer() {
        return QUEUE + "@127.0.0.1:" + port;
    }

    /** {@code sticker.printer} for a new queue without a driver, of a printer that listens at {@code socket} on this machine. */
    public String rawPrinter(int socket) throws IOException {
        String queue = "zebra";
        command("lpadmin", "-p", queue, "-v", "socket://127.0.0.1:" + socket, "-m", "raw", "-E");
        return queue + "@127.0.0.1:" + port;
    }

    /** The printer stops, with what it says on its display. */
    public void stop(String why) throws IOException {
        command("cupsdisable", "-r", why, QUEUE);
    }

    /** The printer goes on. */
    public void resume() throws IOException {
        command("cupsenable", QUEUE);
    }

    /** The printer spoils every job from now on. */
    public void jam() throws IOException {
        Files.writeString(folder.resolve("jam"), "");
    }

    /** It does so no more. */
    public void unjam() throws IOException {
        Files.delete(folder.resolve("jam"));
    }

    /** Somebody starts a stopped job again. */
    public void restart(String job) throws IOException {
        command("lp", "-i", job, "-H", "restart");
    }

    /** Somebody cancels a job. */
    public void cancel(String job) throws IOException {
        command("cancel", job);
    }

    /** CUPS itself goes away, as when the machine's service is stopped. */
    public void down() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    /** CUPS comes back. */
    public void up() throws IOException {
        process = launch();
    }

    /** What came out of the printer, oldest first. */
    public List<Path> paper() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            return files.filter(file -> file.toString().endsWith(".pdf"))
                    .sorted()
                    .toList();
        }
    }

    /** The options with which a page was printed. */
    public String options(Path paper) throws IOException {
        return Files.readString(Path.of(paper.toString().replace(".pdf", ".options")));
    }

    private void command(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(name, "-h", "127.0.0.1:" + port));
        command.addAll(List.of(arguments));
        Process running = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (running.waitFor() != 0) {
                throw new IOException(command + ": " + said + log());
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            throw new IOException(e);
        }
    }

    private String log() throws IOException {
        Path log = folder.resolve("log/error_log");
        return Files.exists(log) ? Files.readString(log) : Files.readString(folder.resolve("log/stdout"));
    }

    private static Path mode(Path path, String rights) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
