package org.twomes.station.esp.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.twomes.station.esp.LoaderProtocol;
import org.twomes.station.esp.command.Command;
import org.twomes.station.esp.command.CommandChannel;
import org.twomes.station.esp.command.ErrorCodes;
import org.twomes.station.esp.command.Response;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/** Loads the flasher stub into RAM and starts it. */
final class StubUpload {
    private static final byte[] GREETING = LoaderProtocol.STUB_GREETING.getBytes(US_ASCII);

    private static final int BLOCK_ATTEMPTS = 5;

    /** How long a rate that is only tried may take for a block: four times as long as one needs at 921600 baud. */
    private static final Duration PATIENCE_OF_A_TRY = Duration.ofMillis(250);

    private final CommandChannel channel;
    private final Duration patience;
    private final int blockAttempts;

    /** On a line whose rate is known to be right, or is only {@code tried}: then the first damage ends the upload. */
    StubUpload(CommandChannel channel, boolean tried) {
        this.channel = channel;
        this.patience = tried ? PATIENCE_OF_A_TRY : channel.timeouts().command();
        this.blockAttempts = tried ? 1 : BLOCK_ATTEMPTS;
    }

    /**
     * Uploads and starts the stub.
     *
     * @throws FaultException STUB_FAILED when it does not greet; LOADER_TIMEOUT or WRITE_GARBLED when the upload itself fails
     */
    void run(Stub stub) {
        load(stub.text());
        load(stub.data());
        // The answer to MEM_END may be cut off by the jump, so only the greeting counts.
        long sent = channel.send(new Command.MemEnd(stub.entry()));
        long deadline = sent + patience.toNanos();
        Optional<byte[]> piece = channel.raw(deadline);
        while (piece.isPresent() && !Arrays.equals(piece.get(), GREETING)) {
            piece = channel.raw(deadline);
        }
        if (piece.isEmpty()) {
            throw channel.fault(FaultCode.STUB_FAILED, "the flasher stub was loaded but did not greet");
        }
    }

    private void load(Stub.Segment segment) {
        byte[] bytes = segment.bytes();
        int blocks = (bytes.length + LoaderProtocol.RAM_BLOCK - 1) / LoaderProtocol.RAM_BLOCK;
        must(new Command.MemBegin(bytes.length, blocks, segment.address()));
        for (int sequence = 0; sequence < blocks; sequence++) {
            int from = sequence * LoaderProtocol.RAM_BLOCK;
            int length = Math.min(LoaderProtocol.RAM_BLOCK, bytes.length - from);
            send(new Command.Block(LoaderProtocol.MEM_DATA, bytes, from, length, sequence));
        }
    }

    /** Sends a block, again when it arrived damaged and was not used. */
    private void send(Command.Block block) {
        for (int attempt = 1; attempt < blockAttempts; attempt++) {
            Optional<Response> answer = channel.ask(block, patience);
            if (answer.isPresent() && answer.get().error(0) == 0) {
                return;
            }
            if (answer.isEmpty() || !ErrorCodes.blockUnused(answer.get().error(0))) {
                break;
            }
        }
        must(block);
    }

    private void must(Command command) {
        channel.must(command, patience, 0, FaultCode.LOADER_TIMEOUT, FaultCode.WRITE_GARBLED);
    }
}
