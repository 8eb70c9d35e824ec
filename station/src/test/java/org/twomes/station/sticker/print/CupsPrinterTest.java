package org.twomes.station.sticker.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.sticker.LabelPrinter.JobState;
import org.twomes.station.sticker.LabelPrinter.JobStatus;
import org.twomes.station.sticker.Labels;
import org.twomes.station.sticker.SheetRenderer;

/** Against a real CUPS whose printer is a file. */
@Tag("rig")
class CupsPrinterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private CupsServer cups;
    private CupsPrinter printer;
    private Path pdf;

    @BeforeEach
    void open() throws Exception {
        cups = new CupsServer(folder.resolve("cups"));
        printer = at(cups.printer(), Path.of(""), PATIENCE);
        pdf = folder.resolve("a.pdf");
        new SheetRenderer(Labels.template("L7651"), Labels.settings(), Labels.NAME)
                .write(pdf, Labels.SPEC, Labels.from(1, 2));
    }

    @AfterEach
    void close() {
        cups.close();
    }

    private static CupsPrinter at(String printer, Path commands, Duration deadline) {
        return new CupsPrinter(printer, commands, deadline);
    }

    private void awaitState(String job, JobState state) {
        await().atMost(PATIENCE).until(() -> printer.standing(job).state() == state);
    }

    @Test
    void printsTheSheetAsItIsAtActualSizeAndFollowsTheJob() throws Exception {
        String job = printer.print(pdf);
        assertThat(job).startsWith(CupsServer.QUEUE + "-");
        awaitState(job, JobState.DONE);
        assertThat(printer.standing(job).why()).isEmpty();
        assertThat(cups.paper()).singleElement().satisfies(paper -> {
            assertThat(paper).hasSameBinaryContentAs(pdf);
            assertThat(cups.options(paper)).contains("print-scaling=none", "media=Custom.210.00x297.00mm");
        });
        assertThat(printer.standing(CupsServer.QUEUE + "-99").state()).isEqualTo(JobState.UNKNOWN);
    }

    @Test
    void aStoppedPrinterSaysWhyAndTheRemedy() throws Exception {
        cups.stop("Paper jam, \"tray 2\"");
        String job = printer.print(pdf);
        assertThat(printer.standing(job))
                .isEqualTo(new JobStatus(
                        JobState.PENDING,
                        "the printer is stopped: Paper jam, \"tray 2\"; when it is fixed: cupsenable labels"));
        cups.resume();
        awaitState(job, JobState.DONE);
        assertThat(cups.paper()).hasSize(1);
    }

    @Test
    void aCancelledJobFailed() throws Exception {
        cups.stop("no labels left");
        String job = printer.print(pdf);
        cups.cancel(job);
        cups.resume();
        assertThat(printer.standing(job)).isEqualTo(new JobStatus(JobState.FAILED, "it was cancelled"));
        assertThat(cups.paper()).isEmpty();
    }

    @Test
    void aJobThatThePrinterSpoilsIsStoppedUntilItIsStartedAgain() throws Exception {
        cups.jam();
        String job = printer.print(pdf);
        await().atMost(PATIENCE).until(() -> printer.standing(job).why().startsWith("it is stopped"));
        assertThat(printer.standing(job).state()).isEqualTo(JobState.PENDING);
        assertThat(printer.standing(job).why()).endsWith("lp -i " + job + " -H restart");
        cups.unjam();
        cups.restart(job);
        awaitState(job, JobState.DONE);
        assertThat(cups.paper()).hasSize(1);
    }

    @Test
    void anAbortedJobFailedInThePrintersWords() throws Exception {
        command("ipptool", "printf 'job-state,job-printer-state-message\naborted,\"No paper, no \\\\\\\\\\\"ink\"\n'");
        assertThat(at(cups.printer(), folder, PATIENCE).standing("labels-1"))
                .isEqualTo(new JobStatus(JobState.FAILED, "the printer gave it up: No paper, no \"ink"));
    }

    @Test
    void unknownQueueIsSaidInThePrintingSystemsWords() {
        CupsPrinter other = at(cups.printer().replace(CupsServer.QUEUE, "none"), Path.of(""), PATIENCE);
        assertFault(FaultCode.PRINT_FAILED, "The printer or class does not exist", () -> other.print(pdf));
    }

    @Test
    void noPrintingSystemAtAllIsSaid() throws Exception {
        String job = printer.print(pdf);
        cups.down();
        assertFault(FaultCode.PRINT_FAILED, "command lp ended with 1", () -> printer.print(pdf));
        assertFault(FaultCode.PRINT_FAILED, "command ipptool ended with 1", () -> printer.standing(job));
    }

    @Test
    void missingCommandIsSaidWithItsPackage() {
        CupsPrinter missing = at("labels", folder.resolve("no"), PATIENCE);
        assertFault(FaultCode.PRINT_FAILED, "cups-client", () -> missing.print(pdf));
    }

    @Test
    void whetherAJobWentIsNotKnownWhenItsCommandHangsOrMumbles() throws Exception {
        command("lp", "exec sleep 60");
        CupsPrinter hanging = at("labels", folder, Duration.ofMillis(200));
        assertFault(FaultCode.PRINT_UNSURE, "did not end within", () -> hanging.print(pdf));
        command("lp", "echo thank you");
        CupsPrinter mumbling = at("labels", folder, PATIENCE);
        assertFault(FaultCode.PRINT_UNSURE, "no job number but 'thank you'", () -> mumbling.print(pdf));
    }

    /** Labels hold activation tokens. */
    @ParameterizedTest
    @CsvSource({
        "labels, ''",
        "labels@localhost, '-h localhost '",
        "labels@127.0.0.1:631, '-h 127.0.0.1:631 '",
        "labels@[::1]:631, '-h [::1]:631 '",
        "labels@print.example.org, '-h print.example.org -E '",
        "labels@192.0.2.7:631, '-h 192.0.2.7:631 -E '",
        "labels@localhost.example.org:631, '-h localhost.example.org:631 -E '"
    })
    void labelsLeaveThisMachineEncryptedOrNotAtAll(String queue, String server) throws Exception {
        Path asked = folder.resolve("asked");
        command("lp", "echo \"$*\" >'" + asked + "'; echo 'request id is labels-7 (1 file(s))'");
        assertThat(at(queue, folder, PATIENCE).print(pdf)).isEqualTo("labels-7");
        assertThat(asked)
                .hasContent(server + "-d labels -o print-scaling=none -o media=Custom.210.00x297.00mm -- " + pdf);
    }

    private void command(String name, String script) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static void assertFault(
            FaultCode fault, String words, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(FaultException.class, e -> {
            assertThat(e.code()).isEqualTo(fault);
            assertThat(e.advised()).contains(words);
        });
    }
}
