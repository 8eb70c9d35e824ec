package org.twomes.station.rig.board;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.twomes.station.common.Threads;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FaultKind;
import org.twomes.station.rig.FaultScript;

/** One board: power on, the auto-reset circuit's two lines, the loader or the firmware, on a thread of its own. */
public final class VirtualBoard implements LoaderMachine.Board, HostSide {
    /** Restarts after which a board without a bootable flash goes on failing slowly enough for a person. */
    private static final Duration LOOP = Duration.ofMillis(300);

    /** What the board's thread works through. */
    private sealed interface Event {
        /** {@code at}: when they were there, in {@link System#nanoTime}. */
        record Bytes(byte[] bytes, long at) implements Event {}

        record Start(boolean loader, Duration after, long at) implements Event {
            /** As of now. */
            Start(boolean loader, Duration after) {
                this(loader, after, System.nanoTime());
            }
        }

        /** EN is low: nothing runs. */
        record Held() implements Event {}

        record Off() implements Event {}
    }

    private final BoardModel model;
    private final FaultScript faults;
    private final Timing timing;
    private final NorFlash flash;
    private final BoardClock clock = new BoardClock();
    private final Uart uart;
    private final Slip slip = new Slip();
    private final BootFirmware firmware;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Thread thread;
    private LoaderMachine loader;
    private final FaultInjector injector;
    private final AutoResetCircuit autoReset = new AutoResetCircuit();
    private final byte[] window = new byte[FlashJob.WINDOW];
    private final Consumer<VirtualBoard> pull;
    private boolean inLoader;

    private boolean answerLost;
    private boolean brownedOut;
    private volatile boolean off;
    private long epoch;

    public VirtualBoard(
            String name,
            BoardModel model,
            NorFlash flash,
            Conduct conduct,
            Adapter adapter,
            Consumer<VirtualBoard> pull) {
        this.faults = conduct.faults();
        this.injector = new FaultInjector(faults);
        this.pull = pull;
        this.model = model;
        this.timing = conduct.timing();
        this.flash = flash;
        this.uart = new Uart(adapter, timing.paced(), clock, conduct.random(), faults);
        this.firmware = new BootFirmware(flash, model, conduct.random(), faults);
        this.loader = freshLoader();
        this.thread = Threads.daemon("board " + name, this::live);
    }

    /** What board this is. */
    public BoardModel model() {
        return model;
    }

    NorFlash flash() {
        return flash;
    }

    /** Power comes on: it runs from flash. */
    public void powerOn() {
        thread.start();
        start(false);
    }

    /** Power goes away. */
    public void powerOff() {
        off = true;
        put(new Event.Off());
    }

    @Override
    public synchronized void lines(boolean dtr, boolean rts) {
        switch (autoReset.lines(dtr, rts, System.nanoTime())) {
            case HELD -> put(new Event.Held());
            case RUNS_ONCE_UP -> put(new Event.Start(false, AutoResetCircuit.EN_RISE));
            case LOADS -> put(new Event.Start(true, Duration.ZERO));
            case NOTHING -> {}
        }
    }

    /** A reset by other means, e.g. the rig's control socket. */
    public void start(boolean intoLoader) {
        put(new Event.Start(intoLoader, Duration.ZERO));
    }

    /** Ends what the board does; what it does next must not be interrupted by that, so it comes last. */
    private void put(Event event) {
        events.clear();
        clock.interrupt();
        events.add(event);
    }

    @Override
    public void received(byte[] bytes) {
        events.add(new Event.Bytes(bytes, System.nanoTime()));
    }

    @Override
    public void send(byte[] packet) {
        byte[] answer = injector.answer(packet);
        if (!answerLost) {
            uart.send(Slip.encode(answer), epoch);
        }
    }

    @Override
    public void text(String text) {
        if (!faults.has(FaultKind.NO_REPLY) && !faults.has(FaultKind.GARBAGE)) {
            uart.send(text.getBytes(StandardCharsets.ISO_8859_1), epoch);
        }
    }

    @Override
    public void waitFor(long nanos) {
        clock.until(nanos, epoch);
    }

    @Override
    public long now() {
        return clock.now();
    }

    @Override
    public void restart(boolean intoLoader) {
        start(intoLoader);
        throw new Interrupted();
    }

