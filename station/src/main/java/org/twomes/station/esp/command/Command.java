package org.twomes.station.esp.command;

import static org.twomes.station.esp.LoaderProtocol.BLOCK_HEADER_LENGTH;

import org.twomes.station.common.FlashGeometry;
import org.twomes.station.esp.LoaderProtocol;
import org.twomes.station.esp.slip.SlipEncoder;

/** A request to the board: opcode and data, little-endian. The meaning of each is documented at its opcode in {@link LoaderProtocol}. */
public sealed interface Command {
    int opcode();

    /** Length of the data in bytes, before SLIP. */
    int dataLength();

    /** XOR over the payload of a data command; 0 for every other. */
    default int checksum() {
        return 0;
    }

    /** Adds the data to an open frame. */
    void writeData(SlipEncoder out);

    /** Makes this request the encoder's frame. */
    default SlipEncoder encode(SlipEncoder out) {
        out.begin()
                .put(LoaderProtocol.REQUEST)
                .put(opcode())
                .putShort(dataLength())
                .putWord(checksum());
        writeData(out);
        return out.end();
    }

    /** Synchronises with the loader, which measures the baud rate by it. */
    record Sync() implements Command {
        private static final int HEAD_LENGTH = 4;

        @Override
        public int opcode() {
            return LoaderProtocol.SYNC;
        }

        @Override
        public int dataLength() {
            return HEAD_LENGTH + LoaderProtocol.SYNC_FILL_LENGTH;
        }

        @Override
        public void writeData(SlipEncoder out) {
            out.putWord(LoaderProtocol.SYNC_HEAD);
            for (int i = 0; i < LoaderProtocol.SYNC_FILL_LENGTH; i++) {
                out.put(LoaderProtocol.SYNC_FILL);
            }
        }
    }

    /** A request whose data is a sequence of words. */
    sealed interface OfWords extends Command {
        /** The data. */
        int[] words();

        @Override
        default int dataLength() {
            return words().length * Integer.BYTES;
        }

        @Override
        default void writeData(SlipEncoder out) {
            for (int word : words()) {
                out.putWord(word);
            }
        }
    }

    /** Asks what the chip is and how it is protected; the ROMs of ESP8266 and ESP32 do not know it. */
    record GetSecurityInfo() implements OfWords {
        @Override
        public int opcode() {
            return LoaderProtocol.GET_SECURITY_INFO;
        }

        @Override
        public int[] words() {
            return new int[0];
        }
    }

    /** Reads the word at an address. */
    record ReadReg(int address) implements OfWords {
        @Override
        public int opcode() {
            return LoaderProtocol.READ_REG;
        }

        @Override
        public int[] words() {
            return new int[] {address};
        }
    }

    /** Writes the word at an address. */
    record WriteReg(int address, int value) implements OfWords {
        private static final int ALL_BITS = -1;

        @Override
        public int opcode() {
            return LoaderProtocol.WRITE_REG;
        }

        @Override
        public int[] words() {
            return new int[] {address, value, ALL_BITS, 0};
        }
    }

    /** Announces bytes for RAM. */
    record MemBegin(int size, int blocks, int address) implements OfWords {
        @Override
        public int opcode() {
            return LoaderProtocol.MEM_BEGIN;
        }

        @Override
        public int[] words() {
            return new int[] {size, blocks, LoaderProtocol.RAM_BLOCK, address};
        }
    }

    /** Jumps to an address in RAM. */
    record MemEnd(int entry) implements OfWords {
        @Override
        public int opcode() {
            return LoaderProtocol.MEM_END;
        }

        @Override
        public int[] words() {
            return new int[] {0, entry};
        }
    }

    /** Attaches the flash to the loader; {@code stub} leaves out the word that only the ROM takes. */
    record SpiAttach(boolean stub) implements OfWords {
        @Override
        public int opcode() {
            return LoaderProtocol.SPI_ATTACH;
        }

        @Override
        public int[] words() {
            return stub ? new int[] {0} : new int[] {0, 0};
        }
    }

