package org.twomes.station.dashboard;

/** Notes how a page keeps in contact with its station; to be there before the page is opened. */
public final class Contact {
    /**
     * Remembers every event stream, and counts beats, looks of the page whether it hears the station, and the times that it
     * said it does not.
     */
    private static final String WATCH = "window.streams = []; window.beats = window.looks = window.losses = 0;"
            + " const Own = EventSource; window.EventSource = class extends Own {"
            + "  constructor(address) { super(address); window.streams.push(this);"
            + "   this.addEventListener('beat', () => window.beats++); } };"
            + " const every = window.setInterval; window.setInterval = (look, ms) => every("
            + "  () => { if (ms === 500) window.looks++; look(); }, ms);"
            + " document.addEventListener('DOMContentLoaded', () => { const link = document.getElementById('link');"
            + "  new MutationObserver(() => { if (link.dataset.state === 'lost') window.losses++; })"
            + "   .observe(link, { attributes: true, attributeFilter: ['data-state'] }); });";

    private static final String OPEN =
            "() => window.streams.filter(one => one.readyState !== EventSource.CLOSED).length";

    private final Tab tab;

    private Contact(Tab tab) {
        this.tab = tab;
    }

    /** Of the page that {@code tab} opens next. */
    public static Contact watch(Tab tab) {
        tab.page().addInitScript(WATCH);
        return new Contact(tab);
    }

    /** Event streams that are open or being opened. */
    int streams() {
        return number("(" + OPEN + ")()");
    }

    /** How often the page said that it has no contact. */
    public int losses() {
        return number("window.losses");
    }

    /** Waits until the page has heard so many more beats. */
    public void awaitBeats(int more) {
        tab.page().waitForFunction("count => window.beats >= count", number("window.beats") + more);
    }

    /** Waits until the page has looked so many more times whether it hears the station. */
    void awaitLooks(int more) {
        tab.page().waitForFunction("count => window.looks >= count", number("window.looks") + more);
    }

    private int number(String script) {
        return (Integer) tab.page().evaluate(script);
    }
}
