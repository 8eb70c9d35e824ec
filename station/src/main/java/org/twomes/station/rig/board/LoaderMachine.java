package org.twomes.station.rig.board;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.zip.DataFormatException;
import org.twomes.station.common.FlashGeometry;
import org.twomes.station.esp.LoaderProtocol;

/**
 * A chip's ROM loader, and the stub once it was uploaded: one request in, its answers out, in its time.
 *
 * <p>The ROM keeps its answers in one place in RAM and sends four status bytes of which it sets two: the others, and the value field of
 * an answer that has none, are what an earlier answer left there. Source: the recordings rom-write-deflate-tail and -stale.
 */
final class LoaderMachine {
    private static final int CHECKSUM = 0x07;
    private static final int INFLATE = 0x0B;
    private static final int INVALID = 0x05;
    /** The ROM's own way of reading its flash, always this many bytes; no tool uses it but esptool without a stub. */
    private static final int READ_FLASH_SLOW = 0x0E;

    private static final int GET_SECURITY_INFO = 0x14;
    /** All that a ROM in secure download mode carries out. Source: esptool 5.3.1, docs/en/advanced-topics/serial-protocol.rst. */
    private static final Set<Integer> IN_SECURE_DOWNLOAD = Set.of(
            LoaderProtocol.SYNC,
            LoaderProtocol.SPI_ATTACH,
            LoaderProtocol.SPI_SET_PARAMS,
            LoaderProtocol.CHANGE_BAUDRATE,
            LoaderProtocol.FLASH_BEGIN,
            LoaderProtocol.FLASH_DATA,
            LoaderProtocol.FLASH_END,
            GET_SECURITY_INFO);

    private static final int SLOW_READ_BYTES = 64;
    private static final int SYNC_VALUE = 0x20120707;
    /** Longest data of an answer of the ROM's: {@link #SLOW_READ_BYTES}, and its status. */
    private static final int ROM_ANSWER_BYTES = SLOW_READ_BYTES + LoaderProtocol.ROM_STATUS_LENGTH;

    /** What the loader does to its board. */
    interface Board {
        void send(byte[] packet);

        void text(String text);

        /** Waits until it is {@code nanos}. */
        void waitFor(long nanos);

        /** The board's own time. */
        long now();

        /** By software: the straps keep what they were, so a stub that restarts the chip ends in the ROM's loader. */
        void restart(boolean intoLoader);
    }

    private final Board board;
    private final Uart uart;
    private final VirtualChip chip;
    private final NorFlash flash;
    private final Timing timing;
    private final FlashClock clock;
    private final boolean stubStarts;
    private final byte[] window;
    private final byte[] romAnswer = new byte[ROM_ANSWER_BYTES];
    private boolean stub;
    private boolean hung;
    private int answeredOp;
    private int ramExpected;
    private int ramReceived;
    private int value;
    private Optional<FlashJob> job = Optional.empty();
    private Optional<ReadJob> reading = Optional.empty();

    /**
     * A loader after a reset.
     *
     * @param window RAM into which it inflates, of {@link FlashJob#WINDOW} bytes; a reset leaves it as it is
     * @param stubStarts whether a stub that was loaded starts; else the chip hangs in it
     */
    LoaderMachine(
            Board board,
            Uart uart,
            VirtualChip chip,
            NorFlash flash,
            Timing timing,
            byte[] window,
            boolean stubStarts) {
        this.window = window;
        this.stubStarts = stubStarts;
        this.board = board;
        this.uart = uart;
        this.chip = chip;
        this.flash = flash;
        this.timing = timing;
        this.clock = new FlashClock(board);
    }

    boolean stubRuns() {
        return stub;
    }

