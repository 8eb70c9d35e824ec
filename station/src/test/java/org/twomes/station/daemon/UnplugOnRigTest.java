package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.ResetChoice;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.port.Reset;
import org.twomes.station.port.Resets;
import org.twomes.station.port.SerialLink;
import org.twomes.station.port.Sleeper;
import org.twomes.station.rig.FakeBackOffice;

/** How soon a run ends whose board is pulled, wherever in the run that happens; and that nothing else notices. */
@Tag("rig")
class UnplugOnRigTest {
    /** Boards pulled in each situation. */
    private static final int BOARDS = 3;

    private static final int NEIGHBOUR = BOARDS;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration PROMISED = Duration.ofSeconds(1);
    /** Tries of a measurement that other load on the machine may spoil. */
    private static final int TRIES = 3;

    private static final Map<String, String> PATIENT = Map.of(
            "loader.connectAttempts",
            "1000",
            "device.bootDeadline",
            "10m",
            "pipeline.connect",
            "10m",
            "backOffice.timeout",
            "1m");

    @TempDir
    Path folder;

    private volatile Optional<ResetChoice> reset = Optional.empty();
    private final Map<String, Long> failedAt = new ConcurrentHashMap<>();
    private int plugged;

    private StationEnvironment withChosenReset(StationEnvironment environment) {
        return Environments.withResets(
                environment,
                (now, port, prompt) -> reset.map(choice -> Resets.of(choice, prompt, Sleeper.real()))
                        .orElseGet(() -> environment.resets().choose(now, port, prompt)));
    }

    private void note(SlotView view) {
        if (view.phase() == SlotPhase.FAILED) {
            failedAt.putIfAbsent(view.path(), System.nanoTime());
        }
    }

    @Test
    void itsRunEndsWithinASecondWhereverItIsAndNoOtherDoes() throws Exception {
        try (StationOnRig rig = new StationOnRig(folder, BOARDS + 1, PATIENT, this::withChosenReset)) {
            rig.station().line().listen(this::note);
            rig.plug(NEIGHBOUR, 0xABCDEF, "silent");
            await().atMost(SOON).until(() -> at(UnitState.IDENTIFIED).test(rig.slot(NEIGHBOUR)));
            SlotView before = rig.slot(NEIGHBOUR);

            check(rig, "syncing", "deaf", view -> view.activity().startsWith("connecting, try"));
            check(rig, "erasing", "used 2048, slow-erase", at(UnitState.PROGRAMMED));
            check(
                    rig,
                    "verifying or soon after",
                    "silent",
                    at(UnitState.VERIFIED).or(at(UnitState.IDENTIFIED)));
            check(rig, "reading the boot log", "silent", at(UnitState.IDENTIFIED));
            reset = Optional.of(new ResetChoice.Manual());
            check(rig, "waiting for the operator", "", view -> view.phase() == SlotPhase.OPERATOR);
            reset = Optional.of(new ResetChoice.Command(hangingProgram()));
            check(
                    rig,
                    "waiting for the reset program",
                    "",
                    view -> view.phase() == SlotPhase.RUNNING && Files.exists(folder.resolve("called")));
            reset = Optional.empty();
            rig.demo().backOffice().trouble(FakeBackOffice.Trouble.SLOW);
            check(
                    rig,
                    "waiting for the existence test",
                    "",
                    view -> view.mac().isPresent() && view.run().baud() > 0);

            SlotView after = rig.slot(NEIGHBOUR);
            assertThat(after.phase()).isEqualTo(SlotPhase.RUNNING);
            assertThat(after.since()).isEqualTo(before.since());
            assertThat(rig.attempts(0xABCDEF)).hasSize(1);
            // A stop of the station would wait for its run.
            rig.pull(NEIGHBOUR);
        }
    }

    @Test
    void aResetThatFailsBecauseTheBoardIsPulledIsNotToBlame() throws Exception {
        AtomicReference<StationOnRig> there = new AtomicReference<>();
        ExecutorService hand = Executors.newSingleThreadExecutor();
        try (StationOnRig rig = new StationOnRig(
                folder,
                1,
                Map.of(),
                environment -> Environments.withResets(
                        environment,
                        (now, port, prompt) ->
                                new PullingReset(environment.resets().choose(now, port, prompt), there::get, hand)))) {
            there.set(rig);
            for (int board = 0; board < BOARDS; board++) {
                assertThat(rig.prepare(0, board + 1, "").phase()).isEqualTo(SlotPhase.FAILED);
                assertThat(rig.code(0)).isEqualTo("UNPLUGGED");
                await().atMost(SOON).until(() -> !rig.slot(0).present());
            }
        } finally {
            hand.shutdownNow();
        }
    }

    /** At the restart the operator pulls the board, which the fixture is the first to say. */
    private record PullingReset(Reset into, Supplier<StationOnRig> rig, Executor pull) implements Reset {
        @Override
        public void intoLoader(SerialLink link, int attempt) {
            into.intoLoader(link, attempt);
        }

        @Override
        public void run(SerialLink link) {
            pull.execute(() -> rig.get().demo().rig().unplug(0));
            throw new FaultException(FaultCode.RESET_FAILED, link.address(), "no board clicks");
        }

        @Override
        public boolean automatic() {
            return true;
        }
    }

    private static Predicate<SlotView> at(UnitState stage) {
        return view -> view.stage() == stage && view.phase() == SlotPhase.RUNNING;
    }

    private String hangingProgram() throws Exception {
        Path program = folder.resolve("hangs");
        Files.writeString(program, "#!/bin/sh\ntouch '" + folder.resolve("called") + "'\nexec sleep 600\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program.toString();
    }

    private void check(StationOnRig rig, String where, String faults, Predicate<SlotView> middle) {
        long median = Long.MAX_VALUE;
        for (int i = 0; i < TRIES && median > PROMISED.toMillis(); i++) {
            median = measure(rig, where, faults, middle);
        }
        assertThat(median)
                .as("ms from the unplug to the end of a run, " + where)
                .isLessThanOrEqualTo(PROMISED.toMillis());
    }

    /** Median of the times in ms. */
    private long measure(StationOnRig rig, String where, String faults, Predicate<SlotView> middle) {
        failedAt.clear();
        long[] took = new long[BOARDS];
        for (int slot = 0; slot < BOARDS; slot++) {
            rig.plug(slot, ++plugged, faults);
        }
        for (int slot = 0; slot < BOARDS; slot++) {
            int here = slot;
            await(where).pollInterval(Duration.ofMillis(5)).atMost(SOON).until(() -> middle.test(rig.slot(here)));
            long pulled = System.nanoTime();
            rig.demo().rig().unplug(slot);
            String path = rig.slot(slot).path();
            await("end of a run pulled while " + where)
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(SOON)
                    .until(() -> failedAt.containsKey(path));
            took[slot] = Duration.ofNanos(failedAt.get(path) - pulled).toMillis();
            await().atMost(SOON).until(() -> !rig.slot(here).present());
            assertThat(rig.slot(slot).phase()).as(where).isEqualTo(SlotPhase.FAILED);
            assertThat(rig.code(slot)).as(where).isEqualTo("UNPLUGGED");
        }
        System.out.println(
                "unplugged while " + where + ": " + LongStream.of(took).boxed().toList() + " ms");
        return LongStream.of(took).sorted().skip(BOARDS / 2).findFirst().orElseThrow();
    }
}
