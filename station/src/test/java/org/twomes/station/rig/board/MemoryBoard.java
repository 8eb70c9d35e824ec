package org.twomes.station.rig.board;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.twomes.station.port.MemoryLink;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FaultScript;

/** A virtual board at the end of a line in memory, with both modem lines wired to its auto-reset circuit. */
public final class MemoryBoard implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int ROM_BAUD = 115_200;

    private volatile MemoryLink link = line();
    private final NorFlash flash;
    private final VirtualBoard board;
    private Thread thread;
    private volatile int baud = ROM_BAUD;

    /** A board whose power is on: it runs from its flash, which is blank. */
    public MemoryBoard(BoardModel model, String faults, long seed) {
        FaultScript script = FaultScript.parse(faults);
        flash = new NorFlash(model.flashBytes(), script);
        board = new VirtualBoard(
                "memory",
                model,
                flash,
                new Conduct(Timing.fast(), new Random(seed)::nextLong, script),
                new Adapter(this::send, () -> baud),
                pulled -> link.far().unplug());
        thread = pumping();
        board.powerOn();
    }

    private static MemoryLink line() {
        return new MemoryLink("memory:board", ROM_BAUD, Duration.ofSeconds(10));
    }

    private Thread pumping() {
        Thread pumping = new Thread(this::pump, "line of the board in memory");
        pumping.setDaemon(true);
        pumping.start();
        return pumping;
    }

    /** Opens the board's port once more; the earlier line is closed. */
    public MemoryLink reopen() throws InterruptedException {
        link.close();
        thread.join();
        baud = ROM_BAUD;
        link = line();
        thread = pumping();
        return link;
    }

    /** The host's end. */
    public MemoryLink link() {
        return link;
    }

    /** What is in the flash now. */
    public byte[] flash() {
        return flash.read(0, flash.size());
    }

    /** Pulls the plug. */
    public void unplug() {
        board.powerOff();
        link.far().unplug();
    }

    @Override
    public void close() throws InterruptedException {
        board.powerOff();
        link.close();
        thread.join();
    }

    private void send(byte[] bytes, int length) {
        try {
            link.far().send(Arrays.copyOf(bytes, length));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pump() {
        try {
            while (true) {
                Optional<MemoryLink.Signal> signal = link.far().take(LOOK);
                if (signal.isEmpty()) {
                    continue;
                }
                if (signal.get() instanceof MemoryLink.Signal.Bytes bytes) {
                    board.received(bytes.bytes());
                } else if (signal.get() instanceof MemoryLink.Signal.Baud rate) {
                    baud = rate.baud();
                } else if (signal.get() instanceof MemoryLink.Signal.Lines lines) {
                    board.lines(lines.dtr(), lines.rts());
                } else {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
