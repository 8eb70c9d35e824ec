package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pictures of every page at three sizes, for people to look at; none may scroll sideways or complain in the console. */
class ScreenshotTest {
    private static final Path PICTURES = Path.of("target", "screenshots");

    @Test
    void everyPageFitsEverySize() throws Exception {
        List<String> complaints = new ArrayList<>();
        try (Shop shop = new Shop(16);
                Browser browser = new Browser()) {
            BusyFloor.fill(shop.floor);
            new PastShift(shop.ledger, 7).work(180, shop.clock.instant(), Duration.ofSeconds(120));
            int[][] sizes = {{1920, 1080}, {1366, 768}, {820, 1180}};
            for (int[] size : sizes) {
                try (BrowserContext window = browser.window(size[0], size[1])) {
                    Page page = window.newPage();
                    page.onConsoleMessage(message -> {
                        if (message.type().equals("error")) {
                            complaints.add(page.url() + ": " + message.text());
                        }
                    });
                    page.onPageError(complaints::add);
                    picture(shop, page, "/", ".tile.DONE", "floor-" + size[0]);
                    picture(shop, page, "/?wall#wall", ".tile.DONE", "wall-" + size[0]);
                    picture(shop, page, "/shift?", "#hours canvas", "shift-" + size[0]);
                    picture(shop, page, "/units?", "#list table", "units-" + size[0]);
                    picture(shop, page, "/unit?id=3", ".timeline", "unit-" + size[0]);
                    picture(shop, page, "/sheets?", "#list table", "sheets-" + size[0]);
                }
            }
        }
        assertThat(complaints).isEmpty();
    }

    private static void picture(Shop shop, Page page, String path, String shown, String name) throws Exception {
        page.navigate(shop.at(path).toString());
        page.waitForSelector(shown);
        page.waitForFunction("() => document.fonts.status === 'loaded'");
        Files.createDirectories(PICTURES);
        byte[] png = page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
        assertThat(png).isNotEmpty();
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("width of %s", name)
                .isLessThanOrEqualTo(page.viewportSize().width);
    }
}
