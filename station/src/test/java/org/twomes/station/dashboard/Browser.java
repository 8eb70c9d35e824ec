package org.twomes.station.dashboard;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Debian's Chromium, without a window. */
public final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final com.microsoft.playwright.Browser chromium = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")));

    /** A tab of its own window, of this size in CSS pixels, at the station {@code root}, e.g. {@code http://127.0.0.1:1/}. */
    public Tab tab(String root, int width, int height) {
        return new Tab(
                chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setIgnoreHTTPSErrors(true)
                        .setLocale("en-GB")),
                root);
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
