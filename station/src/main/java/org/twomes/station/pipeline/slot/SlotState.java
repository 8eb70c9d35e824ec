package org.twomes.station.pipeline.slot;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.ledger.DeadLabel;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.pipeline.UnitOutcome;
import org.twomes.station.port.SlotMark;

/** What is known of one slot; every change is told as a fresh {@link SlotView}. */
public final class SlotState {
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
    private String rateReason = "";
    private int attempt;
    private Instant since;
    private @Nullable RunHandle current;
    /** Runs begun here. */
    private long runs;
    /** Of the board that is plugged, or was last. */
    private Plugging plugging = new Plugging();

    SlotState(String path, String slot, String group, Clock clock, Consumer<SlotView> changed) {
        this.path = path;
        this.slot = slot;
        this.group = group;
        this.clock = clock;
        this.changed = changed;
        this.since = clock.instant();
    }

    public synchronized SlotView view() {
        return new SlotView(
                new SlotView.Identity(path, slot, group),
                present,
                phase,
                since,
                new SlotView.Board(mac, name),
                new SlotView.Run(attempt, stage, activity, progress, left(), baud, slowed, rateReason),
                trouble,
                label);
    }

    /** A board waits for a worker here; what an earlier board's run still tells is not shown any more. */
    public RunHandle waiting() {
        RunHandle run;
        SlotView now;
        synchronized (this) {
            runs++;
            run = new RunHandle(runs, plugging);
            current = run;
            present = true;
            begin(SlotPhase.WAITING, "waits for its turn", 1);
            now = view();
        }
        changed.accept(now);
        return run;
    }

    /** What one run knows of its board and shows here, as long as the slot is its own. */
    public final class RunHandle {
        private final long number;
        private final Plugging plugging;
        private int ofRun = 1;
        private Optional<Long> unit = Optional.empty();
        private Optional<String> knownMac = Optional.empty();
        private Optional<String> knownName = Optional.empty();
        private List<DeadLabel> thrownAway = List.of();

        private RunHandle(long number, Plugging plugging) {
            this.number = number;
            this.plugging = plugging;
        }

        /** The first attempt since the board was plugged; empty before it. */
        public Optional<Long> plugging() {
            synchronized (SlotState.this) {
                return plugging.first;
            }
        }

        /** This attempt has begun. */
        public void begun(long attempt) {
            synchronized (SlotState.this) {
                plugging.first = plugging.first.or(() -> Optional.of(attempt));
            }
        }

        /** What people call the slot now. */
        public String slotName() {
            synchronized (SlotState.this) {
                return slot;
            }
        }

        /** The run's attempt {@code number}, from 1, begins: nothing is known of the board. */
        public void running(int number) {
            show(
                    () -> {
                        ofRun = number;
                        unit = Optional.empty();
                        knownMac = Optional.empty();
                        knownName = Optional.empty();
                        thrownAway = List.of();
                    },
                    () -> begin(SlotPhase.RUNNING, "connecting", number));
        }

        /** How long a whole run usually takes. */
        public void usual(Optional<Duration> whole) {
            show(() -> {}, () -> usual = whole);
        }

        /** On the way to {@code towards}, {@code share} (0 to 1) of that stage done. */
        public void stage(UnitState towards, String doing, double share) {
            show(() -> {}, () -> {
                phase = SlotPhase.RUNNING;
                stage = towards;
                activity = doing;
                progress = Share.from(towards) + share * (Share.to(towards) - Share.from(towards));
            });
        }

        /** A person is asked for something; {@code request} says what. */
        public void operator(String request) {
            show(() -> {}, () -> {
                phase = SlotPhase.OPERATOR;
                activity = request;
            });
        }

        /** The board is this unit (row). */
        public void unit(long row) {
            synchronized (SlotState.this) {
                unit = Optional.of(row);
            }
        }

        /** The MAC address of the board is {@code known}. */
        public void mac(String known) {
            show(() -> knownMac = Optional.of(known), () -> mac = knownMac);
        }

        /** The name of the board is {@code known}. */
        public void name(String known) {
            show(() -> knownName = Optional.of(known), () -> name = knownName);
        }

        /** Labels of the board's earlier preparations that the operator has to throw away: said once the run is over. */
        public void oldLabels(List<DeadLabel> labels) {
            show(() -> thrownAway = labels, () -> oldLabels = labels);
        }

        /** The transfers run at {@code rate} baud, for {@code reason}; {@code fellBack}: lower than the highest. */
        public void baud(int rate, boolean fellBack, String reason) {
            show(() -> {}, () -> {
                baud = rate;
                slowed = fellBack;
                rateReason = reason;
            });
        }

