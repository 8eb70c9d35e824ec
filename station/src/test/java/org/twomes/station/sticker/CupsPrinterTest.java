package org.twomes.station.sticker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.sticker.LabelPrinter.JobState;

/** Against stand-ins of lp and lpstat that keep a queue in two files. */
class CupsPrinterTest {
    @TempDir
    Path folder;

    private CupsPrinter printer;

    @BeforeEach
    void commands() throws Exception {
        command("lp", """
                echo "$@" >"$dir/arguments"
                [ "$2" = labels ] || { echo "lp: The printer or class does not exist." >&2; exit 1; }
                printf 'labels-12               line     1024   Tue 24 Nov 2026 01:05:00 PM UTC\\n\\tStatus: \\n\\tAlerts: none\\n' >"$dir/not-completed"
                echo "request id is labels-12 (1 file(s))"
                """);
        command("lpstat", """
                [ -f "$dir/hang" ] && exec sleep 30
                [ -f "$dir/$3" ] && cat "$dir/$3"
                exit 0
                """);
        printer = new CupsPrinter("labels", 45.7, 21.17, folder, Duration.ofSeconds(10));
    }

    @Test
    void printsAtActualSizeAndFollowsTheJob() throws Exception {
        Path pdf = folder.resolve("a.pdf");
        String job = printer.print(pdf);
        assertThat(job).isEqualTo("labels-12");
        assertThat(Files.readString(folder.resolve("arguments")))
                .contains("-d labels", "print-scaling=none", "media=Custom.45.70x21.17mm", "-- " + pdf);
        assertThat(printer.state(job)).isEqualTo(JobState.PENDING);
        assertThat(printer.state("labels-1")).isEqualTo(JobState.UNKNOWN);
        ended("job-completed-successfully");
        assertThat(printer.state(job)).isEqualTo(JobState.DONE);
    }

    @Test
    void cancelledOrAbortedJobFailed() throws Exception {
        String job = printer.print(folder.resolve("a.pdf"));
        ended("job-canceled-by-user");
        assertThat(printer.state(job)).isEqualTo(JobState.FAILED);
        ended("aborted-by-system");
        assertThat(printer.state(job)).isEqualTo(JobState.FAILED);
    }

    @Test
    void unknownQueueIsSaidInThePrintingSystemsWords() {
        CupsPrinter other = new CupsPrinter("none", 210, 297, folder, Duration.ofSeconds(10));
        assertThatThrownBy(() -> other.print(folder.resolve("a.pdf")))
                .isInstanceOf(StickerException.class)
                .hasMessageContaining("The printer or class does not exist");
    }

    @Test
    void missingOrHangingCommandIsSaid() throws Exception {
        CupsPrinter missing = new CupsPrinter("labels", 210, 297, folder.resolve("no"), Duration.ofSeconds(10));
        assertThatThrownBy(() -> missing.print(folder.resolve("a.pdf"))).hasMessageContaining("cups-client");
        Files.writeString(folder.resolve("hang"), "");
        CupsPrinter hanging = new CupsPrinter("labels", 210, 297, folder, Duration.ofMillis(200));
        assertThatThrownBy(() -> hanging.state("labels-12")).hasMessageContaining("did not end within");
    }

    private void ended(String alert) throws Exception {
        Files.deleteIfExists(folder.resolve("not-completed"));
        Files.writeString(
                folder.resolve("completed"),
                "labels-11  line  1 Tue\n\tAlerts: aborted\nlabels-12  line  1024 Tue\n\tStatus: \n\tAlerts: " + alert
                        + "\n\tqueued for labels\nlabels-13  line  1 Tue\n\tAlerts: x\n");
    }

    private void command(String name, String script) throws Exception {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\ndir=$(dirname \"$0\")\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
