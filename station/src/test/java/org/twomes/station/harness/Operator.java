package org.twomes.station.harness;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The operator: keeps every slot filled, pulls what its slot calls finished, plugs once more what failed, and touches nothing
 * while the station is dark.
 */
final class Operator implements AutoCloseable {
    private static final long LOOK_MS = 50;
    private static final int MOST_TRIES = 4;
    /** The board is fine, it only should not be there. */
    private static final Set<String> FINISHED_BEFORE = Set.of("ALREADY_PREPARED", "REGISTRATION_WAITS");

    private static final int FIRST_MAC_TAIL = 0x200000;
    private static final int LAZY_ONE_IN = 6;
    private static final int LAZY_MS = 2500;
    private static final int PROMPT_MS = 300;

    private final ChaosRig rig;
    private final DashboardSlots slots;
    private final Random random;
    private final Function<Random, String> faults;
    private final Map<String, Hand> hands = new HashMap<>();
    private final List<Integer> boards = new ArrayList<>();
    private final Set<Integer> ended = new HashSet<>();
    private final Queue<Integer> again = new ArrayDeque<>();
    private final Map<Integer, Integer> tries = new HashMap<>();
    private final AtomicBoolean faulty = new AtomicBoolean();
    private final AtomicBoolean guest = new AtomicBoolean();
    private final Thread thread = new Thread(this::work, "operator");
    private int most;
    private volatile boolean stopped;

    /**
     * A board in a slot.
     *
     * @param guest a finished board that was plugged in again by mistake
     * @param plugged when
     * @param staysMs how long it is left in its slot when that is done
     */
    private record Hand(int macTail, boolean guest, Instant plugged, int staysMs) {}

    /** An operator for at most {@code most} boards; {@code faults} gives the faults of each new one. */
    Operator(ChaosRig rig, DashboardSlots slots, int most, Random random, Function<Random, String> faults) {
        this.rig = rig;
        this.slots = slots;
        this.random = random;
        this.faults = faults;
        this.most = most;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The next new board fails, whatever the station does. */
    void wantFaulty() {
        faulty.set(true);
    }

    /** A finished board is plugged in again by mistake. */
    void wantGuest() {
        guest.set(true);
    }

    /** Takes no new boards but those that are needed for {@code least} in all; what was plugged is finished. */
    synchronized void finish(int least) {
        most = Math.max(least, boards.size());
        guest.set(false);
    }

    /** Whether all boards have come to their end and are out of their slots. */
    synchronized boolean done() {
        return boards.size() >= most && again.isEmpty() && hands.isEmpty();
    }

    /** MAC tails of every board so far. */
    synchronized List<Integer> boards() {
        return List.copyOf(boards);
    }

    /** Boards that came to their end so far. */
    synchronized int ended() {
        return ended.size();
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
    }

    private void work() {
        try {
            while (!stopped) {
                Map<String, DashboardSlots.SlotStatus> lit = slots.look();
                synchronized (this) {
                    for (int slot = 0; slot < rig.slots().size(); slot++) {
                        Optional<DashboardSlots.SlotStatus> status =
                                Optional.ofNullable(lit.get(rig.slots().get(slot)));
                        if (status.isPresent()) {
                            look(slot, status.get());
                        }
                    }
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(int slot, DashboardSlots.SlotStatus status) {
        Hand hand = hands.get(rig.slots().get(slot));
        if (hand == null) {
            plugNext(slot);
            return;
        }
        // Until the board was seen, the slot still speaks of the one before it.
        boolean ofThis = status.since().isAfter(hand.plugged())
                && (status.mac().isEmpty() || status.mac().equals(ChaosRig.mac(hand.macTail())));
        boolean rested = status.since().plusMillis(hand.staysMs()).isBefore(Instant.now());
        if (!ofThis || !rested) {
            return;
        }
        switch (status.phase()) {
            case "DONE", "REMOVE_ME" -> pull(slot, true);
            case "FAILED", "HELD", "UNUSABLE" -> pull(slot, hand.guest() || FINISHED_BEFORE.contains(status.code()));
            default -> {
                return;
            }
        }
    }

    private void pull(int slot, boolean finished) {
        rig.unplug(slot);
        Hand hand = hands.remove(rig.slots().get(slot));
        if (hand.guest()) {
            return;
        }
        if (finished || tries.merge(hand.macTail(), 1, Integer::sum) == MOST_TRIES) {
            ended.add(hand.macTail());
        } else {
            again.add(hand.macTail());
        }
    }

    /** What failed first, then what is finished and taken by mistake, then a new board. */
    private void plugNext(int slot) {
        Integer once = again.poll();
        if (once != null) {
            plug(slot, once, false, "");
        } else if (!ended.isEmpty() && guest.compareAndSet(true, false)) {
            List<Integer> finished = List.copyOf(ended);
            plug(slot, finished.get(random.nextInt(finished.size())), true, "");
        } else if (boards.size() < most) {
            int tail = FIRST_MAC_TAIL + boards.size();
            boards.add(tail);
            plug(slot, tail, false, faulty.compareAndSet(true, false) ? "wrong-name" : faults.apply(random));
        }
    }

    /** Most boards leave at once, some stay in their slots while the operator does something else. */
    private void plug(int slot, int macTail, boolean mistake, String fault) {
        int stays = random.nextInt(LAZY_ONE_IN) == 0 ? LAZY_MS : random.nextInt(PROMPT_MS);
        hands.put(rig.slots().get(slot), new Hand(macTail, mistake, Instant.now(), stays));
        rig.plug(slot, macTail, fault);
    }
}