        /** The board as far as the run knows it, for its outcome. */
        public UnitOutcome.Board board() {
            synchronized (SlotState.this) {
                return new UnitOutcome.Board(path, slot, number, ofRun, unit, knownMac, knownName, thrownAway);
            }
        }

        private void show(Runnable known, Runnable change) {
            // The run's own thread goes on under a new name.
            SlotMark.rename(path, slotName());
            tell(() -> {
                known.run();
                if (current == this) {
                    change.run();
                }
            });
        }
    }

    /**
     * Shows the outcome if it is of the run or the board that the slot shows. One that comes late, as of a label that followed,
     * must not end the run of a board that was plugged meanwhile.
     */
    void ended(UnitOutcome outcome) {
        SlotView now;
        synchronized (this) {
            boolean ofRun = isOfRun(outcome.board());
            if (!ofRun && !isNews(outcome)) {
                return;
            }
            if (!ofRun) {
                current = null;
            }
            end(outcome);
            now = view();
        }
        changed.accept(now);
    }

    private boolean isOfRun(UnitOutcome.Board board) {
        RunHandle run = current;
        return run != null && board.path().equals(path) && board.run() == run.number;
    }

    /** Whether the outcome, of no run that is shown, is of what the slot shows. */
    private boolean isNews(UnitOutcome outcome) {
        UnitOutcome.Board board = outcome.board();
        boolean later = board.run() == UnitOutcome.Board.NO_RUN;
        if (outcome instanceof UnitOutcome.Unusable) {
            return board.path().equals(path);
        }
        if (!board.is(mac)) {
            return false;
        }
        if (outcome instanceof UnitOutcome.AwaitingLabel awaiting && awaiting.approved()) {
            return true;
        }
        return switch (phase) {
            case REMOVE_ME -> later || outcome instanceof UnitOutcome.Done;
            case HELD -> later && stage == UnitState.REGISTERED;
            case EMPTY, WAITING, RUNNING, OPERATOR, DONE, FAILED, UNUSABLE -> false;
        };
    }

    /** Under another name and heading from now on; the caller tells of it. */
    synchronized void call(String otherName, String otherGroup) {
        slot = otherName;
        group = otherGroup;
    }

    public void present(boolean there) {
        tell(() -> present = there);
    }

    /** Another board than before, or the same one once more: its runs are of a plugging of their own. */
    public synchronized void plugged() {
        plugging = new Plugging();
    }

    /** Back to an empty slot, keeping whether a board is there. */
    public void clear() {
        tell(() -> {
            current = null;
            begin(SlotPhase.EMPTY, "", 0);
        });
    }

    private void end(UnitOutcome outcome) {
        trouble = SlotView.Trouble.with(outcome.trouble(), oldLabels);
        label = Optional.empty();
        if (outcome instanceof UnitOutcome.Done done) {
            end(SlotPhase.DONE, done.state(), "done");
            label = done.label();
        } else if (outcome instanceof UnitOutcome.AwaitingLabel awaiting) {
            end(SlotPhase.REMOVE_ME, UnitState.IDENTIFIED, activity(awaiting));
        } else if (outcome instanceof UnitOutcome.Held held) {
            boolean prepared = held.cause().code().equals(FaultCode.ALREADY_PREPARED.name());
            end(SlotPhase.HELD, held.stage(), prepared ? "prepared already" : "waits for the supervisor");
            label = held.label();
        } else if (outcome instanceof UnitOutcome.Failed failed) {
            boolean queueFull = failed.cause().code().equals(FaultCode.QUEUE_FULL.name());
            end(SlotPhase.FAILED, failed.towards(), queueFull ? "not taken" : "failed");
        } else {
            end(SlotPhase.UNUSABLE, UnitState.DETECTED, "port not usable");
        }
    }

    private static String activity(UnitOutcome.AwaitingLabel awaiting) {
        if (awaiting.approved()) {
            return "approved; remove me, the label follows";
        }
        return "done; remove me, the label follows" + (awaiting.why().isEmpty() ? "" : " (" + awaiting.why() + ")");
    }

    private void end(SlotPhase how, UnitState reached, String words) {
        phase = how;
        stage = reached;
        activity = words;
        progress = how == SlotPhase.DONE || how == SlotPhase.REMOVE_ME ? 1 : progress;
        since = clock.instant();
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
        rateReason = "";
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

    /** One board from its plugging to its unplugging: however often it is run, it is one. */
    private static final class Plugging {
        private Optional<Long> first = Optional.empty();
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
