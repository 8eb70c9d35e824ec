package org.twomes.station.esp.flash;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.twomes.station.common.Digests;
import org.twomes.station.common.FlashGeometry;
import org.twomes.station.esp.LoaderProtocol;
import org.twomes.station.esp.LoaderTimeouts;
import org.twomes.station.esp.command.Command;
import org.twomes.station.esp.command.CommandChannel;
import org.twomes.station.esp.command.ErrorCodes;
import org.twomes.station.esp.command.Response;
import org.twomes.station.esp.session.LoaderSession;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/** Erases and reads flash, and has its MD5 computed. */
public final class FlashWork {
    /** No flash of a megabyte or more erases faster, so a faster response is verified. */
    private static final Duration UNLIKELY_ERASE = Duration.ofMillis(200);

    private static final int ATTEMPTS = 2;
    private static final byte[] BLANK_SECTOR = Digests.md5OfBlank(FlashGeometry.SECTOR);

    private final LoaderSession session;

    public FlashWork(LoaderSession session) {
        this.session = session;
    }

    public void eraseChip() {
        int size = session.flash().reach();
        long start = System.nanoTime();
        if (size < session.flash().size()) {
            eraseRegion(0, size);
        } else if (session.stubRuns()) {
            Duration usual = timeouts().chipErase();
            Duration slowest = timeouts().eraseRange(0, size);
            erase(new Command.EraseFlash(), usual.compareTo(slowest) < 0 ? slowest : usual);
        } else {
            romErase(0, size);
        }
        if (System.nanoTime() - start < UNLIKELY_ERASE.toNanos()) {
            refuseDeadFlash(Math.min(size, 2 * FlashGeometry.BLOCK));
        }
    }

    public void eraseRegion(int offset, int length) {
        if (offset < 0
                || length <= 0
                || offset % FlashGeometry.SECTOR != 0
                || length % FlashGeometry.SECTOR != 0
                || length > session.flash().reach() - offset) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "range 0x%X+0x%X to erase is not made of sectors of 0x%X inside the flash",
                    offset,
                    length,
                    FlashGeometry.SECTOR));
        }
        if (session.stubRuns()) {
            erase(new Command.EraseRegion(offset, length), timeouts().eraseRange(offset, length));
        } else {
            romErase(offset, length);
        }
    }

    public byte[] md5(int offset, int length) {
        int answerLength = session.stubRuns() ? LoaderProtocol.MD5_LENGTH : LoaderProtocol.MD5_HEX_LENGTH;
        Command command = new Command.FlashMd5(offset, length);
        for (int attempt = 1; ; attempt++) {
            Optional<Response> answer =
                    session.channel().ask(command, timeouts().md5(length));
            int error = answer.map(response -> response.error(answerLength)).orElse(-1);
            if (error == 0) {
                Optional<byte[]> digest = digest(answer.orElseThrow().payload(answerLength));
                if (digest.isPresent()) {
                    return digest.get();
                }
            }
            if (attempt == ATTEMPTS) {
                String where = String.format(Locale.ROOT, "MD5 of 0x%X+0x%X ", offset, length);
                throw answer.isEmpty()
                        ? session.channel()
                                .fault(
                                        FaultCode.MD5_TIMEOUT,
                                        where + "did not come within "
                                                + CommandChannel.seconds(
                                                        timeouts().md5(length)))
                        : session.channel().fault(FaultCode.READ_FAILED, where + "failed: " + ErrorCodes.text(error));
            }
        }
    }

    /** Whether the sector at {@code offset} is blank; false also when a single question was not answered. */
    boolean looksBlank(int offset) {
        Command command = new Command.FlashMd5(offset, FlashGeometry.SECTOR);
        return session.channel()
                .ask(command, timeouts().register())
                .filter(response -> response.error(LoaderProtocol.MD5_LENGTH) == 0)
                .map(response -> Arrays.equals(response.payload(LoaderProtocol.MD5_LENGTH), BLANK_SECTOR))
                .orElse(false);
    }

    public byte[] read(int offset, int length) {
        CommandChannel channel = session.channel();
        if (!session.stubRuns()) {
            throw channel.fault(FaultCode.NEEDS_STUB, "reading flash back is not possible with the ROM alone");
        }
        channel.must(
                new Command.ReadFlash(offset, length),
                timeouts().command(),
                0,
                FaultCode.LOADER_TIMEOUT,
                FaultCode.READ_FAILED);
        byte[] data = new byte[length];
        int done = 0;
        while (done < length) {
            byte[] block = nextBlock();
            if (block.length != Math.min(LoaderProtocol.READ_BLOCK, length - done)) {
                throw channel.fault(FaultCode.READ_FAILED, "reading flash: a block has " + block.length + " bytes");
            }
            System.arraycopy(block, 0, data, done, block.length);
            done += block.length;
            channel.sendWord(done);
            session.listener().progress(done, length);
        }
        if (!Arrays.equals(nextBlock(), Digests.md5().digest(data))) {
            throw channel.fault(
                    FaultCode.READ_FAILED, "reading flash: the received bytes do not have the MD5 of the sent ones");
        }
        return data;
    }

    private byte[] nextBlock() {
        long deadline = System.nanoTime() + timeouts().command().toNanos();
        return session.channel()
                .raw(deadline)
                .orElseThrow(() -> session.channel().fault(FaultCode.READ_FAILED, "reading flash: a block is missing"));
    }

    private void romErase(int offset, int length) {
        int blocks = (length + LoaderProtocol.ROM_BLOCK - 1) / LoaderProtocol.ROM_BLOCK;
        erase(
                new Command.FlashBegin(
                        false, session.fiveWordBegin(), length, blocks, LoaderProtocol.ROM_BLOCK, offset),
                timeouts().eraseRange(offset, length));
    }

    /** Erases once more when the board has erased but nobody knows how it went: its answer was lost. */
    private void erase(Command command, Duration patience) {
        for (int attempt = 1; ; attempt++) {
            long deadline = System.nanoTime() + patience.toNanos();
            try {
                session.channel().must(command, patience, 0, FaultCode.ERASE_TIMEOUT, FaultCode.ERASE_FAILED);
                return;
            } catch (FaultException e) {
                boolean lost = e.code() == FaultCode.ERASE_TIMEOUT && System.nanoTime() < deadline;
                if (!lost || attempt == ATTEMPTS) {
                    throw e;
                }
                session.listener().retrying(String.valueOf(e.getMessage()));
            }
        }
    }

    private void refuseDeadFlash(int length) {
        if (!Arrays.equals(md5(0, length), Digests.md5OfBlank(length))) {
            throw session.channel()
                    .fault(FaultCode.DEAD_FLASH, "the flash erased at once, but its beginning is not blank");
        }
    }

    private Optional<byte[]> digest(byte[] payload) {
        if (payload.length == LoaderProtocol.MD5_LENGTH) {
            return Optional.of(payload);
        }
        try {
            return Optional.of(HexFormat.of().parseHex(new String(payload, StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private LoaderTimeouts timeouts() {
        return session.channel().timeouts();
    }
}
