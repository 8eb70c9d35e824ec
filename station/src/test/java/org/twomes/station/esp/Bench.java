package org.twomes.station.esp;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.Deflater;
import org.twomes.station.config.ResetChoice;
import org.twomes.station.port.Reset;
import org.twomes.station.port.Resets;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.board.MemoryBoard;

/** A virtual board at the end of a line in memory, and the loader at the other, with all that it tells noted. */
public final class Bench implements AutoCloseable {
    static final BoardModel BOARD = BoardModel.usual(0xD3AD48);
    static final long SEED = 20_261_125;

    /** Long enough for a busy machine where an answer comes; short where a test waits for one that does not. */
    static final LoaderTimeouts TIMEOUTS = new LoaderTimeouts(
            Duration.ofMillis(1500),
            Duration.ofMillis(1000),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofSeconds(20),
            Duration.ofSeconds(8),
            Duration.ofSeconds(20));

    final MemoryBoard board;
    final MeddledLink link;
    final List<String> told = new CopyOnWriteArrayList<>();
    final Reset reset = Resets.of(new ResetChoice.Auto(), (port, request) -> {}, span -> {});
    private final LoaderListener listener = new LoaderListener() {
        @Override
        public void connecting(int attempt) {
            told.add("connecting " + attempt);
        }

        @Override
        public void baudChosen(int baud, boolean fellBack) {
            told.add("baud " + baud + (fellBack ? " fell back" : ""));
        }

        @Override
        public void progress(long done, long total) {
            if (done == total) {
                told.add("whole");
            }
        }

        @Override
        public void retrying(String what) {
            told.add("trouble: " + what);
        }
    };

    Bench(BoardModel model, String faults) {
        this(model, faults, SEED);
    }

    Bench(BoardModel model, String faults, long seed) {
        board = new MemoryBoard(model, faults, seed);
        link = new MeddledLink(board.link());
    }

    static LoaderSettings settings(boolean stub, int baud, Integer... ladder) {
        return new LoaderSettings(stub, baud, List.of(ladder), 3, TIMEOUTS);
    }

    Loader connect(LoaderSettings settings) throws Exception {
        return connect(settings, reset);
    }

    Loader connect(LoaderSettings settings, Reset by) throws Exception {
        return Loader.connect(link, by, settings, listener);
    }

    /** Swallows the packets with this opcode whose turn it is, counted from 1. */
    static MeddledLink.Meddler losing(int opcode, Integer... turns) {
        return changing(opcode, packet -> Optional.empty(), turns);
    }

    /** Changes the packets with this opcode whose turn it is, counted from 1; every one when no turn is given. */
    static MeddledLink.Meddler changing(int opcode, MeddledLink.Meddler change, Integer... turns) {
        int[] seen = {0};
        return packet -> {
            boolean meant = packet.length > 1 && (packet[1] & 0xFF) == opcode;
            if (!meant || turns.length > 0 && !Arrays.asList(turns).contains(++seen[0])) {
                return Optional.of(packet);
            }
            return change.apply(packet);
        };
    }

    /** A region of noise, which does not deflate. */
    public static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(SEED).nextBytes(bytes);
        return bytes;
    }

    static WriteRequest request(int offset, byte[] content) {
        return new WriteRequest("noise.bin", offset, content.length, zlib(content));
    }

    /** {@code content} as a zlib stream. */
    public static byte[] zlib(byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        deflater.setInput(content);
        deflater.finish();
        byte[] zlib = new byte[content.length + content.length / 100 + 64];
        int length = deflater.deflate(zlib);
        deflater.end();
        return Arrays.copyOf(zlib, length);
    }

    @Override
    public void close() throws InterruptedException {
        board.close();
    }
}
