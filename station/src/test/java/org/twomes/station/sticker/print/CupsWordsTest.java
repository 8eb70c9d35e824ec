package org.twomes.station.sticker.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.common.HostileText;
import org.twomes.station.fault.FaultException;
import org.twomes.station.sticker.Labels;
import org.twomes.station.sticker.SheetRenderer;
import org.twomes.station.sticker.draw.Typeface;

/** What printers and the printing system say reaches nobody raw. */
@Tag("fast")
class CupsWordsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private void command(String name, String said, int code) throws Exception {
        Path words = Files.writeString(
                folder.resolve(name + ".txt"), said.replace("\ud800", "").replace("\udc00", ""));
        Path program = Files.writeString(
                folder.resolve(name), "#!/bin/sh\ncat > /dev/null\ncat '" + words + "'\nexit " + code + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private CupsPrinter printer() {
        return new CupsPrinter("labels@127.0.0.1", folder, PATIENCE);
    }

    private Path sheet() throws Exception {
        Path pdf = folder.resolve("a.pdf");
        new SheetRenderer(Labels.template("L7651"), Labels.settings(), Labels.NAME)
                .write(pdf, Labels.SPEC, Labels.from(1, 1));
        return pdf;
    }

    @Test
    void aComplaintOfLpIsClean() throws Exception {
        command("lp", "lp: " + HostileText.WORST + " token 3375550652", 1);
        FaultException failed =
                catchThrowableOfType(FaultException.class, () -> printer().print(sheet()));
        assertThat(failed).hasMessageContaining("command lp ended with 1: lp: ab");
        assertThat(HostileText.unfit(failed.getMessage(), "")).isEmpty();
        command("lp", "1 token 3375550652 " + HostileText.WORST, 0);
        FaultException unsure =
                catchThrowableOfType(FaultException.class, () -> printer().print(sheet()));
        assertThat(unsure).hasMessageContaining("gave no job number but '1 token ****** ab");
        assertThat(HostileText.unfit(unsure.getMessage(), "")).isEmpty();
    }

    @Test
    void anAnswerOfAPrinterIsClean() throws Exception {
        String words = HostileText.WORST.replaceAll("[\\r\\n\",\\\\\u000b\f\u0085\u2028\u2029]", "");
        command("ipptool", "job-state,job-printer-state-message\naborted," + words + "\n", 0);
        String why = printer().standing("labels-1").why();
        assertThat(why).startsWith("the printer gave it up: ab");
        assertThat(HostileText.unfit(why, "")).isEmpty();
    }

    @Test
    void aLabelShowsNoneOfIt() {
        String drawn = Typeface.regular().drawable(HostileText.WORST);
        assertThat(HostileText.unfit(drawn, "")).isEmpty();
        assertThat(drawn).startsWith("abc");
    }
}
