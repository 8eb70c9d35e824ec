package org.twomes.station.demo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.twomes.station.pipeline.LineListener;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;

/** Stands in for the operator: plugs a board into every slot, pulls it when its slot says so, plugs the next. */
final class DemoOperator implements LineListener {
    /** Plugs and pulls boards at the virtual hub. */
    interface HubControl {
        /** Plugs board {@code number} (from 0) into slot {@code slot} (from 0). */
        void plug(int slot, int number);

        /** Pulls the board out of slot {@code slot}. */
        void pull(int slot);
    }

    /** Longest time between two redraws, so that bars move. */
    private static final long REDRAW_MS = 100;

    private final HubControl hands;
    private final List<String> paths;
    private final ArrayDeque<Integer> waiting = new ArrayDeque<>();
    private final BlockingQueue<SlotView> events = new LinkedBlockingQueue<>();
    private final Map<String, Boolean> busy = new HashMap<>();
    private final List<SlotView> results = new ArrayList<>();

    /** An operator with {@code boards} boards for the slots with these paths. */
    DemoOperator(HubControl hands, List<String> paths, int boards) {
        this.hands = hands;
        this.paths = paths;
        for (int number = 0; number < boards; number++) {
            waiting.add(number);
        }
    }

    @Override
    public void changed(SlotView slot) {
        events.add(slot);
    }

    /** Works until every board was plugged and its run has ended; {@code draw} is called after every change. Returns the last state of each. */
    List<SlotView> work(Runnable draw) throws InterruptedException {
        for (int slot = 0; slot < paths.size(); slot++) {
            next(slot);
        }
        while (busy.containsValue(true)) {
            SlotView event = events.poll(REDRAW_MS, TimeUnit.MILLISECONDS);
            if (event != null) {
                react(event);
            }
            draw.run();
        }
        return List.copyOf(results);
    }

    private void react(SlotView event) {
        int slot = paths.indexOf(event.path());
        if (slot < 0 || !busy.getOrDefault(event.path(), false)) {
            return;
        }
        if (event.present() && ended(event.phase())) {
            results.add(event);
            hands.pull(slot);
            busy.put(event.path(), !waiting.isEmpty());
        } else if (!event.present() && ended(event.phase())) {
            next(slot);
        }
    }

    private void next(int slot) {
        Integer board = waiting.poll();
        busy.put(paths.get(slot), board != null);
        if (board != null) {
            hands.plug(slot, board);
        }
    }

    private static boolean ended(SlotPhase phase) {
        return switch (phase) {
            case DONE, REMOVE_ME, FAILED, HELD, UNUSABLE -> true;
            case EMPTY, WAITING, RUNNING, OPERATOR -> false;
        };
    }
}
