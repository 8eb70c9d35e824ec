package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.twomes.station.ledger.UnitState;

/** Light and dark colours, a system's own few colours, and paper. */
@Tag("browser")
@ExtendWith(OneBrowser.class)
class ThemeTest {
    private static final int SLOTS = 64;
    private static final String GROUND = "() => getComputedStyle(document.body).backgroundColor";
    private static final String LIGHT = "rgb(241, 244, 247)";
    private static final String DARK = "rgb(11, 15, 20)";
    private static final double DONE = 0.62;

    private TestDashboard dashboard;
    private Tab tab;

    @BeforeEach
    void open(Browser browser) throws Exception {
        dashboard = new TestDashboard(SLOTS);
        tab = browser.tab(dashboard.at("/").toString(), 1366, 768);
    }

    @AfterEach
    void close() {
        assertThat(tab.complaints()).isEmpty();
        tab.close();
        dashboard.close();
    }

    private Object ground() {
        return tab.page().evaluate(GROUND);
    }

    @Test
    void theSystemsColoursCountUntilTheReaderChooses() {
        tab.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        tab.open("units", "#who button");
        assertThat(ground()).isEqualTo(DARK);
        tab.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        assertThat(ground()).isEqualTo(LIGHT);
        tab.open("units", "#who button");
        tab.press("Dark");
        assertThat(ground()).isEqualTo(DARK);
        tab.open("sheets", "#who button");
        assertThat(ground()).as("on the next page too").isEqualTo(DARK);
        tab.press("Light");
        assertThat(ground()).isEqualTo(LIGHT);
    }

    @Test
    void lightColoursHaveNoBarrier() {
        tab.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        BusyLineControl.fill(dashboard.line);
        dashboard.line.pull(3);
        new PastShift(dashboard.ledger, 7).work(40, dashboard.clock.instant(), Duration.ofSeconds(120));
        tab.open("", ".tile.UNUSABLE");
        tab.sees("#link", "Live");
        assertThat(tab.barriers()).as("floor").isEmpty();
        tab.find(".tile.HELD").first().click();
        tab.find("dialog .do").waitFor();
        assertThat(tab.barriers()).as("dialog").isEmpty();
        tab.open("shift", "#hours canvas");
        assertThat(tab.barriers()).as("shift").isEmpty();
        tab.open("unit?id=3", ".timeline");
        assertThat(tab.barriers()).as("unit").isEmpty();
    }

    @Test
    void forcedColoursKeepTheProgressInSight() throws Exception {
        tab.page().emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
        dashboard.line.running(0, UnitState.PROGRAMMED, "writing 0x10000", DONE, 90);
        tab.open("", ".tile.RUNNING");
        BufferedImage bar = ImageIO.read(
                new ByteArrayInputStream(tab.find(".tile.RUNNING progress").screenshot()));
        int middle = bar.getHeight() / 2 + 1;
        int done = bar.getRGB(bar.getWidth() / 10, middle);
        long share = IntStream.range(0, bar.getWidth())
                .filter(x -> bar.getRGB(x, middle) == done)
                .count();
        assertThat((double) share / bar.getWidth()).isBetween(DONE - 0.05, DONE + 0.05);
    }

    @Test
    void theShiftsReportIsOnePageOfA4() throws Exception {
        tab.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        new PastShift(dashboard.ledger, 7).work(180, dashboard.clock.instant(), Duration.ofSeconds(120));
        tab.open("shift", "#hours canvas");
        byte[] pdf = tab.page().pdf(new Page.PdfOptions().setPreferCSSPageSize(true));
        try (PDDocument paper = Loader.loadPDF(pdf)) {
            assertThat(paper.getNumberOfPages()).isEqualTo(1);
            assertThat(paper.getPage(0).getMediaBox().getWidth()).isBetween(594f, 596f);
            assertThat(new PDFTextStripper().getText(paper))
                    .contains("Shift", "line-1", "Boards passed", "First-pass yield", "Why boards failed", "Firmware")
                    .doesNotContain("Log out", "CSV", "Print");
        }
    }
}