    private void live() {
        while (true) {
            try {
                Event event = events.take();
                epoch = clock.epoch();
                if (off) {
                    return;
                }
                if (event instanceof Event.Start start) {
                    inLoader = false;
                    clock.reached(start.at());
                    clock.span(start.after(), epoch);
                    boot(start.loader());
                } else if (event instanceof Event.Held) {
                    inLoader = false;
                } else if (event instanceof Event.Bytes bytes && inLoader) {
                    listen(bytes.bytes(), bytes.at());
                }
            } catch (Interrupted e) {
                slip.reset();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void listen(byte[] bytes, long at) {
        uart.received(bytes.length, at);
        if (faults.has(FaultKind.GARBAGE)) {
            uart.send(uart.noise(bytes.length), epoch);
            return;
        }
        if (!uart.matched()) {
            return;
        }
        slip.accept(uart.damaged(bytes), packet -> {
            uart.awaitReceived(epoch);
            if (!faults.has(FaultKind.DEAF) && !faults.has(FaultKind.NO_REPLY)) {
                request(packet);
            }
        });
    }

    private void request(byte[] packet) {
        FaultInjector.FaultAction action = injector.at(packet);
        if (action == FaultInjector.FaultAction.PULL) {
            pullSelf();
        }
        if (action == FaultInjector.FaultAction.BROWN_OUT) {
            brownedOut = true;
            restart(false);
        }
        answerLost = action == FaultInjector.FaultAction.LOSE_ANSWER;
        try {
            loader.packet(packet);
        } finally {
            answerLost = false;
        }
    }

    /** Somebody pulls it now. The rig does so on a thread of its own, for it waits for nobody here. */
    private void pullSelf() {
        off = true;
        Threads.daemon("hand at " + thread.getName(), () -> pull.accept(this)).start();
        throw new Interrupted();
    }

    private void boot(boolean intoLoader) {
        if (!intoLoader && injector.pulledAtBoot()) {
            pullSelf();
        }
        uart.reset();
        slip.reset();
        injector.reset();
        inLoader = intoLoader && !faults.has(FaultKind.WRONG_MODE);
        brownedOut &= !intoLoader;
        loader = freshLoader();
        if (!inLoader && faults.has(FaultKind.MUTE)) {
            return;
        }
        if (inLoader) {
            text(firmware.romWaits());
            return;
        }
        runFromFlash();
    }

    private void runFromFlash() {
        text(firmware.romBanner());
        while (firmware.romComplaint().isPresent()) {
            text(firmware.romComplaint().get());
            clock.span(LOOP, epoch);
            text("\r\n" + firmware.romBanner());
        }
        text(BootFirmware.loading());
        long booted = clock.now() + timing.boot().toNanos();
        // A chip reads its flash while it boots: so does this one, in that time rather than after it.
        boolean loops = brownedOut || faults.has(FaultKind.BROWN_OUT) || faults.has(FaultKind.BOOT_LOOP);
        String application = loops ? "" : firmware.application();
        clock.until(booted, epoch);
        boolean brownOut = brownedOut || faults.has(FaultKind.BROWN_OUT);
        while (brownOut || faults.has(FaultKind.BOOT_LOOP)) {
            text(brownOut ? "\r\nBrownout detector was triggered\r\n\r\n" : "Guru Meditation Error\r\n");
            clock.span(LOOP, epoch);
            text(firmware.romBanner());
        }
        while (firmware.refusedForRevision()) {
            text(application);
            clock.span(LOOP, epoch);
            text(firmware.romBanner() + BootFirmware.loading());
        }
        pause(FaultKind.LATE);
        text(loops ? firmware.application() : application);
        while (pause(FaultKind.TALKS)) {
            text(firmware.application());
        }
    }

    /** Waits as long as a fault says, if the board has it. */
    private boolean pause(FaultKind kind) {
        faults.figure(kind).ifPresent(millis -> clock.span(Duration.ofMillis(millis.longValue()), epoch));
        return faults.has(kind);
    }

    private LoaderMachine freshLoader() {
        return new LoaderMachine(
                this,
                uart,
                VirtualChip.of(model, faults.figure(FaultKind.DRIFT).orElse(0.0)),
                flash,
                timing,
                window,
                !faults.has(FaultKind.NO_STUB));
    }
}
