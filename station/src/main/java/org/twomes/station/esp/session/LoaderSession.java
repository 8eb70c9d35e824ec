package org.twomes.station.esp.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.twomes.station.esp.ChipIdentity;
import org.twomes.station.esp.FlashChip;
import org.twomes.station.esp.LoaderException;
import org.twomes.station.esp.LoaderFault;
import org.twomes.station.esp.LoaderListener;
import org.twomes.station.esp.LoaderProtocol;
import org.twomes.station.esp.LoaderSettings;
import org.twomes.station.esp.Mac;
import org.twomes.station.esp.chip.ChipReader;
import org.twomes.station.esp.chip.ChipRegisters;
import org.twomes.station.esp.chip.FlashProbe;
import org.twomes.station.esp.chip.RomClock;
import org.twomes.station.esp.command.Command;
import org.twomes.station.esp.command.CommandChannel;
import org.twomes.station.esp.command.Response;
import org.twomes.station.port.LinkException;
import org.twomes.station.port.LinkFault;
import org.twomes.station.port.Reset;
import org.twomes.station.port.SerialLink;

/** One board's loader: what is known of it, which rate it runs at, and how to get it back when the line was noisy. */
public final class LoaderSession {
    private static final int IDENTIFY_ATTEMPTS = 2;
    /** Reads of a known word that must come back right before a rate is trusted. */
    private static final int PROOFS = 4;
    /** Unanswered questions before the first answer at a new rate; the first may be lost while the board changes. */
    private static final int PROBES = 4;
    /** A start from flash comes to its end, good or bad, within this; a board that browns out then says so again. */
    private static final Duration RESTART_PERIOD = Duration.ofSeconds(1);

    private final SerialLink link;
    private final Reset reset;
    private final LoaderSettings settings;
    private final LoaderListener listener;
    private final CommandChannel channel;
    private final RomClock romClock;
    private final Connection connection;
    private final List<Integer> rates;
    private int rung;
    private boolean stubWanted;
    private boolean stubBeforeRate;
    private boolean stubRuns;
    private boolean careful;
    private ChipIdentity chip;
    private @Nullable FlashChip flash;

    private LoaderSession(SerialLink link, Reset reset, LoaderSettings settings, LoaderListener listener)
            throws LoaderException, LinkException {
        this.link = link;
        this.reset = reset;
        this.settings = settings;
        this.listener = listener;
        channel = new CommandChannel(link, settings.timeouts());
        romClock = new RomClock(channel);
        connection = new Connection(link, reset, channel, settings, listener);
        rates = settings.rates();
        stubWanted = settings.stub();
        chip = identify(false);
    }

    public static LoaderSession connect(SerialLink link, Reset reset, LoaderSettings settings, LoaderListener listener)
            throws LoaderException, LinkException {
        return new LoaderSession(link, reset, settings, listener);
    }

    public CommandChannel channel() {
        return channel;
    }

    public LoaderListener listener() {
        return listener;
    }

    public ChipIdentity chip() {
        return chip;
    }

    public boolean stubRuns() {
        return stubRuns;
    }

    /** Whether the line has proved noisy. */
    public boolean careful() {
        return careful;
    }

    /** Whether there is a lower rate than the present one. */
    public boolean mayFall() {
        return rung + 1 < rates.size();
    }

    public FlashChip flash() {
        if (flash == null) {
            throw new IllegalStateException(link.address() + ": prepare() has to come first");
        }
        return flash;
    }

    /** Raises the rate, starts the stub and attaches the flash, falling back as the line allows. */
    public FlashChip prepare() throws LoaderException, LinkException {
        for (; ; ) {
            try {
                if (stubBeforeRate) {
                    startStub();
                }
                raise(rates.get(rung));
                startStub();
                FlashChip found = new FlashProbe(channel, settings.flashSize()).run(stubRuns);
                flash = found;
                listener.baudChosen(channel.baud(), rung > 0);
                return found;
            } catch (LoaderException e) {
                if (!e.fault().noise() || !easier(e)) {
                    throw e;
                }
                listener.troubled(String.valueOf(e.getMessage()));
            } catch (LinkException e) {
                if (e.fault() != LinkFault.REFUSED || !mayFall()) {
                    throw e;
                }
                rung++;
                listener.troubled(String.valueOf(e.getMessage()));
            }
            regain();
        }
    }

    /** After a failure that smells of a noisy line: lowers the rate where there is a lower one, and prepares again. */
    public void recover() throws LoaderException, LinkException {
        careful = true;
        if (mayFall()) {
            rung++;
        }
        regain();
        prepare();
    }

    /** Whether the board, silent at the present rate, says at the ROM's that its supply voltage breaks down. */
    public boolean brownsOut() throws LinkException {
        channel.setBaud(LoaderProtocol.ROM_BAUD);
        channel.forget();
        long deadline = System.nanoTime() + RESTART_PERIOD.toNanos();
        while (System.nanoTime() < deadline
                && channel.answer(LoaderProtocol.SYNC, deadline).isPresent()) {
            listener.troubled(link.address() + ": an answer came late");
        }
        return channel.text().brownOut();
    }

