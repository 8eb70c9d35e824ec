package org.twomes.station.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.twomes.station.daemon.StationEnvironment;
import org.twomes.station.demo.DemoRig;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.port.LinkOpener;
import org.twomes.station.port.SerialLink;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FaultScript;
import org.twomes.station.rig.RigSettings;

/**
 * What troubled slots cost their neighbours: boards in real time on four slots, with idle slots beside them and with troubled ones, in
 * turns. The troubles last as long as the measurement: a board that was given up is plugged anew, one slot is plugged and pulled
 * without a rest, and one driver never returns.
 */
final class NeighbourBench {
    private static final int SLOTS = 4;
    private static final long LOOK_MS = 50;
    private static final List<String> TROUBLES =
            List.of("garbage", "flip 0.0001", "brown-out-at 20", "boot-loop", "lose 0.0001");
    private static final int STORM = SLOTS + TROUBLES.size();
    private static final int STUCK = STORM + 1;
    /** Plugged and pulled as fast as a person can. */
    private static final long STORM_MS = 300;

    private static final int BAD = 0xBAD000;
    private static final Set<String> HANGS = Set.of("read", "close");
    private static final Map<String, String> IMPATIENT =
            Map.of("device.bootDeadline", "6s", "device.sameBoard", "1ms", "pipeline.connect", "10s");

    private final BenchReport report;
    private final int rounds;

    NeighbourBench(BenchReport report, int rounds) {
        this.report = report;
        this.rounds = rounds;
    }

    /** Measures; gives the ratio of the medians, troubled to calm. */
    double run() throws Exception {
        List<Double> calm = new ArrayList<>();
        List<Double> troubled = new ArrayList<>();
        report.say("");
        report.say("%d boards beside: a stuck driver, an unplug storm, %s", SLOTS, String.join(", ", TROUBLES));
        perHour(false);
        for (int round = 0; round < rounds; round++) {
            calm.add(perHour(false));
            troubled.add(perHour(true));
            report.say("  calm %.1f, troubled %.1f boards an hour", calm.get(round), troubled.get(round));
        }
        double ratio = median(troubled) / median(calm);
        report.say("  medians: calm %.1f, troubled %.1f, ratio %.3f", median(calm), median(troubled), ratio);
        report.addNeighbours(ratio);
        return ratio;
    }

    private double perHour(boolean trouble) throws Exception {
        Path folder = Files.createTempDirectory("neighbours-");
        CountDownLatch atLast = new CountDownLatch(1);
        try (DemoRig demo = new DemoRig(
                folder,
                STUCK + 1,
                RigSettings.Speed.REALTIME,
                IMPATIENT,
                environment -> new StationEnvironment(
                        stuck(environment.opener(), "ttyUSB" + STUCK, atLast),
                        environment.resets(),
                        environment.watch(),
                        environment.backOffice(),
                        environment.clock(),
                        environment.random()))) {
            demo.station().start();
            Thread plugging = new Thread(() -> plugAndPull(demo, atLast), "plug and pull");
            if (trouble) {
                plugging.start();
            }
            long began = System.nanoTime();
            for (int slot = 0; slot < SLOTS; slot++) {
                demo.rig().plug(slot, BoardModel.usual(slot + 1));
            }
            while (demo.station().line().slots().subList(0, SLOTS).stream()
                    .anyMatch(slot -> slot.phase() != SlotPhase.DONE)) {
                Thread.sleep(LOOK_MS);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            atLast.countDown();
            plugging.join();
            // A board that struggles would be waited for when the station closes.
            for (int slot = 0; slot <= STUCK; slot++) {
                demo.rig().unplug(slot);
            }
            return SLOTS * 3_600_000.0 / took.toMillis();
        } finally {
            BenchMain.delete(folder);
        }
    }

    /** Keeps the troubles going until {@code atLast}. */
    private static void plugAndPull(DemoRig demo, CountDownLatch atLast) {
        demo.rig().plug(STUCK, BoardModel.usual(BAD + STUCK));
        int number = BAD + 0x100;
        try {
            boolean plugged = false;
            while (atLast.getCount() > 0) {
                List<SlotView> slots = demo.station().line().slots();
                for (int i = 0; i < TROUBLES.size(); i++) {
                    SlotView slot = slots.get(SLOTS + i);
                    if (!slot.present() || over(slot)) {
                        demo.rig().unplug(SLOTS + i);
                        demo.rig().plug(SLOTS + i, BoardModel.usual(number++), FaultScript.parse(TROUBLES.get(i)));
                    }
                }
                if (plugged) {
                    demo.rig().unplug(STORM);
                } else {
                    demo.rig().plug(STORM, BoardModel.usual(number++));
                }
                plugged = !plugged;
                Thread.sleep(STORM_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean over(SlotView slot) {
        return slot.phase() == SlotPhase.FAILED || slot.phase() == SlotPhase.DONE || slot.phase() == SlotPhase.HELD;
    }

    /** Links to {@code node} whose reads and closes do not come back before {@code atLast}. */
    private static LinkOpener stuck(LinkOpener opener, String node, CountDownLatch atLast) {
        return (address, baud) -> {
            SerialLink link = opener.open(address, baud);
            if (!address.endsWith("/" + node)) {
                return link;
            }
            return (SerialLink) Proxy.newProxyInstance(
                    SerialLink.class.getClassLoader(),
                    new Class<?>[] {SerialLink.class},
                    (proxy, method, arguments) -> {
                        while (HANGS.contains(method.getName()) && atLast.getCount() > 0) {
                            try {
                                atLast.await();
                            } catch (InterruptedException e) {
                                // A driver that is stuck hears nothing.
                                continue;
                            }
                        }
                        try {
                            return method.invoke(link, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        };
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
