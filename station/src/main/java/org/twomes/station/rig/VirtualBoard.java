package org.twomes.station.rig;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** One board: power on, the auto-reset circuit's two lines, the loader or the firmware, on a thread of its own. */
final class VirtualBoard implements LoaderMachine.Board {
    private static final String DOWNLOAD =
            "ets Jul 29 2019 12:21:46\r\n\r\nrst:0x1 (POWERON_RESET),boot:0x3 (DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_REO_V2))\r\n"
                    + "waiting for download\r\n";
    /** Restarts after which a board without a bootable flash goes on failing slowly enough for a person. */
    private static final long LOOP_NANOS = 300_000_000L;

    /** What the board's thread works through. */
    private sealed interface Event {
        record Bytes(byte[] bytes) implements Event {}

        record Start(boolean loader) implements Event {}

        record Off() implements Event {}
    }

    private final BoardModel model;
    private final FaultScript faults;
    private final Timing timing;
    private final NorFlash flash;
    private final BoardClock clock = new BoardClock();
    private final Uart uart;
    private final Slip slip = new Slip();
    private final Firmware firmware;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Thread thread;
    private LoaderMachine loader;
    private boolean inLoader;
    private long epoch;
    private boolean dtr;
    private boolean rts;

    VirtualBoard(
            String name,
            BoardModel model,
            NorFlash flash,
            Timing timing,
            Uart.Wire wire,
            IntSupplier hostBaud,
            LongSupplier random,
            FaultScript faults) {
        this.faults = faults;
        this.model = model;
        this.timing = timing;
        this.flash = flash;
        this.uart = new Uart(wire, hostBaud, timing.paced(), clock, random, faults);
        this.firmware = new Firmware(flash, model, random, faults);
        this.loader = freshLoader();
        this.thread = new Thread(this::live, "board " + name);
        thread.setDaemon(true);
    }

    BoardModel model() {
        return model;
    }

    NorFlash flash() {
        return flash;
    }

    /** Power comes on: it runs from flash. */
    void powerOn() {
        thread.start();
        start(false);
    }

    /** Power goes away. */
    void powerOff() {
        events.clear();
        clock.interrupt();
        events.add(new Event.Off());
    }

    /** The two modem lines, true asserted: RTS alone holds the chip in reset, DTR alone pulls IO0 low. */
    synchronized void lines(boolean newDtr, boolean newRts) {
        boolean wasReset = rts && !dtr;
        boolean isReset = newRts && !newDtr;
        dtr = newDtr;
        rts = newRts;
        if (isReset && !wasReset) {
            events.clear();
            clock.interrupt();
        } else if (wasReset && !isReset) {
            start(newDtr && !newRts);
        }
    }

    /** A reset by other means, e.g. the rig's control socket. What it interrupts must not be the start itself, so that comes last. */
    void start(boolean intoLoader) {
        events.clear();
        clock.interrupt();
        events.add(new Event.Start(intoLoader));
    }

    /** Bytes from the host. */
    void received(byte[] bytes) {
        events.add(new Event.Bytes(bytes));
    }

    @Override
    public void send(byte[] packet) {
        uart.send(Slip.encode(packet), epoch);
    }

    @Override
    public void text(String text) {
        uart.send(text.getBytes(StandardCharsets.ISO_8859_1), epoch);
    }

    @Override
    public void waitFor(long nanos) {
        clock.until(nanos, epoch);
    }

    @Override
    public void restart() {
        start(false);
        throw new Interrupted();
    }

    private void live() {
        while (true) {
            try {
                Event event = events.take();
                epoch = clock.epoch();
                if (event instanceof Event.Off) {
                    return;
                }
                if (event instanceof Event.Start start) {
                    boot(start.loader());
                } else if (event instanceof Event.Bytes bytes && inLoader) {
                    listen(bytes.bytes());
                }
            } catch (Interrupted e) {
                slip.reset();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void listen(byte[] bytes) {
        uart.received(bytes.length, epoch);
        if (!uart.matched()) {
            return;
        }
        for (byte b : uart.damaged(bytes)) {
            slip.accept(b & 0xff, packet -> {
                uart.awaitReceived(epoch);
                if (!faults.has("deaf")) {
                    loader.packet(packet);
                }
            });
        }
    }

    private void boot(boolean intoLoader) {
        uart.reset();
        slip.reset();
        inLoader = intoLoader && !faults.has("wrong-mode");
        loader = freshLoader();
        if (inLoader) {
            text(DOWNLOAD);
            return;
        }
        text(Firmware.romBanner());
        while (firmware.romComplaint().isPresent()) {
            text(firmware.romComplaint().get());
            clock.until(System.nanoTime() + LOOP_NANOS, epoch);
            text("\r\n" + Firmware.romBanner());
        }
        text(Firmware.loading());
        clock.span(timing.boot(), epoch);
        while (faults.has("boot-loop") || faults.has("brown-out")) {
            text(faults.has("brown-out") ? "\r\nBrownout detector was triggered\r\n\r\n" : "Guru Meditation Error\r\n");
            clock.until(System.nanoTime() + LOOP_NANOS, epoch);
            text(Firmware.romBanner());
        }
        text(firmware.application());
    }

    private LoaderMachine freshLoader() {
        return new LoaderMachine(this, uart, new Chip(model), flash, timing);
    }
}
