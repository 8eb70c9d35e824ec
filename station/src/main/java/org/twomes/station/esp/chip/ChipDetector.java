package org.twomes.station.esp.chip;

import static org.twomes.station.esp.chip.ChipRegisters.CHIP_MAGIC_ADDRESS;

import java.util.Locale;
import java.util.Optional;
import org.twomes.station.esp.LoaderProtocol;
import org.twomes.station.esp.command.Command;
import org.twomes.station.esp.command.CommandChannel;
import org.twomes.station.esp.command.Response;
import org.twomes.station.fault.FaultCode;

/**
 * Tells which chip answers: by GET_SECURITY_INFO, else by the word in its ROM. Reads only.
 *
 * <p>The ROMs of ESP8266 and ESP32 do not know the command, and answer it in the name of the SYNC before, as often as that was answered
 * (recordings rom-read-mac and others).
 */
public final class ChipDetector {
    /** Questions until one is answered. */
    private static final int ATTEMPTS = 3;
    /** Answers among which two in succession have to be equal: they carry no checksum. */
    private static final int READS = 4;

    private final CommandChannel channel;

    public ChipDetector(CommandChannel channel) {
        this.channel = channel;
    }

    /** A chip, and what it says of its own protection where it does. */
    public record Detected(Chip chip, Optional<SecurityInfo> security) {}

    /** Which chip it is; an unknown one is WRONG_CHIP, one in secure download mode SECURE_DOWNLOAD. */
    public Detected detect() {
        Optional<SecurityInfo> security = confirmed();
        if (security.filter(SecurityInfo::secureDownload).isPresent()) {
            throw channel.fault(
                    FaultCode.SECURE_DOWNLOAD,
                    "the chip is in secure download mode: its flash can neither be read nor proven");
        }
        if (security.isPresent() && security.get().chipId().isPresent()) {
            int id = security.get().chipId().getAsInt();
            Chip chip = Chips.byImageId(id)
                    .orElseThrow(() -> channel.fault(
                            FaultCode.WRONG_CHIP,
                            "this is a chip with id " + id + ", which the station does not know"));
            return new Detected(chip, security);
        }
        int magic = channel.readRegister(CHIP_MAGIC_ADDRESS);
        Chip chip = Chips.byMagic(magic)
                .orElseThrow(() -> channel.fault(
                        FaultCode.WRONG_CHIP,
                        String.format(
                                Locale.ROOT,
                                "this is a chip with magic 0x%08X, which the station does not know",
                                magic)));
        return new Detected(chip, security);
    }

    private Optional<SecurityInfo> confirmed() {
        Optional<SecurityInfo> info = ask();
        for (int read = 1; info.isPresent(); read++) {
            Optional<SecurityInfo> again = ask();
            if (again.equals(info)) {
                return info;
            }
            if (read == READS) {
                throw channel.fault(FaultCode.GARBAGE, "the chip says something else of itself each time");
            }
            info = again;
        }
        return info;
    }

    /** Empty where the command is not known, or not answered at all: then the word in ROM tells. */
    private Optional<SecurityInfo> ask() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            channel.send(new Command.GetSecurityInfo());
            long deadline = System.nanoTime() + channel.timeouts().register().toNanos();
            Optional<Response> answer = channel.answer(ChipDetector::answers, deadline);
            if (answer.isPresent() && answer.get().opcode() == LoaderProtocol.SYNC) {
                drainRefusals();
                return Optional.empty();
            }
            if (answer.isPresent()) {
                return SecurityInfo.of(answer.get());
            }
        }
        return Optional.empty();
    }

    private static boolean answers(Response response) {
        return response.opcode() == LoaderProtocol.GET_SECURITY_INFO
                || response.opcode() == LoaderProtocol.SYNC && response.error(0) != 0;
    }

    private void drainRefusals() {
        for (int i = 1; i < LoaderProtocol.SYNC_ANSWERS; i++) {
            long deadline = System.nanoTime() + channel.timeouts().sync().toNanos();
            if (channel.answer(LoaderProtocol.SYNC, deadline).isEmpty()) {
                return;
            }
        }
    }
}