    /** Takes one packet, SLIP decoded. */
    void packet(byte[] bytes) {
        if (hung) {
            return;
        }
        if (reading.isPresent()) {
            continueReading(bytes);
            return;
        }
        if (bytes.length < 8 || bytes[0] != 0) {
            return;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int op = bytes[1] & 0xff;
        int length = in.getShort(2) & 0xffff;
        if (bytes.length != 8 + length) {
            answer(op, stub ? LoaderProtocol.STUB_ERROR_LENGTH : INVALID);
            return;
        }
        in.position(8);
        try {
            command(op, in.getInt(4), in.slice().order(ByteOrder.LITTLE_ENDIAN));
        } catch (java.nio.BufferUnderflowException | IndexOutOfBoundsException e) {
            answer(op, INVALID);
        }
    }

    private void command(int op, int checksum, ByteBuffer in) {
        if (!stub && chip.secureDownload() && !IN_SECURE_DOWNLOAD.contains(op)) {
            answer(op, INVALID);
            return;
        }
        switch (op) {
            case LoaderProtocol.SYNC -> sync();
            case LoaderProtocol.READ_REG -> {
                value = chip.read(in.getInt(), uart.baud());
                answer(op, 0);
            }
            case LoaderProtocol.WRITE_REG -> {
                chip.write(in.getInt(), in.getInt(), in.getInt());
                answer(op, 0);
            }
            case LoaderProtocol.MEM_BEGIN -> {
                ramExpected += in.getInt();
                answer(op, 0);
            }
            case LoaderProtocol.MEM_DATA -> memData(op, checksum, in);
            case LoaderProtocol.MEM_END -> memEnd(in);
            case LoaderProtocol.SPI_ATTACH, LoaderProtocol.SPI_SET_PARAMS -> answer(op, 0);
            case LoaderProtocol.CHANGE_BAUDRATE -> {
                int baud = in.getInt();
                answer(op, 0);
                uart.baud(stub ? baud : chip.romRate(baud));
            }
            case LoaderProtocol.FLASH_BEGIN, LoaderProtocol.FLASH_DEFL_BEGIN -> begin(op, in);
            case LoaderProtocol.FLASH_DATA, LoaderProtocol.FLASH_DEFL_DATA -> data(op, checksum, in);
            case LoaderProtocol.FLASH_END, LoaderProtocol.FLASH_DEFL_END -> end(op, in);
            case LoaderProtocol.SPI_FLASH_MD5 -> md5(op, in.getInt(), in.getInt());
            case READ_FLASH_SLOW -> {
                clock.awaitChip();
                answer(op, 0, flash.read(in.getInt(), SLOW_READ_BYTES));
            }
            default -> stubCommand(op, in);
        }
    }

    private void stubCommand(int op, ByteBuffer in) {
        if (op == GET_SECURITY_INFO && chip.security().length > 0) {
            answer(op, 0, chip.security());
            return;
        }
        if (!stub) {
            refuseUnknown(op);
            return;
        }
        switch (op) {
            case LoaderProtocol.ERASE_FLASH -> {
                flash.erase(0, flash.size());
                clock.busy(timing.chipErasePerMb().toNanos() * (flash.size() / FlashGeometry.MEGABYTE));
                clock.awaitChip();
                answer(op, 0);
            }
            case LoaderProtocol.ERASE_REGION -> {
                erase(in.getInt(), in.getInt());
                clock.awaitChip();
                answer(op, 0);
            }
            case LoaderProtocol.READ_FLASH -> {
                clock.awaitChip();
                ReadJob job = new ReadJob(flash, in.getInt(), in.getInt(), in.getInt(), in.getInt());
                answer(op, 0);
                reading = Optional.of(job);
                continueReading(new byte[4]);
            }
            case LoaderProtocol.RUN_USER_CODE -> board.restart(false);
            default -> answer(op, INVALID);
        }
    }

    /** The ROM answers what it does not know in the name of the command before, as often as that was answered. */
    private void refuseUnknown(int op) {
        int times = answeredOp == LoaderProtocol.SYNC ? LoaderProtocol.SYNC_ANSWERS : 1;
        int named = answeredOp == 0 ? op : answeredOp;
        for (int i = 0; i < times; i++) {
            answer(named, INVALID);
        }
    }

    private void sync() {
        value = stub ? 0 : SYNC_VALUE;
        for (int i = 0; i < 8; i++) {
            answer(LoaderProtocol.SYNC, 0);
        }
    }

    private void memData(int op, int checksum, ByteBuffer in) {
        int size = in.getInt();
        if (!checks(checksum, in, size)) {
            answer(op, CHECKSUM);
            return;
        }
        ramReceived += size;
        answer(op, 0);
    }

    private void memEnd(ByteBuffer in) {
        int stay = in.getInt();
        int entry = in.getInt();
        answer(LoaderProtocol.MEM_END, 0);
        boolean jumps = stay == 0 && ramReceived == ramExpected && ramReceived > 0;
        boolean starts = stubStarts && chip.runsCodeAt(entry);
        hung = jumps && !starts;
        if (jumps && starts) {
            stub = true;
            value = 0;
            board.send(LoaderProtocol.STUB_GREETING.getBytes(StandardCharsets.US_ASCII));
        }
        ramExpected = 0;
        ramReceived = 0;
    }

    private void begin(int op, ByteBuffer in) {
        if (!stub && in.remaining() < Integer.BYTES * chip.loader().beginWords()) {
            answer(op, INVALID);
            return;
        }
        int size = in.getInt();
        int blocks = in.getInt();
        int blockSize = in.getInt();
        int offset = in.getInt();
        clock.awaitChip();
        boolean compressed = op == LoaderProtocol.FLASH_DEFL_BEGIN;
        if (offset < 0 || size < 0 || offset + size > flash.size() + FlashGeometry.BLOCK) {
            answer(op, 0x06);
            return;
        }
        if (!stub) {
            erase(offset / FlashGeometry.SECTOR * FlashGeometry.SECTOR, roundUp(size + offset % FlashGeometry.SECTOR));
            clock.awaitChip();
        }
        int room = compressed ? size : blocks * blockSize;
        FlashJob begun = new FlashJob(
                flash,
                timing,
                writer(),
                compressed,
                new FlashJob.Span(offset, stub ? size : room),
                stubOrRomWindow(),
                board.now());
        clock.busyUntil(board.now(), begun.chipFree());
        job = Optional.of(begun);
        answer(op, 0);
    }

    private FlashJob.Writer writer() {
        if (stub) {
            return FlashJob.Writer.STUB;
        }
        return chip.loader().wholeWindows() ? FlashJob.Writer.ROM_BY_WINDOWS : FlashJob.Writer.ROM;
    }

    private byte[] stubOrRomWindow() {
        return stub ? new byte[FlashJob.WINDOW] : window;
    }

    private void data(int op, int checksum, ByteBuffer in) {
        int size = in.getInt();
        int sequence = in.getInt();
        if (job.isEmpty() || sequence != job.get().sequence()) {
            answer(op, 0x06);
            return;
        }
        if (!checks(checksum, in, size)) {
            answer(op, CHECKSUM);
            return;
        }
        byte[] block = in.array();
        int from = in.arrayOffset() + 16;
        if (stub) {
            clock.awaitLoader();
            answer(op, 0);
        }
        try {
            long done = job.get().block(block, from, size, board.now());
            clock.busyUntil(done, job.get().chipFree());
        } catch (DataFormatException e) {
            job = Optional.empty();
            if (!stub) {
                answer(op, INFLATE);
            }
            return;
        }
        if (!stub) {
            clock.awaitChip();
            answer(op, 0);
        }
    }

    private void end(int op, ByteBuffer in) {
        clock.awaitLoader();
        boolean broken = stub
                && op == LoaderProtocol.FLASH_DEFL_END
                && !job.map(FlashJob::complete).orElse(false);
        job = Optional.empty();
        answer(op, broken ? INFLATE : 0);
        if (in.getInt() == 0) {
            board.restart(stub);
        }
    }

    private void md5(int op, int address, int size) {
        clock.awaitChip();
        if (address < 0 || size < 0 || address + size > flash.size()) {
            answer(op, 0x06);
            return;
        }
        long perMb = (stub ? timing.stubMd5PerMb() : timing.romMd5PerMb()).toNanos();
        long done = board.now() + perMb * (size >>> 10) / 1024;
        byte[] md5 = flash.md5(address, size);
        board.waitFor(done);
        answer(op, 0, stub ? md5 : HexFormat.of().formatHex(md5).getBytes(StandardCharsets.US_ASCII));
    }

    private void continueReading(byte[] acknowledged) {
        ReadJob job = reading.orElseThrow();
        job.acknowledged(ByteBuffer.wrap(Arrays.copyOf(acknowledged, 4))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt());
        while (job.maySend()) {
            board.send(job.next());
        }
        if (job.finished()) {
            reading = Optional.empty();
            board.send(job.md5());
        }
    }

    private void erase(int offset, int size) {
        int at = offset;
        int to = Math.min(flash.size(), offset + size);
        long time = 0;
        while (at < to) {
            boolean block = at % FlashGeometry.BLOCK == 0 && at + FlashGeometry.BLOCK <= to;
            int step = block ? FlashGeometry.BLOCK : FlashGeometry.SECTOR;
            flash.erase(at, step);
            time += (block ? timing.blockErase() : timing.sectorErase()).toNanos();
            at += step;
        }
        clock.busy(time);
    }

    private static boolean checks(int checksum, ByteBuffer in, int size) {
        int at = in.arrayOffset() + 16;
        if (at + size > in.array().length) {
            return false;
        }
        int sum = 0xEF;
        for (int i = at; i < at + size; i++) {
            sum ^= in.array()[i] & 0xff;
        }
        return sum == (checksum & 0xff);
    }

    private void answer(int op, int error, byte... data) {
        answeredOp = op;
        int status = stub ? LoaderProtocol.STUB_STATUS_LENGTH : LoaderProtocol.ROM_STATUS_LENGTH;
        byte[] body = stub ? new byte[data.length + status] : romAnswer;
        System.arraycopy(data, 0, body, 0, data.length);
        body[data.length] = (byte) (error == 0 ? LoaderProtocol.STATUS_OK : LoaderProtocol.STATUS_FAILED);
        body[data.length + 1] = (byte) error;
        ByteBuffer out = ByteBuffer.allocate(LoaderProtocol.HEADER_LENGTH + data.length + status)
                .order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) LoaderProtocol.RESPONSE)
                .put((byte) op)
                .putShort((short) (data.length + status))
                .putInt(value)
                .put(body, 0, data.length + status);
        board.send(out.array());
    }

    private static int roundUp(int size) {
        return (size + FlashGeometry.SECTOR - 1) / FlashGeometry.SECTOR * FlashGeometry.SECTOR;
    }
}
