package org.twomes.station.sticker.print;

import java.nio.file.Path;
import org.twomes.station.sticker.LabelPrinter;

/** A printer that speaks ZPL behind a raw queue of CUPS: it gets each label as a picture in its own dots, without a driver. */
public final class ZplPrinter implements LabelPrinter {
    private final CupsPrinter queue;
    private final int dpi;

    /** A printer of {@code dpi} dots per inch behind {@code queue}. */
    public ZplPrinter(CupsPrinter queue, int dpi) {
        this.queue = queue;
        this.dpi = dpi;
    }

    @Override
    public String print(Path pdf) {
        return queue.printRaw(ZplLabels.of(pdf, dpi));
    }

    @Override
    public JobStatus standing(String job) {
        return queue.standing(job);
    }
}
