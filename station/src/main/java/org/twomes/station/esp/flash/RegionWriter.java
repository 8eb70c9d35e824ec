package org.twomes.station.esp.flash;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.twomes.station.common.FlashGeometry;
import org.twomes.station.esp.LoaderTimeouts;
import org.twomes.station.esp.command.Command;
import org.twomes.station.esp.command.CommandChannel;
import org.twomes.station.esp.command.ErrorCodes;
import org.twomes.station.esp.command.Response;
import org.twomes.station.esp.session.LoaderSession;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/**
 * Writes regions: compressed to the stub, plain to the ROM alone (see {@link BlockPlan#plain}). A block that the board refused unused is
 * sent again; when it is not known whether the board used a block, the region starts again, as an inflate stream cannot be rewound
 * and the ROM counts the blocks.
 */
public final class RegionWriter {
    /** Attempts of one block: at one damaged byte in ten thousand, every third block of 4 KB arrives damaged. */
    private static final int BLOCK_ATTEMPTS = 10;

    /** Smallest number of attempts of a region; each lower rate adds one. */
    private static final int REGION_ATTEMPTS = 3;
    /** The stub's inflate buffer in bytes; it may erase a 64 KB block before it writes each such buffer, and one at the start. */
    private static final int STUB_INFLATE_BUFFER = 0x8000;

    private final LoaderSession session;

    public RegionWriter(LoaderSession session) {
        this.session = session;
    }

    public void write(RegionBlocks region) {
        boolean noisy = false;
        for (int attempt = 1; ; attempt++) {
            try {
                writeOnce(region);
                return;
            } catch (FaultException e) {
                // A damaged header looks like a broken flash to the board; only a failure that persists is the flash's.
                boolean mayPass = e.code().noisyLine() || e.code() == FaultCode.WRITE_FAILED;
                if (!mayPass || attempt >= REGION_ATTEMPTS && !session.hasLowerRate()) {
                    throw verdict(e, noisy, region);
                }
                noisy |= e.code().noisyLine();
                session.listener().retrying(e.getMessage());
                session.recover();
            }
        }
    }

    /** The last failure; after attempts on a noisy line a write failure counts as the line's, not the flash's. */
    private FaultException verdict(FaultException last, boolean noisy, RegionBlocks region) {
        if (last.code() == FaultCode.WRITE_TIMEOUT && session.brownsOut()) {
            return session.channel().fault(FaultCode.BROWN_OUT, "the board reports a brown-out while it is written");
        }
        return noisy && last.code() == FaultCode.WRITE_FAILED
                ? session.channel()
                        .fault(
                                FaultCode.WRITE_GARBLED,
                                where(region, "blocks are refused for different reasons in each attempt"))
                : last;
    }

    private void writeOnce(RegionBlocks region) {
        boolean stub = session.stubRuns();
        BlockPlan plan = stub && !session.noisyLine() ? plan(region) : region.plan(stub, session.noisyLine());
        begin(region, plan, stub);
        long total = plan.carried();
        long done = 0;
        int inWork = 0;
        int sequence = 0;
        for (BlockPlan.Prepared block : plan.blocks()) {
            // The stub acknowledges a block when the one before is in flash; the ROM, when this one is.
            Duration patience = stub ? stubTime(inWork) : romTime(block.plain());
            long sent = session.channel().sendFrame(block.frame(), block.frame().length);
            // Reported while the line is busy: between a response and the next block the line would idle meanwhile.
            session.listener().progress(done, total);
            await(region, plan.opcode(), block, sequence++, sent, patience);
            inWork = block.plain();
            done += block.carried();
        }
        if (stub) {
            // Answered when the last block is in flash; the ROM would leave the loader instead.
            Command end = new Command.FlashEnd(plan.compressed(), true);
            check(region, "the end", session.channel().ask(end, stubTime(inWork)));
        }
        session.listener().progress(done, total);
    }

    /** Full blocks where the first sector is blank, by which the stub also decides whether to erase; otherwise the steady ones. */
    private BlockPlan plan(RegionBlocks region) {
        BlockPlan full = region.plan(true, false);
        BlockPlan steady = region.steadyPlan(session.channel().baud());
        return steady.equals(full) || new FlashWork(session).looksBlank(region.offset()) ? full : steady;
    }

    private void begin(RegionBlocks region, BlockPlan plan, boolean stub) {
        int size = region.plainLength();
        Command begin = new Command.FlashBegin(
                plan.compressed(),
                session.fiveWordBegin(),
                size,
                plan.blocks().size(),
                plan.blockSize(),
                region.offset());
        LoaderTimeouts timeouts = session.channel().timeouts();
        int sectors = (size + FlashGeometry.SECTOR - 1) / FlashGeometry.SECTOR;
        // The stub erases as it writes, the ROM before it answers.
        Duration patience =
                stub ? timeouts.command() : timeouts.eraseRange(region.offset(), sectors * FlashGeometry.SECTOR);
        check(region, "the beginning", session.channel().ask(begin, patience));
    }

    /** Awaits the response to a block whose last byte leaves at {@code sent}. */
    private void await(
            RegionBlocks region, int opcode, BlockPlan.Prepared block, int sequence, long sent, Duration patience) {
        CommandChannel channel = session.channel();
        long left = sent;
        for (int attempt = 1; ; attempt++) {
            Optional<Response> answer = channel.answer(opcode, left + patience.toNanos());
            boolean unused =
                    answer.isPresent() && ErrorCodes.blockUnused(answer.get().error(0));
            if (!unused || attempt == BLOCK_ATTEMPTS) {
                check(region, "block " + sequence, answer);
                return;
            }
            left = channel.sendFrame(block.frame(), block.frame().length);
        }
    }

    private void check(RegionBlocks region, String what, Optional<Response> answer) {
        int error = answer.orElseThrow(() -> session.channel()
                        .fault(FaultCode.WRITE_TIMEOUT, where(region, what) + " was not acknowledged in time"))
                .error(0);
        if (error != 0) {
            FaultCode fault = ErrorCodes.ofFlash(error) ? FaultCode.WRITE_FAILED : FaultCode.WRITE_GARBLED;
            throw session.channel().fault(fault, where(region, what) + " was refused: " + ErrorCodes.text(error));
        }
    }

    private static String where(RegionBlocks region, String what) {
        return String.format(Locale.ROOT, "writing %s at 0x%X: %s", region.name(), region.offset(), what);
    }

    private Duration stubTime(int plain) {
        int erases = (plain + STUB_INFLATE_BUFFER - 1) / STUB_INFLATE_BUFFER + 1;
        return session.channel().timeouts().erase((long) plain + (long) erases * FlashGeometry.BLOCK);
    }

    private Duration romTime(int plain) {
        return session.channel().timeouts().erase(plain);
    }
}
