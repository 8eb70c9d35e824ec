package org.twomes.station.daemon.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.twomes.station.port.SlotMark;

/** Keeps the newest log lines of each slot in memory, for the failure log of its run. */
final class SlotLog extends AppenderBase<ILoggingEvent> {
    /** A run writes some twenty lines; a stack trace is one. */
    static final int MOST_LINES = 500;
    /** Longer lines are cut. */
    static final int LONGEST_LINE = 8_000;

    private static final int MOST_SLOTS = 512;

    private final Encoder<ILoggingEvent> encoder;
    private final Map<String, Deque<String>> lines = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<String>> eldest) {
            return size() > MOST_SLOTS;
        }
    };

    SlotLog(Encoder<ILoggingEvent> encoder) {
        this.encoder = encoder;
    }

    @Override
    protected void append(ILoggingEvent event) {
        String path = event.getMDCPropertyMap().get(SlotMark.PLACE);
        if (path == null) {
            return;
        }
        String line = new String(encoder.encode(event), StandardCharsets.UTF_8).strip();
        String kept = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + " ..." : line;
        synchronized (lines) {
            Deque<String> ofSlot = lines.computeIfAbsent(path, unseen -> new ArrayDeque<>());
            ofSlot.add(kept);
            if (ofSlot.size() > MOST_LINES) {
                ofSlot.remove();
            }
        }
    }

    /** The lines of the slot at a USB path since the last call for it, under whatever name it logged them. */
    List<String> take(String path) {
        synchronized (lines) {
            Deque<String> taken = lines.remove(path);
            return taken == null ? List.of() : List.copyOf(taken);
        }
    }
}
