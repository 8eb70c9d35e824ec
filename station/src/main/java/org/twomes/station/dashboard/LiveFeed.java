package org.twomes.station.dashboard;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.twomes.station.pipeline.LineListener;
import org.twomes.station.pipeline.SlotView;

/** Tells every open page of every change. A page that reads slowly gets fewer, newer views and holds nobody up. */
final class LiveFeed implements LineListener {
    /** Pages open at once; one more is refused, so that a faulty client cannot eat the threads. */
    static final int MOST_PAGES = 64;

    private final Page.Source source;
    private final List<Page> pages = new CopyOnWriteArrayList<>();
    private final Semaphore room = new Semaphore(MOST_PAGES);

    LiveFeed(Page.Source source) {
        this.source = source;
    }

    @Override
    public void changed(SlotView slot) {
        for (Page page : pages) {
            page.offer(slot);
        }
    }

    /** Whether there was room for one more page; if so, {@link #serve} must follow. */
    boolean enter() {
        return room.tryAcquire();
    }

    /** Serves one page on the calling thread until it goes away. */
    void serve(Page page) {
        pages.add(page);
        try {
            page.run(source);
        } finally {
            pages.remove(page);
            room.release();
        }
    }

    int open() {
        return pages.size();
    }

    void close() {
        pages.forEach(Page::close);
    }
}