    /** Sets the flash's size in bytes in the loader. */
    record SpiSetParams(int size) implements OfWords {
        @Override
        public int opcode() {
            return LoaderProtocol.SPI_SET_PARAMS;
        }

        @Override
        public int[] words() {
            return new int[] {
                0, size, FlashGeometry.BLOCK, FlashGeometry.SECTOR, FlashGeometry.PAGE, FlashGeometry.STATUS_MASK
            };
        }
    }

    /** Changes the rate after the answer; {@code oldBaud} is 0 towards the ROM. */
    record ChangeBaudrate(int newBaud, int oldBaud) implements OfWords {
        @Override
        public int opcode() {
            return LoaderProtocol.CHANGE_BAUDRATE;
        }

        @Override
        public int[] words() {
            return new int[] {newBaud, oldBaud};
        }
    }

    /**
     * Opens a plain or compressed write; the ROM erases the range before it answers. {@code fiveWords} adds the word that every stub takes,
     * and the ROMs after the ESP32's: 0 for plain text.
     */
    record FlashBegin(boolean compressed, boolean fiveWords, int size, int blocks, int blockSize, int offset)
            implements OfWords {
        @Override
        public int opcode() {
            return compressed ? LoaderProtocol.FLASH_DEFL_BEGIN : LoaderProtocol.FLASH_BEGIN;
        }

        @Override
        public int[] words() {
            return fiveWords
                    ? new int[] {size, blocks, blockSize, offset, 0}
                    : new int[] {size, blocks, blockSize, offset};
        }
    }

    /** Ends a write; {@code stay} keeps the loader running. */
    record FlashEnd(boolean compressed, boolean stay) implements OfWords {
        @Override
        public int opcode() {
            return compressed ? LoaderProtocol.FLASH_DEFL_END : LoaderProtocol.FLASH_END;
        }

        @Override
        public int[] words() {
            return new int[] {stay ? 1 : 0};
        }
    }

    /** Asks for the MD5 of a range of flash. */
    record FlashMd5(int offset, int length) implements OfWords {
        @Override
        public int opcode() {
            return LoaderProtocol.SPI_FLASH_MD5;
        }

        @Override
        public int[] words() {
            return new int[] {offset, length, 0, 0};
        }
    }

    /** Erases the whole flash; stub only. */
    record EraseFlash() implements OfWords {
        @Override
        public int opcode() {
            return LoaderProtocol.ERASE_FLASH;
        }

        @Override
        public int[] words() {
            return new int[0];
        }
    }

    /** Erases sectors; stub only. */
    record EraseRegion(int offset, int length) implements OfWords {
        @Override
        public int opcode() {
            return LoaderProtocol.ERASE_REGION;
        }

        @Override
        public int[] words() {
            return new int[] {offset, length};
        }
    }

    /** Sends a range of flash to the host; stub only. */
    record ReadFlash(int offset, int length) implements OfWords {
        /** Most blocks in flight that other hosts request; every known stub sends one at a time. */
        private static final int MOST_IN_FLIGHT = 64;

        @Override
        public int opcode() {
            return LoaderProtocol.READ_FLASH;
        }

        @Override
        public int[] words() {
            return new int[] {offset, length, LoaderProtocol.READ_BLOCK, MOST_IN_FLIGHT};
        }
    }

    /** A block for RAM or flash: {@code length} bytes of {@code bytes} from {@code from} on. */
    record Block(int opcode, byte[] bytes, int from, int length, int sequence) implements Command {
        @Override
        public int dataLength() {
            return BLOCK_HEADER_LENGTH + length;
        }

        @Override
        public int checksum() {
            int sum = LoaderProtocol.CHECKSUM_SEED;
            for (int i = from; i < from + length; i++) {
                sum ^= bytes[i] & 0xFF;
            }
            return sum;
        }

        @Override
        public void writeData(SlipEncoder out) {
            out.putWord(length).putWord(sequence).putWord(0).putWord(0).put(bytes, from, length);
        }
    }
}
