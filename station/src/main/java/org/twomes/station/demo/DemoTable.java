package org.twomes.station.demo;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.twomes.station.pipeline.SlotView;

/** The live table: one line a slot with its bar, redrawn in place on a terminal, one line a change elsewhere. */
public final class DemoTable {
    private static final int BAR = 24;
    private static final String UP = "\u001b[%dA";
    private static final String CLEAR_LINE = "\u001b[2K";

    private final PrintWriter out;
    private final boolean terminal;
    private final Supplier<List<SlotView>> slots;
    private List<String> drawn = List.of();

    /**
     * A table on {@code out}.
     *
     * @param terminal whether lines can be redrawn in place
     * @param slots the slots to show
     */
    public DemoTable(PrintWriter out, boolean terminal, Supplier<List<SlotView>> slots) {
        this.out = out;
        this.terminal = terminal;
        this.slots = slots;
    }

    /** Draws the slots as they are now. */
    public void draw() {
        List<String> lines = slots.get().stream().map(this::line).toList();
        if (lines.equals(drawn)) {
            return;
        }
        if (terminal) {
            if (!drawn.isEmpty()) {
                out.printf(Locale.ROOT, UP, drawn.size());
            }
            lines.forEach(line -> out.println(CLEAR_LINE + line));
        } else {
            for (int i = 0; i < lines.size(); i++) {
                if (i >= drawn.size() || !drawn.get(i).equals(lines.get(i))) {
                    out.println(lines.get(i));
                }
            }
        }
        out.flush();
        drawn = lines;
    }

    private String line(SlotView view) {
        int full = (int) Math.round(view.run().progress() * BAR);
        String bar = terminal ? "#".repeat(full) + ".".repeat(BAR - full) + "  " : "";
        String what = view.trouble()
                .map(trouble -> trouble.code() + ": " + trouble.sentence())
                .orElse(view.activity());
        String place = view.label().map(label -> "  label " + label.number()).orElse("");
        return String.format(
                        Locale.ROOT,
                        "%-6s %-9s %-14s %s%s%s",
                        view.slot(),
                        view.phase(),
                        view.name().orElse(view.mac().orElse("-")),
                        bar,
                        what,
                        place)
                .stripTrailing();
    }
}
