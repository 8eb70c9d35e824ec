package org.twomes.station.esp.session;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.twomes.station.esp.ChipIdentity;
import org.twomes.station.esp.FlashChip;
import org.twomes.station.esp.LoaderListener;
import org.twomes.station.esp.LoaderProtocol;
import org.twomes.station.esp.LoaderSettings;
import org.twomes.station.esp.Mac;
import org.twomes.station.esp.chip.Chip;
import org.twomes.station.esp.chip.ChipDetector;
import org.twomes.station.esp.chip.ChipReader;
import org.twomes.station.esp.chip.ChipRegisters;
import org.twomes.station.esp.chip.Chips;
import org.twomes.station.esp.chip.FlashProbe;
import org.twomes.station.esp.chip.LoaderRules;
import org.twomes.station.esp.chip.MacRule;
import org.twomes.station.esp.chip.RomClock;
import org.twomes.station.esp.command.Command;
import org.twomes.station.esp.command.CommandChannel;
import org.twomes.station.esp.command.Response;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.Reset;
import org.twomes.station.port.SerialLink;

/** A session with one board's loader: chip, baud rate, stub, and recovery after noise on the line. */
public final class LoaderSession {
    private static final int IDENTIFY_ATTEMPTS = 2;
    private static final int FIVE_WORDS = 5;
    private static final Set<Integer> REVISIONS_WITH_FLASH_OFF = Set.of(301, 302);
    /** What a damaged or late answer can look like while the chip is identified: answers carry no checksum. */
    private static final Set<FaultCode> MISREAD =
            EnumSet.of(FaultCode.LOADER_TIMEOUT, FaultCode.WRONG_CHIP, FaultCode.MAC_DAMAGED, FaultCode.GARBAGE);
    /** Reads of a known word that must come back right before a rate is trusted. */
    private static final int PROOFS = 4;
    /** Unanswered questions before the first answer at a new rate; the first may be lost while the board changes. */
    private static final int PROBES = 4;
    /** The same for a rate that is only tried: 25, 50 and 100 ms, so that a wrong one costs little. */
    private static final int PROBES_OF_A_TRY = 3;

    private static final Duration PATIENCE_OF_A_TRY = Duration.ofMillis(25);
    /** Time of a start from flash, good or bad; a board that browns out reports it again within this. */
    private static final Duration RESTART_PERIOD = Duration.ofSeconds(1);

    private final SerialLink link;
    private final Reset reset;
    private final LoaderSettings settings;
    private final LoaderListener listener;
    private final CommandChannel channel;
    private final Connection connection;
    private final List<Integer> rates;
    private int rateIndex;
    private boolean stubWanted;
    private boolean stubBeforeRate;
    private boolean stubRuns;
    private boolean noisyLine;
    /** Until a board has said what it is, the chip of most. */
    private Chip kind = Chips.ESP32;

    private ChipIdentity chip;
    private @Nullable FlashChip flash;

    private LoaderSession(SerialLink link, Reset reset, LoaderSettings settings, LoaderListener listener) {
        this.link = link;
        this.reset = reset;
        this.settings = settings;
        this.listener = listener;
        channel = new CommandChannel(link, settings.timeouts());
        connection = new Connection(link, reset, channel, settings, listener);
        rates = settings.rates();
        stubWanted = settings.stub();
        chip = identify(false);
    }

