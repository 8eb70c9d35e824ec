package org.twomes.station.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.twomes.station.ledger.DeadLabel;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.port.SlotMark;

/** What is known of one slot; every change is told as a fresh {@link SlotView}. */
final class SlotState {
    /** Below this share an estimate from the board's own pace says nothing yet. */
    private static final double PACE_KNOWN_FROM = 0.1;

    private final String path;
    private String slot;
    private String group;
    private final Clock clock;
    private final Consumer<SlotView> changed;

    private boolean present;
    private SlotPhase phase = SlotPhase.EMPTY;
    private UnitState stage = UnitState.DETECTED;
    private String activity = "";
    private double progress;
    private Optional<Duration> usual = Optional.empty();
    private Optional<String> mac = Optional.empty();
    private Optional<String> name = Optional.empty();
    private Optional<SlotView.Trouble> trouble = Optional.empty();
    private Optional<LabelPlace> label = Optional.empty();
    private List<DeadLabel> oldLabels = List.of();
    private int baud;
    private boolean slowed;
    private int attempt;
    private Instant since;
    private @Nullable RunHandle current;

    SlotState(String path, String slot, String group, Clock clock, Consumer<SlotView> changed) {
        this.path = path;
        this.slot = slot;
        this.group = group;
        this.clock = clock;
        this.changed = changed;
        this.since = clock.instant();
    }

    synchronized SlotView view() {
        return new SlotView(
                path, slot, group, present, phase, stage, activity, progress, left(), mac, name, trouble, label, baud,
                slowed, attempt, since);
    }

    /** A board waits for its turn here; what an earlier board's run still tells is not shown any more. */
    RunHandle waiting() {
        RunHandle turn = new RunHandle();
        tell(() -> {
            current = turn;
            present = true;
            begin(SlotPhase.WAITING, "waits for its turn", 1);
        });
        return turn;
    }

    /** What one run shows here, as long as the slot is its own. */
    final class RunHandle {
        /** What people call the slot now. */
        String slotName() {
            synchronized (SlotState.this) {
                return slot;
            }
        }

        void running(int number) {
            show(() -> begin(SlotPhase.RUNNING, "connecting", number));
        }

        /** How long a whole run usually takes. */
        void usual(Optional<Duration> whole) {
            show(() -> usual = whole);
        }

        /** On the way to {@code towards}, {@code share} (0 to 1) of that stage done. */
        void stage(UnitState towards, String doing, double share) {
            show(() -> {
                phase = SlotPhase.RUNNING;
                stage = towards;
                activity = doing;
                progress = Share.from(towards) + share * (Share.to(towards) - Share.from(towards));
            });
        }

        void operator(String request) {
            show(() -> {
                phase = SlotPhase.OPERATOR;
                activity = request;
            });
        }

        void mac(String known) {
            show(() -> mac = Optional.of(known));
        }

        void name(String known) {
            show(() -> name = Optional.of(known));
        }

        /** Labels of the board's earlier lives that the operator has to throw away: said once the run is over. */
        void oldLabels(List<DeadLabel> labels) {
            show(() -> oldLabels = labels);
        }

        void baud(int rate, boolean fellBack) {
            show(() -> {
                baud = rate;
                slowed = fellBack;
            });
        }

        void ended(
                SlotPhase how,
                UnitState reached,
                String words,
                Optional<SlotView.Trouble> why,
                Optional<LabelPlace> place) {
            show(() -> end(how, reached, words, why, place));
        }

        private void show(Runnable change) {
            // The run's own thread goes on under a new name.
            SlotMark.rename(path, slotName());
            tell(() -> {
                if (current == this) {
                    change.run();
                }
            });
        }
    }

    /** The slot's own news, whoever's turn it was. */
    void ended(
            SlotPhase how,
            UnitState reached,
            String words,
            Optional<SlotView.Trouble> why,
            Optional<LabelPlace> place) {
        tell(() -> {
            current = null;
            end(how, reached, words, why, place);
        });
    }

