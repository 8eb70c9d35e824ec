package org.twomes.station.rig.line;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.twomes.station.rig.board.HostSide;

/** The rig's RFC 2217 server with a test in the board's place; takes little until the test asks for it. */
public final class ServedLine implements AutoCloseable {
    private final BlockingQueue<byte[]> received = new ArrayBlockingQueue<>(16);
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final NetworkPort port;
    private volatile boolean closed;
    private byte[] rest = new byte[0];

    public ServedLine() throws IOException {
        port = new NetworkPort(0, new HostSide() {
            @Override
            public void received(byte[] bytes) {
                queue(bytes);
            }

            @Override
            public void lines(boolean dtr, boolean rts) {
                lines.add("D" + (dtr ? 1 : 0) + " R" + (rts ? 1 : 0));
            }
        });
    }

    private void queue(byte[] bytes) {
        try {
            while (!closed && !received.offer(bytes, 50, TimeUnit.MILLISECONDS)) {
                // the test does not want it yet
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public String address() {
        return port.address();
    }

    public void send(byte[] bytes) {
        if (!port.send(bytes, bytes.length)) {
            throw new IllegalStateException("no client at " + port.address());
        }
    }

    /** The next {@code count} bytes, or fewer when they do not come in time. */
    public byte[] receive(int count, Duration patience) throws InterruptedException {
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        while (got.size() < count) {
            byte[] piece = rest;
            if (piece.length == 0) {
                piece = received.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            }
            if (piece == null) {
                break;
            }
            int size = Math.min(piece.length, count - got.size());
            got.write(piece, 0, size);
            rest = java.util.Arrays.copyOfRange(piece, size, piece.length);
        }
        return got.toByteArray();
    }

    /** The client's rate, 0 without one. */
    public int baud() {
        return port.baud().orElse(0);
    }

    /** Every state of the two lines since the start, those between two commands as well. */
    public List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        closed = true;
        port.close();
    }
}
