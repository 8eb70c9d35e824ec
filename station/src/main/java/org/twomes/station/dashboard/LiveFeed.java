package org.twomes.station.dashboard;

import java.io.IOException;
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

    @Override
    public void rearranged() {
        pages.forEach(Page::rearranged);
    }

    /** Begins the answer to one page; called only when there is room for it. */
    @FunctionalInterface
    interface Opener {
        Page open() throws IOException;
    }

    /**
     * Serves one page on the calling thread until it goes away. Gives whether there was room for it.
     *
     * @throws IOException when {@code opener} does; the room is free again
     */
    boolean serve(Opener opener) throws IOException {
        if (!room.tryAcquire()) {
            return false;
        }
        try {
            run(opener.open());
            return true;
        } finally {
            room.release();
        }
    }

    private void run(Page page) {
        pages.add(page);
        try {
            page.run(source);
        } finally {
            pages.remove(page);
        }
    }

    int open() {
        return pages.size();
    }

    void close() {
        pages.forEach(Page::close);
    }
}