    /** Restarts the board so that it runs from flash, the line at the ROM's rate before the first byte comes. */
    public void restart() throws LinkException {
        if (!reset.automatic()) {
            leaveBySoftware();
        }
        channel.setBaud(LoaderProtocol.ROM_BAUD);
        channel.forget();
        reset.run(link);
    }

    /** Picks the next easier way after {@code cause}; false when none is left. */
    private boolean easier(LoaderException cause) {
        if (cause.fault() == LoaderFault.STUB_FAILED) {
            // Some stubs expect the ROM's own rate when they start; the second time the stub itself is to blame.
            if (stubBeforeRate) {
                stubWanted = false;
            }
            stubBeforeRate = true;
            return true;
        }
        if (!mayFall()) {
            return false;
        }
        rung++;
        return true;
    }

    private void startStub() throws LoaderException, LinkException {
        if (stubWanted && !stubRuns) {
            new StubUpload(channel).run(Stub.bundled());
            stubRuns = true;
        }
    }

    private void regain() throws LoaderException, LinkException {
        Mac before = chip.mac();
        chip = identify(!reset.automatic());
        if (!chip.mac().equals(before)) {
            // Answers carry no checksum, and the line is in doubt: what condemns a board is read twice.
            chip = identify(!reset.automatic());
        }
        if (!chip.mac().equals(before)) {
            throw channel.fault(
                    LoaderFault.BOARD_CHANGED, "board " + chip.mac() + " answers where " + before + " was before");
        }
    }

    private ChipIdentity identify(boolean softly) throws LoaderException, LinkException {
        for (int attempt = 1; ; attempt++) {
            try {
                stubRuns = softly ? connection.regain() : connection.establish();
                return new ChipReader(channel).read();
            } catch (LoaderException e) {
                if (e.fault() != LoaderFault.TIMEOUT || attempt == IDENTIFY_ATTEMPTS) {
                    throw e;
                }
                listener.troubled(String.valueOf(e.getMessage()));
            }
        }
    }

    private void raise(int rate) throws LoaderException, LinkException {
        int old = channel.baud();
        if (rate == old) {
            return;
        }
        // The stub goes by the rate that it runs at, so it needs no number but the plain one.
        Command change = stubRuns
                ? new Command.ChangeBaudrate(rate, old)
                : new Command.ChangeBaudrate(romClock.numberFor(rate, chip.crystalMhz()), 0);
        channel.must(change, settings.timeouts().command(), 0, LoaderFault.TIMEOUT, LoaderFault.COMMAND_FAILED);
        channel.setBaud(rate);
        channel.forget();
        prove(rate);
    }

    /** Asks for a known word until it has come often enough; one damaged answer condemns the rate. */
    private void prove(int rate) throws LoaderException, LinkException {
        Command question = new Command.ReadReg(ChipRegisters.CHIP_MAGIC_ADDRESS);
        Duration patience = settings.timeouts().probe();
        int lost = 0;
        long strays = 0;
        for (int good = 0; good < PROOFS; ) {
            // Once a board has answered, one that is late is busy rather than misunderstood.
            Optional<Response> answer = channel.ask(
                    question, good == 0 ? patience : settings.timeouts().register());
            if (answer.isPresent()
                    && answer.get().error(0) == 0
                    && answer.get().value() == ChipRegisters.CHIP_MAGIC_ESP32) {
                strays = good++ == 0 ? channel.strayPieces() : strays;
            } else if (good > 0 || answer.isPresent() || ++lost == PROBES) {
                throw unproven(rate);
            } else {
                patience = patience.multipliedBy(2);
            }
        }
        if (channel.strayPieces() > strays) {
            throw unproven(rate);
        }
        if (lost > 0) {
            drainAnswers(patience);
        }
    }

    /** A late answer must not be taken for the answer to the next question. */
    private void drainAnswers(Duration patience) throws LinkException {
        while (channel.answer(LoaderProtocol.READ_REG, System.nanoTime() + patience.toNanos())
                .isPresent()) {
            listener.troubled(link.address() + ": an answer came late");
        }
    }

    private LoaderException unproven(int rate) {
        return channel.fault(LoaderFault.GARBAGE, rate + " baud does not carry bytes unharmed on this line");
    }

    private void leaveBySoftware() throws LinkException {
        int block = stubRuns ? LoaderProtocol.STUB_BLOCK : LoaderProtocol.ROM_BLOCK;
        channel.ask(
                new Command.FlashBegin(false, stubRuns, 0, 0, block, 0),
                settings.timeouts().register());
        channel.ask(new Command.FlashEnd(false, false), settings.timeouts().register());
    }
}
