package org.twomes.station.esp;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.twomes.station.port.ForwardingLink;
import org.twomes.station.port.SerialLink;

/** A line on which a test sees every packet, and changes or swallows single ones. */
final class MeddledLink extends ForwardingLink {
    /** Gives what goes on instead of a packet (without SLIP), or nothing when it is lost. */
    interface Meddler extends Function<byte[], Optional<byte[]>> {}

    private static final byte END = (byte) 0xC0;

    private final List<byte[]> sent = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private boolean inFrame;
    private byte[] ready = {};
    private volatile Meddler towardsBoard = Optional::of;
    private volatile Meddler towardsHost = Optional::of;

    MeddledLink(SerialLink link) {
        super(link);
    }

    void towardsBoard(Meddler meddler) {
        towardsBoard = meddler;
    }

    void towardsHost(Meddler meddler) {
        towardsHost = meddler;
    }

    /** Opcodes of the requests that the host sent, in order. */
    List<Integer> opcodes() {
        return sent.stream().map(packet -> packet[1] & 0xFF).toList();
    }

    /** How many requests with this opcode the host sent. */
    long count(int opcode) {
        return opcodes().stream().filter(sentOpcode -> sentOpcode == opcode).count();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        byte[] written = Arrays.copyOfRange(bytes, offset, offset + length);
        byte[] packet = length > 2 ? ReplayedDevice.unframed(written) : written;
        if (packet.length < LoaderProtocol.HEADER_LENGTH) {
            link.write(written);
            return;
        }
        sent.add(packet);
        Optional<byte[]> changed = towardsBoard.apply(packet.clone());
        if (changed.isPresent()) {
            link.write(Transcript.frame(changed.get()));
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (ready.length == 0) {
            byte[] chunk = new byte[4096];
            long left = Math.max(0, deadline - System.nanoTime());
            int count = link.read(chunk, 0, chunk.length, Duration.ofNanos(left));
            ready = passed(chunk, count);
            if (count == 0) {
                return 0;
            }
        }
        int count = Math.min(length, ready.length);
        System.arraycopy(ready, 0, buffer, offset, count);
        ready = Arrays.copyOfRange(ready, count, ready.length);
        return count;
    }

    private byte[] passed(byte[] chunk, int count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            if (chunk[i] != END) {
                (inFrame ? frame : out).write(chunk[i]);
            } else if (inFrame && frame.size() > 1) {
                frame.write(END);
                towardsHost
                        .apply(ReplayedDevice.unframed(frame.toByteArray()))
                        .ifPresent(packet -> out.writeBytes(Transcript.frame(packet)));
                frame.reset();
                inFrame = false;
            } else {
                frame.reset();
                frame.write(END);
                inFrame = true;
            }
        }
        return out.toByteArray();
    }

    @Override
    public void discardInput() {
        link.discardInput();
        ready = new byte[0];
        frame.reset();
        inFrame = false;
    }
}