    public static LoaderSession connect(
            SerialLink link, Reset reset, LoaderSettings settings, LoaderListener listener) {
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

    /** Whether a begin has a fifth word. */
    public boolean fiveWordBegin() {
        return stubRuns || kind.loader().beginWords() == FIVE_WORDS;
    }

    public boolean stubRuns() {
        return stubRuns;
    }

    /** Whether the line was found noisy. */
    public boolean noisyLine() {
        return noisyLine;
    }

    /** Whether there is a lower rate than the present one. */
    public boolean hasLowerRate() {
        return rateIndex + 1 < rates.size();
    }

    public FlashChip flash() {
        if (flash == null) {
            throw new IllegalStateException(link.address() + ": prepare() has to come first");
        }
        return flash;
    }

    /** Raises the rate, starts the stub and attaches the flash, falling back as the line allows. */
    public FlashChip prepare() {
        refuseFlashWithoutSupply();
        boolean stubOnly = kind.loader().quirks().contains(LoaderRules.Quirk.STUB_ONLY);
        for (; ; ) {
            try {
                if (stubBeforeRate || stubOnly) {
                    startStub();
                }
                raise(rates.get(rateIndex));
                startStub();
                FlashChip found = new FlashProbe(channel, kind.spi(), settings.flashSize()).run(stubRuns);
                flash = found;
                listener.baudChosen(channel.baud(), rateIndex > 0);
                return found;
            } catch (FaultException e) {
                // A rate that the driver refuses is no sign of noise, but a lower one may be taken.
                boolean mayPass = e.code().noisyLine() || e.code() == FaultCode.PORT_REFUSED;
                if (!mayPass || !fallBack(e)) {
                    throw e;
                }
                listener.retrying(e.getMessage());
            }
            regain();
        }
    }

    private void refuseFlashWithoutSupply() {
        if (kind.loader().quirks().contains(LoaderRules.Quirk.FLASH_OFF_ON_3_1_AND_3_2)
                && REVISIONS_WITH_FLASH_OFF.contains(chip.revision())) {
            throw channel.fault(
                    FaultCode.CHIP_REVISION,
                    "the flash of " + chip.chip() + " " + chip.revisionText()
                            + " is off until it is given its supply, which the station does not do");
        }
    }

    /** Recovers after a failure that a noisy line may have caused: lowers the rate if possible, and prepares again. */
    public void recover() {
        noisyLine = true;
        if (hasLowerRate()) {
            rateIndex++;
        }
        regain();
        prepare();
    }

    /** Whether the board, silent at the present rate, reports a brown-out at the ROM's rate. */
    public boolean brownsOut() {
        channel.setBaud(LoaderProtocol.ROM_BAUD);
        channel.forget();
        long deadline = System.nanoTime() + RESTART_PERIOD.toNanos();
        while (System.nanoTime() < deadline
                && channel.answer(LoaderProtocol.SYNC, deadline).isPresent()) {
            listener.retrying(link.address() + ": an answer came late");
        }
        return channel.text().brownOut();
    }

    /** Restarts the board so that it runs from flash, the line at the ROM's rate before the first byte comes. */
    public void restart() {
        if (!reset.automatic()) {
            leaveBySoftware();
        }
        channel.setBaud(LoaderProtocol.ROM_BAUD);
        channel.forget();
        reset.run(link);
    }

    /** Chooses the next fallback after {@code cause}; false when none is left. */
    private boolean fallBack(FaultException cause) {
        if (cause.code() == FaultCode.STUB_FAILED && !(trying() && hasLowerRate())) {
            // Some stubs expect the ROM's own rate when they start; the second time the stub itself is to blame.
            if (stubBeforeRate) {
                stubWanted = false;
            }
            stubBeforeRate = true;
            return true;
        }
        if (!hasLowerRate()) {
            return false;
        }
        rateIndex++;
        return true;
    }

    /** Whether nobody knows yet that the line carries the present rate: the stub is then its first block of real data. */
    private boolean trying() {
        return rates.get(rateIndex) > settings.proven();
    }

    private void startStub() {
        Optional<String> stub = kind.loader().stub(chip.revision());
        if (stubWanted && !stubRuns && stub.isPresent()) {
            new StubUpload(channel, trying()).run(Stub.bundled(stub.get()));
            stubRuns = true;
        }
        if (!stubRuns && kind.loader().quirks().contains(LoaderRules.Quirk.STUB_ONLY)) {
            throw channel.fault(
                    FaultCode.NEEDS_STUB, "the ROM of the " + kind.name() + " can do nothing without a flasher stub");
        }
    }

    private void regain() {
        Mac before = chip.mac();
        chip = identify(!reset.automatic());
        if (!chip.mac().equals(before)) {
            // Responses carry no checksum and the line is noisy, so a changed MAC address is read twice.
            chip = identify(!reset.automatic());
        }
        if (!chip.mac().equals(before)) {
            throw channel.fault(
                    FaultCode.BOARD_CHANGED, "board " + chip.mac() + " answers where " + before + " was before");
        }
    }

    private ChipIdentity identify(boolean softly) {
        for (int attempt = 1; ; attempt++) {
            try {
                stubRuns = softly ? connection.regain() : connection.establish();
                return readChip();
            } catch (FaultException e) {
                if (!MISREAD.contains(e.code()) || attempt == IDENTIFY_ATTEMPTS) {
                    throw e;
                }
                listener.retrying(e.getMessage());
            }
        }
    }

    /** A chip that is said to be protected is read once more, as the board would be refused for it. */
    private ChipIdentity readChip() {
        ChipDetector.Detected detected = new ChipDetector(channel).detect();
        ChipReader reader = new ChipReader(channel, detected);
        kind = detected.chip();
        ChipIdentity read = reader.read();
        if (!read.secureBoot() && !read.flashEncryption()) {
            return read;
        }
        if (!reader.read().equals(read)) {
            throw channel.fault(FaultCode.GARBAGE, "the chip's eFuses read differently each time");
        }
        return read;
    }

    private void raise(int rate) {
        int old = channel.baud();
        if (rate == old) {
            return;
        }
        // The stub needs no scaled number, as it knows the rate that it runs at.
        Command change = stubRuns
                ? new Command.ChangeBaudrate(rate, old)
                : new Command.ChangeBaudrate(
                        new RomClock(channel, kind.clock().romRate()).numberFor(rate, chip.crystalMhz()), 0);
        channel.must(change, settings.timeouts().command(), 0, FaultCode.LOADER_TIMEOUT, FaultCode.LOADER_ERROR);
        channel.setBaud(rate);
        channel.forget();
        prove(rate);
    }

    /** Reads a known word several times; one damaged response rejects the rate. */
    private void prove(int rate) {
        KnownWord known = knownWord();
        Command question = new Command.ReadReg(known.address());
        boolean trying = trying();
        Duration patience = trying ? PATIENCE_OF_A_TRY : settings.timeouts().probe();
        int probes = trying ? PROBES_OF_A_TRY : PROBES;
        int lost = 0;
        long strays = 0;
        for (int good = 0; good < PROOFS; ) {
            // After the first response a late one means a busy board, not a wrong rate.
            Optional<Response> answer = channel.ask(
                    question, good == 0 ? patience : settings.timeouts().register());
            if (answer.isPresent() && answer.get().error(0) == 0 && answer.get().value() == known.value()) {
                strays = good++ == 0 ? channel.strayPieces() : strays;
            } else if (good > 0 || answer.isPresent() || ++lost == probes) {
                throw unproven(rate);
            } else {
                patience = patience.multipliedBy(2);
            }
        }
        if (channel.strayPieces() > strays) {
            throw unproven(rate);
        }
        if (lost > 0) {
            discardLate(patience);
        }
    }

    private record KnownWord(int address, int value) {}

    /** The word that tells the chip, else the low word of its MAC address: no two boards have the same. */
    private KnownWord knownWord() {
        if (kind.told().magic().isPresent()) {
            return new KnownWord(
                    ChipRegisters.CHIP_MAGIC_ADDRESS, kind.told().magic().getAsInt());
        }
        if (kind.factory().mac() instanceof MacRule.InCorrectedBlock block) {
            return new KnownWord(block.low(), (int) chip.mac().value());
        }
        throw new IllegalStateException(kind.name() + " has no word that is known");
    }

    private void discardLate(Duration silence) {
        int late = channel.discardLate(LoaderProtocol.READ_REG, silence);
        for (int told = 0; told < late; told++) {
            listener.retrying(link.address() + ": an answer came late");
        }
    }

    private FaultException unproven(int rate) {
        return channel.fault(FaultCode.GARBAGE, rate + " baud does not transfer bytes without errors on this line");
    }

    private void leaveBySoftware() {
        int block = stubRuns ? LoaderProtocol.STUB_BLOCK : LoaderProtocol.ROM_BLOCK;
        channel.ask(
                new Command.FlashBegin(false, fiveWordBegin(), 0, 0, block, 0),
                settings.timeouts().register());
        channel.ask(new Command.FlashEnd(false, false), settings.timeouts().register());
    }
}
