package org.twomes.station.rig.board;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.twomes.station.esp.LoaderProtocol;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FaultScript;

/** A loader without a line or a thread: requests go straight in, and what it answers and waits for is noted. */
final class LoaderHost implements LoaderMachine.Board {
    /** In minutes, so that no busy machine can be taken for a busy flash; each figure its own. */
    static final Timing TIMING = new Timing(
            false,
            Duration.ofMinutes(1),
            Duration.ofMinutes(100),
            Duration.ofMinutes(1_000),
            Duration.ofMinutes(5_000),
            Duration.ofMinutes(20_000),
            Duration.ofMinutes(40_000),
            Duration.ZERO);

    final NorFlash flash;
    final Uart uart;
    final LoaderMachine loader;
    final List<byte[]> sent = new ArrayList<>();
    final List<String> restarts = new ArrayList<>();
    private long time;
    private long asked;

    /** An answer: its value field, its data with the status, and the status. */
    record Answer(int value, byte[] data, int status, int error) {}

    LoaderHost(NorFlash flash) {
        this(flash, BoardModel.usual(0xD3AD48));
    }

    LoaderHost(NorFlash flash, BoardModel board) {
        this.flash = flash;
        uart = new Uart(
                new Adapter((bytes, length) -> {}, () -> 0), false, new BoardClock(), () -> 0L, FaultScript.NONE);
        loader =
                new LoaderMachine(this, uart, VirtualChip.of(board, 0), flash, TIMING, new byte[FlashJob.WINDOW], true);
    }

    /** A stub that runs already. */
    static LoaderHost stub(NorFlash flash) {
        LoaderHost host = new LoaderHost(flash);
        byte[] code = {1, 2, 3, 4};
        host.ask(LoaderProtocol.MEM_BEGIN, code.length, 1, code.length, 0x4009_0000);
        host.block(LoaderProtocol.MEM_DATA, 0, code);
        host.ask(LoaderProtocol.MEM_END, 0, 0x4009_0000);
        host.sent.clear();
        return host;
    }

    /** Sends a request of words; gives its answer. */
    Answer ask(int opcode, int... words) {
        ByteBuffer data = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            data.putInt(word);
        }
        return send(opcode, 0, data.array());
    }

    /** Sends a block with its right checksum. */
    Answer block(int opcode, int sequence, byte... content) {
        int sum = LoaderProtocol.CHECKSUM_SEED;
        for (byte b : content) {
            sum ^= b & 0xff;
        }
        return block(opcode, sequence, sum, content);
    }

    Answer block(int opcode, int sequence, int checksum, byte[] content) {
        ByteBuffer data = ByteBuffer.allocate(LoaderProtocol.BLOCK_HEADER_LENGTH + content.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(content.length).putInt(sequence).putLong(0).put(content);
        return send(opcode, checksum, data.array());
    }

    Answer send(int opcode, int checksum, byte[] data) {
        ByteBuffer packet =
                ByteBuffer.allocate(LoaderProtocol.HEADER_LENGTH + data.length).order(ByteOrder.LITTLE_ENDIAN);
        packet.put((byte) 0)
                .put((byte) opcode)
                .putShort((short) data.length)
                .putInt(checksum)
                .put(data);
        int before = sent.size();
        loader.packet(packet.array());
        return answer(sent.get(before));
    }

    Answer answer(byte[] packet) {
        ByteBuffer in = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
        int statusBytes = loader.stubRuns() ? LoaderProtocol.STUB_STATUS_LENGTH : LoaderProtocol.ROM_STATUS_LENGTH;
        int status = packet.length - statusBytes;
        return new Answer(
                in.getInt(4),
                Arrays.copyOfRange(packet, LoaderProtocol.HEADER_LENGTH, status),
                packet[status] & 0xff,
                packet[status + 1] & 0xff);
    }

    /** Minutes that were waited since the last call, to the nearest. */
    long waitedMinutes() {
        long minutes = Math.round((time - asked) / 60e9);
        asked = time;
        return minutes;
    }

    @Override
    public void send(byte[] packet) {
        sent.add(packet);
    }

    @Override
    public void text(String text) {
        throw new AssertionError("a loader prints nothing: " + text);
    }

    /** Nobody waits here: the board's time goes on by as much. */
    @Override
    public void waitFor(long nanos) {
        time = Math.max(time, nanos);
    }

    @Override
    public long now() {
        return time;
    }

    @Override
    public void restart(boolean intoLoader) {
        restarts.add(intoLoader ? "loader" : "flash");
    }
}
