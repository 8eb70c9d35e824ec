package org.twomes.station.esp.chip;

import static org.twomes.station.esp.chip.ChipRegisters.*;

import java.util.Locale;
import java.util.OptionalInt;
import org.twomes.station.esp.FlashChip;
import org.twomes.station.esp.command.Command;
import org.twomes.station.esp.command.CommandChannel;
import org.twomes.station.fault.FaultCode;

/** Attaches the flash to the loader and identifies the part. */
public final class FlashProbe {
    private static final int ID_BITS = 24;
    private static final int ID_MASK = 0xFF_FFFF;
    private static final int COMMAND_BITS = 8;
    /** Where the ESP8266 has the bits to receive, less one. Source: esptool 5.3.1, loader.py (SPI_MISO_BITLEN_S). */
    private static final int ESP8266_RECEIVED_SHIFT = 8;
    /** Reads of the busy bit before the controller counts as stuck; one read takes longer than a flash command. */
    private static final int POLLS = 10;
    /** Reads of the identification among which two in succession have to be equal. */
    private static final int READS = 4;

    private final CommandChannel channel;
    private final SpiRegisters spi;
    private final OptionalInt sizeIfUnknown;

    /** A probe; {@code sizeIfUnknown}, in bytes, is used for a part whose identification does not encode it. */
    public FlashProbe(CommandChannel channel, SpiRegisters spi, OptionalInt sizeIfUnknown) {
        this.channel = channel;
        this.spi = spi;
        this.sizeIfUnknown = sizeIfUnknown;
    }

    /** Attaches and identifies the flash, and sets its size in the loader. */
    public FlashChip run(boolean stub) {
        // The stub attaches the flash when it starts; only the ROM needs the command.
        if (!stub) {
            channel.askHarmless(new Command.SpiAttach(false));
        }
        int word = readId() & ID_MASK;
        // Neither requests nor answers of registers carry a checksum: one damaged byte must not decide on a board.
        for (int read = 1, again = readId() & ID_MASK; word != again; again = readId() & ID_MASK) {
            if (++read == READS) {
                throw channel.fault(FaultCode.GARBAGE, "the flash chip's identification reads differently each time");
            }
            word = again;
        }
        int jedecId = Integer.reverseBytes(word) >>> 8;
        if (word == 0 || word == ID_MASK) {
            throw channel.fault(
                    FaultCode.NO_FLASH,
                    String.format(Locale.ROOT, "no flash chip answers (identification %06X)", jedecId));
        }
        FlashChip flash = new FlashChip(jedecId, size(jedecId));
        channel.askHarmless(new Command.SpiSetParams(flash.size()));
        return flash;
    }

    private int size(int jedecId) {
        OptionalInt size = FlashSizes.of(jedecId);
        if (size.isEmpty() && sizeIfUnknown.isEmpty()) {
            throw channel.fault(
                    FaultCode.FLASH_UNKNOWN,
                    String.format(Locale.ROOT, "a flash chip answers, but the size of %06X is not known", jedecId));
        }
        return size.orElseGet(sizeIfUnknown::getAsInt);
    }

    /** Runs the flash's own identification command through the SPI controller's user registers, and restores them. */
    private int readId() {
        int usr = channel.readRegister(spi.user());
        int usr2 = channel.readRegister(spi.user2());
        if (spi.received().isPresent()) {
            channel.writeRegister(spi.received().getAsInt(), ID_BITS - 1);
        } else {
            channel.writeRegister(spi.user1(), ID_BITS - 1 << ESP8266_RECEIVED_SHIFT);
        }
        channel.writeRegister(spi.user(), SPI_USR_COMMAND | SPI_USR_MISO);
        channel.writeRegister(spi.user2(), COMMAND_BITS - 1 << SPI_USR2_COMMAND_LENGTH_SHIFT | FLASH_READ_ID);
        channel.writeRegister(spi.data(), 0);
        channel.writeRegister(spi.command(), SPI_CMD_USR);
        int poll = 1;
        while ((channel.readRegister(spi.command()) & SPI_CMD_USR) != 0) {
            if (poll++ == POLLS) {
                throw channel.fault(FaultCode.NO_FLASH, "the SPI controller does not finish a command");
            }
        }
        int id = channel.readRegister(spi.data());
        channel.writeRegister(spi.user(), usr);
        channel.writeRegister(spi.user2(), usr2);
        return id;
    }
}
