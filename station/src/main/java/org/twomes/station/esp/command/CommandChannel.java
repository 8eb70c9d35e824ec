package org.twomes.station.esp.command;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.twomes.station.esp.LoaderProtocol;
import org.twomes.station.esp.LoaderTimeouts;
import org.twomes.station.esp.chip.ChipRegisters;
import org.twomes.station.esp.slip.SlipDecoder;
import org.twomes.station.esp.slip.SlipEncoder;
import org.twomes.station.fault.FaultArea;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.SerialLink;

/** Requests and answers over a line, with deadlines. One thread uses it. */
public final class CommandChannel {
    /** Attempts of a command that is safe to repeat. */
    private static final int ATTEMPTS = 3;
    /** Bits on the line for each byte: start, 8 data bits, stop. */
    private static final long BITS_PER_BYTE = 10;

    private static final long NANOS = 1_000_000_000L;
    private static final int COMMAND_CAPACITY = 2 * LoaderProtocol.RAM_BLOCK;
    private static final int CHUNK = 0x2000;

    private final SerialLink link;
    private final LoaderTimeouts timeouts;
    private final SlipEncoder encoder = new SlipEncoder(COMMAND_CAPACITY);
    private final SlipDecoder decoder = new SlipDecoder(2 * LoaderProtocol.READ_BLOCK);
    private final BootText text = new BootText();
    private final byte[] chunk = new byte[CHUNK];
    private int from;
    private int to;
    private long pieces;

    public CommandChannel(SerialLink link, LoaderTimeouts timeouts) {
        this.link = link;
        this.timeouts = timeouts;
    }

    String address() {
        return link.address();
    }

    public LoaderTimeouts timeouts() {
        return timeouts;
    }

    /** The output outside packets since {@link #forget()}. */
    public BootText text() {
        if (!decoder.complete()) {
            text.add(decoder.array(), decoder.length());
            decoder.reset();
        }
        return text;
    }

    /** Number of frames that were no packet. */
    public long strayPieces() {
        return pieces;
    }

    /** Discards all received bytes and text. */
    public void forget() {
        link.discardInput();
        from = 0;
        to = 0;
        decoder.reset();
        text.clear();
        pieces = 0;
    }

    public void setBaud(int baud) {
        link.setBaud(baud);
    }

    public int baud() {
        return link.baud();
    }

    /** Sends without waiting; returns when the bytes will have left, in {@link System#nanoTime()}. */
    public long send(Command command) {
        command.encode(encoder);
        return sendFrame(encoder.array(), encoder.length());
    }

    /** Sends a frame that is encoded already; as {@link #send}. */
    public long sendFrame(byte[] frame, int length) {
        long start = System.nanoTime();
        link.write(frame, 0, length);
        return start + length * BITS_PER_BYTE * NANOS / link.baud();
    }

    /** Sends one word as a frame of its own, as READ_FLASH is acknowledged. */
    public void sendWord(int word) {
        encoder.begin().putWord(word).end();
        sendFrame(encoder.array(), encoder.length());
    }

    /** Sends a single delimiter, which resynchronises a board's decoder that has missed one. */
    public void sendDelimiter() {
        link.write(new byte[] {(byte) LoaderProtocol.SLIP_END});
    }

    /**
     * Sends and waits once; the response may be an error. A board that takes longer than most commands do is sent a
     * register read as well: it answers in order, so when the word comes first, the command's own answer was lost, and
     * nobody waits for it any longer.
     */
    public Optional<Response> ask(Command command, Duration patience) {
        long sent = send(command);
        long deadline = sent + patience.toNanos();
        if (patience.compareTo(timeouts.command()) <= 0) {
            return answer(command.opcode(), deadline);
        }
        Optional<Response> soon =
                answer(command.opcode(), sent + timeouts.command().toNanos());
        return soon.isPresent() ? soon : answerBeforeWord(command.opcode(), deadline);
    }

    private Optional<Response> answerBeforeWord(int opcode, long deadline) {
        send(new Command.ReadReg(ChipRegisters.CHIP_MAGIC_ADDRESS));
        Optional<Response> first = answer(
                response -> response.opcode() == opcode || response.opcode() == LoaderProtocol.READ_REG, deadline);
        if (first.isEmpty() || first.get().opcode() == LoaderProtocol.READ_REG) {
            return Optional.empty();
        }
        answer(LoaderProtocol.READ_REG, System.nanoTime() + timeouts.register().toNanos());
        return first;
    }

