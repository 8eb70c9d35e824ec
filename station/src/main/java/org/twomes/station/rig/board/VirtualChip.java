package org.twomes.station.rig.board;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.ChipKind;

/** The registers of a chip with a 40 MHz crystal, as far as a loader's host looks at them. */
final class VirtualChip {
    private static final int MAGIC = 0x4000_1000;
    private static final int READ_ID = 0x9F;
    /** GigaDevice, type 40. */
    private static final int MAKER = 0x0040C8;
    /** The bit of the flash controller's first register that runs what was prepared. */
    private static final int RUN = 1 << 18;

    private static final int SECURE_BOOT = 1;
    private static final int SECURE_DOWNLOAD = 1 << 2;
    /** The answer to GET_SECURITY_INFO: flags, count, six purposes of keys, one without a key, chip id, version. */
    private static final int COUNT_AT = 4;

    private static final int NO_KEY_AT = 11;
    private static final byte NO_KEY = 0x0C;
    private static final int ID_AT = 12;
    private static final int VERSION_AT = 16;
    /** Of the recorded ESP32-C3's ROM. */
    private static final int VERSION = 3;

    private final BoardModel model;
    private final ChipWords words;
    private final Map<Integer, Integer> registers;

    private VirtualChip(BoardModel model, ChipWords words) {
        this.model = model;
        this.words = words;
        this.registers = new HashMap<>(words.atReset());
        registers.put(MAGIC, model.chip().kind().loader().magic());
    }

    /** {@code drift}: percent by which an ESP32's ROM counts too much of its crystal; other chips do not count. */
    static VirtualChip of(BoardModel model, double drift) {
        ChipWords words = model.chip().kind() == ChipKind.ESP32 ? Esp32Words.of(model, drift) : LaterWords.of(model);
        return new VirtualChip(model, words);
    }

    /** How its ROM answers. */
    ChipKind.Loader loader() {
        return model.chip().kind().loader();
    }

    boolean secureDownload() {
        return model.chip().secureDownload() && loader().securityBytes().isPresent();
    }

    /** Whether a stub with this entry is one for this chip. */
    boolean runsCodeAt(int entry) {
        return model.chip().kind().memory().holdsCode(entry);
    }

    /** What it says to GET_SECURITY_INFO, without the status; nothing where the ROM does not know that. Source: the recordings esp32c3-*. */
    byte[] security() {
        int length = loader().securityBytes().orElse(0);
        if (length == 0) {
            return new byte[0];
        }
        ByteBuffer out = ByteBuffer.allocate(VERSION_AT + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0, (model.secureBoot() ? SECURE_BOOT : 0) | (secureDownload() ? SECURE_DOWNLOAD : 0));
        out.put(COUNT_AT, (byte) model.chip().cryptCount());
        out.put(NO_KEY_AT, NO_KEY);
        out.putInt(ID_AT, loader().imageId());
        out.putInt(VERSION_AT, VERSION);
        return java.util.Arrays.copyOf(out.array(), length);
    }

    /** The rate at which the ROM's UART really runs when the ROM means to run it at {@code meant}. */
    int romRate(int meant) {
        return (int) (meant * words.rateFactor());
    }

    int read(int address, int baud) {
        if (address == words.divider().address()) {
            return words.divider().clockHz() / baud;
        }
        return registers.getOrDefault(address, 0);
    }

    void write(int address, int value, int mask) {
        if (address == words.flash().command()) {
            if ((value & RUN) != 0) {
                flashCommand();
            }
            return;
        }
        int fuses = model.chip().kind().memory().fuses();
        boolean fuse = address >= fuses && address < fuses + words.fuseBytes();
        if (!fuse) {
            registers.merge(address, value, (old, fresh) -> old & ~mask | fresh & mask);
        }
    }

    private void flashCommand() {
        int command = registers.getOrDefault(words.flash().user2(), 0) & 0xFF;
        int log = 31 - Integer.numberOfLeadingZeros(model.flashBytes());
        int id = model.flashId().isPresent()
                ? Integer.reverseBytes(model.flashId().getAsInt()) >>> 8
                : MAKER | log << 16;
        registers.put(words.flash().data(), command == READ_ID ? id : 0);
    }
}
