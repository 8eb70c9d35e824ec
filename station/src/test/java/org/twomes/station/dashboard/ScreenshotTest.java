package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pictures of every page at three sizes, for people to look at; none may scroll sideways or complain in the console. */
@Tag("browser")
@ExtendWith(OneBrowser.class)
class ScreenshotTest {
    private static final Path PICTURES = Path.of("target", "screenshots");

    @Test
    void everyPageFitsEverySize(Browser browser) throws Exception {
        List<String> complaints = new ArrayList<>();
        try (TestDashboard dashboard = new TestDashboard(16)) {
            BusyLineControl.fill(dashboard.line);
            dashboard.picture = Optional.of(page());
            new PastShift(dashboard.ledger, 7).work(180, dashboard.clock.instant(), Duration.ofSeconds(120));
            int[][] sizes = {{1920, 1080}, {1366, 768}, {1024, 768}};
            for (int[] size : sizes) {
                try (Tab tab = browser.tab(dashboard.at("/").toString(), size[0], size[1])) {
                    picture(tab, "", ".tile.DONE", "line-" + size[0]);
                    picture(tab, "?wall#wall", ".tile.DONE", "wall-" + size[0]);
                    picture(tab, "shift", "#hours canvas", "shift-" + size[0]);
                    picture(tab, "units", "#list table", "units-" + size[0]);
                    picture(tab, "unit?id=3", ".timeline", "unit-" + size[0]);
                    picture(tab, "sheets", "#list table", "sheets-" + size[0]);
                    complaints.addAll(tab.complaints());
                }
            }
        }
        assertThat(complaints).isEmpty();
    }

    private static byte[] page() throws Exception {
        BufferedImage image = new BufferedImage(210, 297, BufferedImage.TYPE_INT_RGB);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    private static void picture(Tab tab, String path, String shown, String name) throws Exception {
        Page page = tab.open(path, shown).page();
        page.waitForFunction("() => document.fonts.status === 'loaded'");
        Files.createDirectories(PICTURES);
        byte[] png = page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
        assertThat(png).isNotEmpty();
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("width of %s", name)
                .isLessThanOrEqualTo(page.viewportSize().width);
    }
}
