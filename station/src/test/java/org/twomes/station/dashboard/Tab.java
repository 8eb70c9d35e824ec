package org.twomes.station.dashboard;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One page of the dashboard in a browser, which remembers what the page asked for and what it complained about. */
public final class Tab implements AutoCloseable {
    private static final double PATIENCE_MS = 60_000;
    private static final Set<String> GRAVE = Set.of("serious", "critical");

    private final BrowserContext window;
    private final Page page;
    private final String root;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> abroad = new ArrayList<>();

    Tab(BrowserContext window, String root) {
        this.window = window;
        this.root = root;
        window.setDefaultTimeout(PATIENCE_MS);
        page = window.newPage();
        page.onConsoleMessage(message -> complaints.add(page.url() + ": " + message.text()));
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
        page.onRequest(request -> {
            if (!request.url().startsWith(root)) {
                abroad.add(request.url());
            }
        });
    }

    public Page page() {
        return page;
    }

    /** Opens a page by its path without the leading slash and waits until {@code shown} is visible. */
    public Tab open(String path, String shown) {
        page.navigate(root + path);
        page.waitForSelector(shown);
        return this;
    }

    public Locator find(String selector) {
        return page.locator(selector);
    }

    /** Presses the page's own button of that name. */
    public void press(String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    /** Presses a button of the dialog that is open. */
    public void answer(String name) {
        page.locator("dialog")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    /** Waits until {@code selector}, holding {@code text}, is visible. */
    public Locator sees(String selector, String text) {
        Locator found = page.locator(selector, new Page.LocatorOptions().setHasText(text))
                .first();
        found.waitFor();
        return found;
    }

    /** What the console said, content security policy violations included, and errors of scripts. */
    public List<String> complaints() {
        return complaints;
    }

    /** Requests that went anywhere but to the station. */
    public List<String> abroad() {
        return abroad;
    }

    /** What axe finds serious or critical on the page as it is now. */
    public List<String> barriers() {
        AxeRunOptions wanted = new AxeRunOptions();
        wanted.setResultTypes(List.of("violations"));
        // No page has frames: the mode without them needs no second page.
        return new AxeBuilder(page)
                .setLegacyMode(true).options(wanted).analyze().getViolations().stream()
                        .filter(rule -> GRAVE.contains(rule.getImpact()))
                        .map(Tab::named)
                        .toList();
    }

    private static String named(Rule rule) {
        return rule.getId() + ": " + rule.getNodes();
    }

    @Override
    public void close() {
        window.close();
    }
}
