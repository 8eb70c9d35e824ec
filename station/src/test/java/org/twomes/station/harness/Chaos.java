package org.twomes.station.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.twomes.station.config.ConfigException;
import org.twomes.station.config.DeviceSection;

/** Kills the daemon over and over while boards are plugged, starts it again each time, and reports at the end. */
final class Chaos implements AutoCloseable {
    private static final int SLOTS = 4;
    private static final int NO_LIMIT = Integer.MAX_VALUE;
    /** A point that does not come by then is given up; it is killed all the same. */
    private static final long POINT_SECONDS = 20;

    private static final long START_SECONDS = 90;
    private static final long SETTLE_SECONDS = 240;
    private static final long LOOK_NANOS = 200_000;
    private static final int STARTING_MS = 2500;
    private static final int RANDOM_MS = 2500;
    private static final int RENDERING_MS = 250;
    private static final int LITTLE_LATER_MS = 40;
    /** New boards that are faulty from the start, one in so many. */
    private static final int FAULTY_ONE_IN = 40;

    private final int kills;
    private final Consumer<String> say;
    private final Random random;
    private final WatchedTable table = new WatchedTable();
    private final ChaosRig rig;
    private final DaemonProcess daemon;
    private final LedgerEye eye;
    private final SheetPile pile;
    private final Operator operator;
    private final Map<KillPoint, Integer> met = new EnumMap<>(KillPoint.class);

    /** A rig in an empty {@code folder}; {@code identity} makes the tokens; {@code say} is told how it goes, a line at a time. */
    Chaos(Path folder, int kills, long seed, DeviceSection.Identity identity, Consumer<String> say) throws IOException {
        this.kills = kills;
        this.say = say;
        this.random = new Random(seed);
        rig = new ChaosRig(folder, SLOTS, seed, table, identity);
        daemon = new DaemonProcess(rig.config(), rig.data(), folder.resolve("daemon.log"), new StartUp(folder));
        eye = new LedgerEye(rig.ledger());
        pile = new SheetPile(rig.sheets());
        operator = new Operator(
                rig,
                rig.dashboardSlots(),
                NO_LIMIT,
                new Random(random.nextLong()),
                chance -> chance.nextInt(FAULTY_ONE_IN) == 0 ? "wrong-name" : "");
    }

    /** How often the daemon was killed at each point where it was meant to be. */
    Map<KillPoint, Integer> met() {
        return Collections.unmodifiableMap(met);
    }

    /** Runs it all; takes some seconds for each kill. */
    ConsistencyReport run() throws IOException, InterruptedException, SQLException, ConfigException {
        operator.start();
        firstShift();
        List<KillPoint> plan = plan();
        for (int kill = 0; kill < kills; kill++) {
            KillPoint point = plan.get(kill);
            boolean there = round(point);
            if (there) {
                met.merge(point, 1, Integer::sum);
            }
            say.accept("kill %d of %d: %s%s, %d boards"
                    .formatted(
                            kill + 1,
                            kills,
                            point,
                            there ? "" : " (did not come)",
                            operator.boards().size()));
        }
        daemon.start();
        open();
        operator.finish(kills);
        if (!await(operator::done, SETTLE_SECONDS)) {
            say.accept("not every board came to an end: " + operator.ended() + " of "
                    + operator.boards().size());
        }
        operator.close();
        return new Settling(rig, daemon, eye, pile).report(operator.boards());
    }

    @Override
    public void close() throws Exception {
        operator.close();
        daemon.close();
        eye.close();
        rig.close();
    }

    /** Every point as often as every other, in an order of chance. */
    private List<KillPoint> plan() {
        List<KillPoint> plan = new ArrayList<>();
        while (plan.size() < kills) {
            List<KillPoint> all = new ArrayList<>(List.of(KillPoint.values()));
            Collections.shuffle(all, random);
            plan.addAll(all);
        }
        return plan;
    }

    /** A daemon that nobody kills, up to its first sheet: it leaves its classes to those that start after it. */
    private void firstShift() throws IOException {
        daemon.start();
        open();
        await(() -> unchecked(() -> !pile.visible().isEmpty()), SETTLE_SECONDS);
        eye.close();
        daemon.stop();
    }

    private boolean round(KillPoint point) throws IOException, InterruptedException {
        daemon.start();
        boolean there = reach(point);
        table.disarm();
        daemon.kill();
        eye.close();
        pile.look();
        return there;
    }

    /** Waits for the moment; false when it does not come. */
    private boolean reach(KillPoint point) throws IOException, InterruptedException {
        if (point == KillPoint.STARTING) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(STARTING_MS));
            return true;
        }
        open();
        boolean there;
        if (point == KillPoint.RANDOM) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(RANDOM_MS));
            there = true;
        } else if (point == KillPoint.REGISTRATION_ARRIVED) {
            table.beforeNext(daemon::kill);
            return await(() -> !daemon.alive(), POINT_SECONDS);
        } else if (point == KillPoint.REGISTRATION_DONE) {
            table.afterNext(daemon::kill);
            return await(() -> !daemon.alive(), POINT_SECONDS);
        } else if (point.transition()) {
            there = transition(point);
        } else {
            there = sheet(point);
        }
        if (!daemon.alive()) {
            throw new IllegalStateException("the daemon ended by itself before " + point);
        }
        if (random.nextBoolean()) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LITTLE_LATER_MS));
        }
        return there;
    }

    private void open() {
        await(() -> daemon.open() || !daemon.alive(), START_SECONDS);
        if (!daemon.open()) {
            throw new IllegalStateException("the daemon does not start");
        }
        eye.allow();
    }

    private boolean transition(KillPoint state) {
        if (state == KillPoint.FAILED) {
            operator.wantFaulty();
        } else if (state == KillPoint.HELD) {
            operator.wantGuest();
        }
        long from = eye.newest();
        return await(() -> !daemon.alive() || eye.reached(state.name(), from), POINT_SECONDS);
    }

    private boolean sheet(KillPoint point) throws IOException, InterruptedException {
        String count = "SELECT COUNT(*) FROM sheet WHERE state = ?";
        long released = eye.number(count, "RELEASED").orElse(0L);
        int shown = pile.visible().size();
        boolean there = await(
                () -> !daemon.alive()
                        || switch (point) {
                            case SHEET_CLOSED -> eye.number(count, "CLOSED").orElse(0L) > 0;
                            case SHEET_WRITING -> unchecked(pile::writing);
                            case SHEET_NAMED -> unchecked(() -> pile.visible().size() > shown);
                            default -> eye.number(count, "RELEASED").orElse(0L) > released;
                        },
                POINT_SECONDS);
        if (point == KillPoint.SHEET_CLOSED) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(RENDERING_MS));
        }
        return there;
    }

    private static boolean await(BooleanSupplier condition, long seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    /** A look at the folder. */
    private interface Look {
        boolean get() throws IOException;
    }

    private static boolean unchecked(Look look) {
        try {
            return look.get();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
