package org.twomes.station.esp;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.twomes.station.port.MemoryLink;
import org.twomes.station.port.SerialLink;

/**
 * Plays the device's side of a recording to the real {@link Loader}: a request that was recorded gets what the device
 * said to it then, the next place in the recording first. A request that was not recorded is noted, and gets the answer
 * that the test has for it.
 *
 * <p>The stub is the host's choice, and its code was not recorded: every upload is taken for the recorded one.
 */
public final class ReplayedDevice implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final List<Integer> UPLOAD =
            List.of(LoaderProtocol.MEM_BEGIN, LoaderProtocol.MEM_DATA, LoaderProtocol.MEM_END);

    private final List<Transcript.Entry> entries;
    private final Function<byte[], Optional<byte[]>> otherwise;
    private final MemoryLink link = new MemoryLink("memory:replay", LoaderProtocol.ROM_BAUD, Duration.ofSeconds(10));
    private final List<String> unrecorded = new CopyOnWriteArrayList<>();
    private final List<String> replayed = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::live, "replayed device");
    private final int stubFrom;
    private int cursor;
    private int phaseFrom;

    /** {@code otherwise} answers, without SLIP, what was not recorded. */
    ReplayedDevice(Transcript transcript, Function<byte[], Optional<byte[]>> otherwise) {
        entries = transcript.entries();
        this.otherwise = otherwise;
        int greeting = 0;
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).packet() && Arrays.equals(entries.get(i).bytes(), new byte[] {'O', 'H', 'A', 'I'})) {
                greeting = i + 1;
            }
        }
        stubFrom = greeting;
        thread.setDaemon(true);
        thread.start();
    }

    SerialLink link() {
        return link;
    }

    /** Requests that were not recorded, in hex without SLIP. */
    List<String> unrecorded() {
        return unrecorded;
    }

    /** Requests that were recorded byte for byte, in hex. */
    List<String> replayed() {
        return replayed;
    }

    @Override
    public void close() throws InterruptedException {
        link.close();
        thread.join();
    }

    private void live() {
        try {
            while (true) {
                Optional<MemoryLink.Signal> signal = link.far().take(LOOK);
                if (signal.isPresent() && signal.get() instanceof MemoryLink.Signal.Bytes bytes) {
                    // The loader writes whole frames, and now and then a delimiter alone.
                    if (bytes.bytes().length > 2) {
                        answer(unframed(bytes.bytes()));
                    }
                } else if (signal.isPresent() && signal.get() instanceof MemoryLink.Signal.Closed) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(byte[] request) throws InterruptedException {
        int at = find(request);
        if (at < 0) {
            unrecorded.add(HexFormat.of().formatHex(request));
            Optional<byte[]> answer = otherwise.apply(request);
            if (answer.isPresent()) {
                link.far().send(Transcript.frame(answer.get()));
            }
            return;
        }
        replayed.add(HexFormat.of().formatHex(request));
        for (cursor = at + 1; cursor < entries.size() && !entries.get(cursor).host(); cursor++) {
            link.far().send(entries.get(cursor).onTheWire());
        }
        if (stubFrom > 0 && cursor >= stubFrom) {
            phaseFrom = stubFrom;
        }
    }

    /** The same request from the cursor on, else from the beginning of ROM's or stub's part; -1 when there is none. */
    private int find(byte[] request) {
        for (int i = 0; i < 2 * entries.size(); i++) {
            int at = cursor + i < entries.size() ? cursor + i : phaseFrom + (cursor + i) % entries.size();
            if (at < entries.size() && phase(at) == phase(phaseFrom) && matches(entries.get(at), request)) {
                return at;
            }
        }
        return -1;
    }

    private boolean phase(int at) {
        return at >= stubFrom;
    }

    private static boolean matches(Transcript.Entry entry, byte[] request) {
        if (!entry.host()) {
            return false;
        }
        boolean upload = request.length > Integer.BYTES
                && entry.bytes().length > Integer.BYTES
                && UPLOAD.contains(request[1] & 0xFF)
                && entry.opcode() == request[1];
        return upload || Arrays.equals(entry.bytes(), request);
    }

    public static byte[] unframed(byte[] frame) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        for (int i = 1; i < frame.length - 1; i++) {
            if (frame[i] == (byte) 0xDB) {
                i++;
                packet.write(frame[i] == (byte) 0xDC ? 0xC0 : 0xDB);
            } else {
                packet.write(frame[i]);
            }
        }
        return packet.toByteArray();
    }
}
