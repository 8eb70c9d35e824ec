package org.twomes.station.esp.session;

import java.util.Optional;
import org.twomes.station.esp.LoaderListener;
import org.twomes.station.esp.LoaderProtocol;
import org.twomes.station.esp.LoaderSettings;
import org.twomes.station.esp.command.BootText;
import org.twomes.station.esp.command.Command;
import org.twomes.station.esp.command.CommandChannel;
import org.twomes.station.esp.command.Response;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.Reset;
import org.twomes.station.port.SerialLink;

/** Connects to a board: resets it into its loader and syncs, or finds a loader that runs already. */
final class Connection {
    /** SYNCs after one reset; the ROM may still be starting at the first. */
    private static final int SYNCS = 5;

    private final SerialLink link;
    private final Reset reset;
    private final CommandChannel channel;
    private final LoaderSettings settings;
    private final LoaderListener listener;

    Connection(SerialLink link, Reset reset, CommandChannel channel, LoaderSettings settings, LoaderListener listener) {
        this.link = link;
        this.reset = reset;
        this.channel = channel;
        this.settings = settings;
        this.listener = listener;
    }

    /**
     * Resets and syncs until the board answers.
     *
     * @return whether it is a stub that answers, rather than the ROM
     */
    boolean establish() {
        BoardOutput output = new BoardOutput();
        long patience = reset.patience().toNanos();
        long began = System.nanoTime();
        int attempt = 0;
        while (attempt < settings.connectAttempts() || System.nanoTime() - began < patience) {
            listener.connecting(attempt);
            channel.setBaud(rate(attempt));
            channel.forget();
            reset.intoLoader(link, attempt);
            Optional<Boolean> stub = sync();
            if (stub.isPresent()) {
                return stub.get();
            }
            output.add(channel.text());
            attempt++;
        }
        throw silence(output, attempt);
    }

    /** The board's output in all attempts; an attempt with readable output counts more than one without. */
    private static final class BoardOutput {
        private boolean anything;
        private boolean brownOut;
        private String last = "";
        private Optional<String> loader = Optional.empty();
        private Optional<String> mode = Optional.empty();
        private String shown = "";

        void add(BootText text) {
            if (text.isEmpty()) {
                return;
            }
            anything = true;
            last = text.shown();
            brownOut |= text.brownOut();
            if (text.inDownloadMode()) {
                loader = Optional.of(last);
            } else if (text.bootMode().isPresent() || text.programRuns() && mode.isEmpty()) {
                mode = Optional.of(
                        text.bootMode().map(mode -> "boot mode " + mode).orElse("its program runs"));
                shown = last;
            }
        }
    }

    /**
     * Finds the loader again without a reset, at the present rate or the ROM's.
     *
     * @return as {@link #establish()}
     */
    boolean regain() {
        int present = channel.baud();
        channel.forget();
        Optional<Boolean> stub = sync();
        if (stub.isEmpty() && present != LoaderProtocol.ROM_BAUD) {
            channel.setBaud(LoaderProtocol.ROM_BAUD);
            stub = sync();
        }
        if (stub.isEmpty()) {
            BoardOutput output = new BoardOutput();
            output.add(channel.text());
            throw silence(output, 1);
        }
        return stub.get();
    }

    /** A board that the station cannot reset may still run a stub at the rate of the run before. */
    private int rate(int attempt) {
        return reset.automatic() || attempt % 2 == 0 ? LoaderProtocol.ROM_BAUD : settings.baud();
    }

    /** Syncs; tells whether a stub answers, which puts 0 into the value field where the ROM does not. */
    private Optional<Boolean> sync() {
        Command sync = new Command.Sync();
        for (int i = 0; i < SYNCS; i++) {
            if (i % 2 == 1) {
                channel.sendDelimiter();
            }
            Optional<Response> answer = channel.ask(sync, channel.timeouts().sync());
            if (answer.isPresent() && answer.get().error(0) == 0) {
                drainSyncs();
                return Optional.of(answer.get().value() == 0);
            }
        }
        return Optional.empty();
    }

    /** The remaining responses to a SYNC follow back to back; a command sent meanwhile would wait for them anyway. */
    private void drainSyncs() {
        for (int i = 1; i < LoaderProtocol.SYNC_ANSWERS; i++) {
            long deadline = System.nanoTime() + channel.timeouts().sync().toNanos();
            if (channel.answer(LoaderProtocol.SYNC, deadline).isEmpty()) {
                return;
            }
        }
    }

    private FaultException silence(BoardOutput output, int attempts) {
        if (output.loader.isPresent()) {
            return channel.fault(
                    FaultCode.NO_SYNC,
                    "the ROM waits for a download but does not answer; it said: " + output.loader.get());
        }
        if (output.brownOut) {
            return channel.fault(FaultCode.BROWN_OUT, "the board reports a brown-out instead of entering its loader");
        }
        if (output.mode.isPresent()) {
            return channel.fault(
                    FaultCode.WRONG_BOOT_MODE,
                    "the board does not enter its loader: " + output.mode.get() + "; it said: " + output.shown);
        }
        if (output.anything) {
            return channel.fault(
                    FaultCode.GARBAGE, "the board sends bytes that are no loader responses: " + output.last);
        }
        return channel.fault(FaultCode.NO_REPLY, "no byte came back in " + attempts + " attempts to connect");
    }
}
