package org.twomes.station.dashboard.live;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.twomes.station.pipeline.LineListener;
import org.twomes.station.pipeline.SlotView;

/** Tells every open page of every change. A page that reads slowly gets fewer, newer views and holds nobody up. */
public final class LiveFeed implements LineListener {
    /** Pages open at once; one more is refused, so that faulty clients cannot eat the threads. */
    public static final int MOST_PAGES = 128;
    /** Pages of one user: several walls may share one, and there is always a place left for the others. */
    static final int MOST_BY_USER = 32;

    private final Page.Source source;
    private final List<Page> pages = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> byUser = new HashMap<>();
    private int served;

    public LiveFeed(Page.Source source) {
        this.source = source;
    }

    @Override
    public void changed(SlotView slot) {
        for (Page page : pages) {
            page.offer(slot);
        }
    }

    @Override
    public void rearranged() {
        pages.forEach(Page::rearranged);
    }

    /** Begins the answer to one page; called only when it may be opened. */
    @FunctionalInterface
    interface Opener {
        Page open() throws IOException;
    }

    /**
     * Serves one page of {@code user} on the calling thread until it goes away. Gives whether it might be opened.
     *
     * @throws IOException when {@code opener} does; then the page does not count any more
     */
    boolean serve(String user, Opener opener) throws IOException {
        if (!begin(user)) {
            return false;
        }
        try {
            run(opener.open());
            return true;
        } finally {
            end(user);
        }
    }

    private synchronized boolean begin(String user) {
        int before = byUser.getOrDefault(user, 0);
        if (served >= MOST_PAGES || before >= MOST_BY_USER) {
            return false;
        }
        byUser.put(user, before + 1);
        served++;
        return true;
    }

    private synchronized void end(String user) {
        byUser.computeIfPresent(user, (name, count) -> count > 1 ? count - 1 : null);
        served--;
    }

    private void run(Page page) {
        pages.add(page);
        try {
            page.run(source);
        } finally {
            pages.remove(page);
        }
    }

    public int open() {
        return pages.size();
    }

    public void close() {
        pages.forEach(Page::close);
    }
}
