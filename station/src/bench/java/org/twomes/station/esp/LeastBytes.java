package org.twomes.station.esp;

import java.util.List;
import java.util.zip.DataFormatException;
import org.twomes.station.esp.chip.ChipRegisters;
import org.twomes.station.esp.command.Command;
import org.twomes.station.esp.session.Stub;
import org.twomes.station.esp.slip.SlipEncoder;

/** Bytes on the wire of the fewest requests that prepare a board, as SLIP encodes them; answers are not counted. */
public final class LeastBytes {
    private LeastBytes() {}

    /** What must be sent at the ROM's rate: one SYNC, what the ROM's clock is off, and the change to the rate of the transfer. */
    public static long atRomRate(int baud) {
        return of(List.of(
                new Command.Sync(),
                new Command.ReadReg(ChipRegisters.RTC_CALIBRATION),
                new Command.ReadReg(ChipRegisters.EFUSE_WORD4),
                new Command.ChangeBaudrate(baud, 0)));
    }

    /** Whose board it is and whether it may be written: two words of MAC address, two of protection. */
    public static long identity() {
        return of(List.of(
                new Command.ReadReg(ChipRegisters.EFUSE_MAC_LOW),
                new Command.ReadReg(ChipRegisters.EFUSE_MAC_HIGH),
                new Command.ReadReg(ChipRegisters.EFUSE_WORD6),
                new Command.ReadReg(ChipRegisters.EFUSE_WORD0)));
    }

    /** The flash's size: its identification command by the SPI controller's registers. */
    public static long flashSize() {
        return of(List.of(
                new Command.WriteReg(ChipRegisters.SPI_USR, ChipRegisters.SPI_USR_COMMAND),
                new Command.WriteReg(ChipRegisters.SPI_USR2, ChipRegisters.FLASH_READ_ID),
                new Command.WriteReg(ChipRegisters.SPI_CMD, ChipRegisters.SPI_CMD_USR),
                new Command.ReadReg(ChipRegisters.SPI_W0)));
    }

    /** The flasher stub's upload and start. */
    public static long stub() {
        Stub stub = Stub.bundled("esp32");
        return segment(stub.text()) + segment(stub.data()) + of(List.of(new Command.MemEnd(stub.entry())));
    }

    /** A compressed write in full blocks. */
    public static long write(int offset, int plain, byte[] zlib) throws DataFormatException {
        int blocks = (zlib.length + LoaderProtocol.STUB_BLOCK - 1) / LoaderProtocol.STUB_BLOCK;
        long bytes = of(List.of(
                new Command.FlashBegin(true, true, plain, blocks, LoaderProtocol.STUB_BLOCK, offset),
                new Command.FlashEnd(true, true)));
        SlipEncoder encoder = new SlipEncoder(2 * LoaderProtocol.STUB_BLOCK);
        for (int sequence = 0; sequence < blocks; sequence++) {
            int from = sequence * LoaderProtocol.STUB_BLOCK;
            int length = Math.min(LoaderProtocol.STUB_BLOCK, zlib.length - from);
            bytes += new Command.Block(LoaderProtocol.FLASH_DEFL_DATA, zlib, from, length, sequence)
                    .encode(encoder)
                    .length();
        }
        return bytes;
    }

    /** The proof: one MD5 over the whole flash. */
    public static long proof(int flashBytes) {
        return of(List.of(new Command.FlashMd5(0, flashBytes)));
    }

    private static long segment(Stub.Segment segment) {
        byte[] bytes = segment.bytes();
        int blocks = (bytes.length + LoaderProtocol.RAM_BLOCK - 1) / LoaderProtocol.RAM_BLOCK;
        long sum = of(List.of(new Command.MemBegin(bytes.length, blocks, segment.address())));
        for (int sequence = 0; sequence < blocks; sequence++) {
            int from = sequence * LoaderProtocol.RAM_BLOCK;
            int length = Math.min(LoaderProtocol.RAM_BLOCK, bytes.length - from);
            sum += of(List.of(new Command.Block(LoaderProtocol.MEM_DATA, bytes, from, length, sequence)));
        }
        return sum;
    }

    private static long of(List<? extends Command> commands) {
        SlipEncoder encoder = new SlipEncoder(2 * LoaderProtocol.RAM_BLOCK);
        return commands.stream()
                .mapToLong(command -> command.encode(encoder).length())
                .sum();
    }
}