    /**
     * As the other, of what it shows while {@code still} holds: news that come late must not end the turn of a board that was
     * plugged meanwhile.
     */
    void ended(
            Predicate<SlotView> still,
            SlotPhase how,
            UnitState reached,
            String words,
            Optional<SlotView.Trouble> why,
            Optional<LabelPlace> place) {
        tell(() -> {
            if (still.test(view())) {
                current = null;
                end(how, reached, words, why, place);
            }
        });
    }

    /** Under another name and heading from now on; the caller tells of it. */
    synchronized void call(String otherName, String otherGroup) {
        slot = otherName;
        group = otherGroup;
    }

    void present(boolean there) {
        tell(() -> present = there);
    }

    /** Back to an empty slot, keeping whether a board is there. */
    void clear() {
        tell(() -> {
            current = null;
            begin(SlotPhase.EMPTY, "", 0);
        });
    }

    private void end(
            SlotPhase how,
            UnitState reached,
            String words,
            Optional<SlotView.Trouble> why,
            Optional<LabelPlace> place) {
        phase = how;
        stage = reached;
        activity = words;
        trouble = withOldLabels(why);
        label = place;
        progress = how == SlotPhase.DONE || how == SlotPhase.REMOVE_ME ? 1 : progress;
        since = clock.instant();
    }

    /** A label that is not valid any more is thrown away, whatever else became of the board. */
    private Optional<SlotView.Trouble> withOldLabels(Optional<SlotView.Trouble> why) {
        if (oldLabels.isEmpty()) {
            return why;
        }
        String remedy = oldLabels.stream().map(DeadLabel::remedy).collect(Collectors.joining("; ")) + ".";
        return why.map(trouble -> trouble.also("Old label: " + remedy))
                .or(() -> Optional.of(SlotView.Trouble.of(FailureCode.OLD_LABEL, remedy, "Pull the board; " + remedy)));
    }

    private void begin(SlotPhase first, String doing, int number) {
        phase = first;
        stage = UnitState.CONNECTED;
        activity = doing;
        progress = 0;
        usual = Optional.empty();
        mac = Optional.empty();
        name = Optional.empty();
        trouble = Optional.empty();
        label = Optional.empty();
        oldLabels = List.of();
        baud = 0;
        slowed = false;
        attempt = number;
        since = clock.instant();
    }

    private void tell(Runnable change) {
        SlotView now;
        synchronized (this) {
            change.run();
            now = view();
        }
        changed.accept(now);
    }

    private Optional<Duration> left() {
        if (phase != SlotPhase.RUNNING && phase != SlotPhase.OPERATOR) {
            return Optional.empty();
        }
        Duration spent = Duration.between(since, clock.instant());
        Optional<Duration> byPastBoards = usual.map(whole -> whole.minus(spent)).filter(time -> !time.isNegative());
        return byPastBoards.or(() -> byOwnPace(spent));
    }

    private Optional<Duration> byOwnPace(Duration spent) {
        return progress > PACE_KNOWN_FROM
                ? Optional.of(Duration.ofMillis(Math.round(spent.toMillis() * (1 - progress) / progress)))
                : Optional.empty();
    }

    /** Share of the whole run at which each stage begins and ends, from typical times at 460800 baud; for the bar only. */
    private static final class Share {
        private static final double CONNECTED = 0.05;
        private static final double PROGRAMMED = 0.85;
        private static final double VERIFIED = 0.92;
        private static final double IDENTIFIED = 0.98;

        static double from(UnitState towards) {
            return switch (towards) {
                case DETECTED, CONNECTED, FAILED, HELD -> 0;
                case PROGRAMMED -> CONNECTED;
                case VERIFIED -> PROGRAMMED;
                case IDENTIFIED -> VERIFIED;
                case REGISTERED, LABELLED -> IDENTIFIED;
            };
        }

        static double to(UnitState towards) {
            return switch (towards) {
                case DETECTED, CONNECTED, FAILED, HELD -> CONNECTED;
                case PROGRAMMED -> PROGRAMMED;
                case VERIFIED -> VERIFIED;
                case IDENTIFIED -> IDENTIFIED;
                case REGISTERED, LABELLED -> 1;
            };
        }
    }
}