    /** As {@link #ask}, and the response has to be a success. */
    public Response must(Command command, Duration patience, int payloadLength, FaultCode late, FaultCode refused) {
        long start = System.nanoTime();
        Response response = ask(command, patience).orElseThrow(() -> fault(late, unanswered(command, patience, start)));
        int error = response.error(payloadLength);
        if (error != 0) {
            throw fault(refused, describe(command) + " was refused: " + ErrorCodes.text(error));
        }
        return response;
    }

    private static String unanswered(Command command, Duration patience, long start) {
        return System.nanoTime() - start < patience.toNanos()
                ? describe(command) + " was carried out, but its answer was lost"
                : describe(command) + " was not answered within " + seconds(patience);
    }

    /** Sends a command that is safe to repeat up to three times. */
    public Response askHarmless(Command command) {
        for (int attempt = 1; ; attempt++) {
            try {
                Response response =
                        must(command, timeouts.register(), 0, FaultCode.LOADER_TIMEOUT, FaultCode.LOADER_ERROR);
                if (attempt > 1) {
                    discardLate(command.opcode(), timeouts.register());
                }
                return response;
            } catch (FaultException e) {
                if (e.isOf(FaultArea.PORT) || attempt == ATTEMPTS) {
                    throw e;
                }
                drop();
                if (attempt == ATTEMPTS - 1) {
                    sendDelimiter();
                }
            }
        }
    }

    public int readRegister(int address) {
        return askHarmless(new Command.ReadReg(address)).value();
    }

    public void writeRegister(int address, int value) {
        askHarmless(new Command.WriteReg(address, value));
    }

    /**
     * Discards the answers to earlier attempts of a command, so that none is taken for the answer to the next one.
     *
     * @return how many came until there was none for {@code silence}
     */
    public int discardLate(int opcode, Duration silence) {
        int late = 0;
        while (answer(opcode, System.nanoTime() + silence.toNanos()).isPresent()) {
            late++;
        }
        return late;
    }

    /** The next response to {@code opcode}; other responses, text and damaged frames are skipped. */
    public Optional<Response> answer(int opcode, long deadline) {
        return answer(response -> response.opcode() == opcode, deadline);
    }

    /** The next response that is {@code wanted}; others are skipped as above. */
    public Optional<Response> answer(Predicate<Response> wanted, long deadline) {
        while (nextPiece(deadline)) {
            Optional<Response> response =
                    decoder.whole() ? ResponseParser.parse(decoder.array(), decoder.length()) : Optional.empty();
            if (response.isEmpty()) {
                pieces++;
                text.add(decoder.array(), decoder.length());
            } else if (wanted.test(response.get())) {
                return response;
            }
        }
        return Optional.empty();
    }

    /** The next frame that is no response, e.g. a block of READ_FLASH. */
    public Optional<byte[]> raw(long deadline) {
        while (nextPiece(deadline)) {
            if (decoder.whole()
                    && ResponseParser.parse(decoder.array(), decoder.length()).isEmpty()) {
                return Optional.of(Arrays.copyOf(decoder.array(), decoder.length()));
            }
        }
        return Optional.empty();
    }

    public FaultException fault(FaultCode fault, String detail) {
        return new FaultException(fault, address(), detail);
    }

    public static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }

    static String describe(Command command) {
        return command instanceof Command.Block block
                ? "block " + block.sequence() + " (opcode 0x" + Integer.toHexString(block.opcode()) + ")"
                : command.toString();
    }

    /** Discards late responses, so that none is taken for the response to the next command. */
    private void drop() {
        link.discardInput();
        from = to;
        decoder.reset();
    }

    private boolean nextPiece(long deadline) {
        for (; ; ) {
            if (from < to) {
                from = decoder.feed(chunk, from, to);
                if (decoder.complete()) {
                    return true;
                }
                continue;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            from = 0;
            to = link.read(chunk, 0, chunk.length, Duration.ofNanos(left));
        }
    }
}
