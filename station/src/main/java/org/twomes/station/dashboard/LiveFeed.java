package org.twomes.station.dashboard;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.twomes.station.pipeline.Health;
import org.twomes.station.pipeline.Line;
import org.twomes.station.pipeline.LineListener;
import org.twomes.station.pipeline.SlotView;

/** Tells every open page of every change. A page that reads slowly gets fewer, newer views and holds nobody up. */
final class LiveFeed implements LineListener {
    /** Pages open at once; one more is refused, so that a faulty client cannot eat the threads. */
    static final int MOST_PAGES = 64;

    private final Line line;
    private final Supplier<Health.Report> health;
    private final List<Page> pages = new CopyOnWriteArrayList<>();

    LiveFeed(Line line, Supplier<Health.Report> health) {
        this.line = line;
        this.health = health;
        line.listen(this);
    }

    @Override
    public void changed(SlotView slot) {
        for (Page page : pages) {
            page.offer(slot);
        }
    }

    /** Serves one page on the calling thread until it goes away; false when there are too many. */
    boolean serve(Page page) {
        if (pages.size() >= MOST_PAGES) {
            return false;
        }
        pages.add(page);
        try {
            page.run(line::slots, health);
            return true;
        } finally {
            pages.remove(page);
        }
    }

    void close() {
        pages.forEach(Page::close);
    }
}
