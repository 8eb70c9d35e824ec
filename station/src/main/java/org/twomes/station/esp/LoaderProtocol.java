package org.twomes.station.esp;

import org.twomes.station.esp.chip.RomClock;

/**
 * Numbers of Espressif's serial loader protocol: framing, opcodes, sizes, status and error codes. All multi-byte fields
 * are little-endian.
 *
 * <p>Source: Espressif's serial-protocol documentation (esptool 5.3), the flasher stub's response codes
 * (esp-flasher-stub 1.1) and the station's recorded wire transcripts.
 */
public final class LoaderProtocol {
    /** SLIP: begins and ends a frame. */
    public static final int SLIP_END = 0xC0;
    /** SLIP: begins an escape inside a frame. */
    public static final int SLIP_ESC = 0xDB;
    /** SLIP: after {@link #SLIP_ESC}, stands for {@link #SLIP_END}. */
    public static final int SLIP_ESC_END = 0xDC;
    /** SLIP: after {@link #SLIP_ESC}, stands for {@link #SLIP_ESC}. */
    public static final int SLIP_ESC_ESC = 0xDD;

    /** First byte of a packet from the host. */
    public static final int REQUEST = 0x00;
    /** First byte of a packet from the board. */
    public static final int RESPONSE = 0x01;
    /** Bytes before the data of a packet: direction, opcode, u16 data length, u32 checksum or value. */
    public static final int HEADER_LENGTH = 8;
    /** Bytes before the payload in every *_DATA command: u32 length, u32 sequence number, two u32 zeros. */
    public static final int BLOCK_HEADER_LENGTH = 16;
    /** Seed of the XOR checksum over the payload of a *_DATA command. */
    public static final int CHECKSUM_SEED = 0xEF;

    /** Erase size, block count, block size, offset; every stub, and the ROMs after the ESP32's, take a fifth word, 0 for plain text. */
    public static final int FLASH_BEGIN = 0x02;
    /** Block header and plain bytes. */
    public static final int FLASH_DATA = 0x03;
    /** 0 restarts, 1 stays in the loader. */
    public static final int FLASH_END = 0x04;
    /** Size, block count, block size, address in RAM. */
    public static final int MEM_BEGIN = 0x05;
    /** 0 jumps, then the entry address. */
    public static final int MEM_END = 0x06;
    /** Block header and bytes for RAM. */
    public static final int MEM_DATA = 0x07;
    /** {@link #SYNC_HEAD} and {@link #SYNC_FILL_LENGTH} times {@link #SYNC_FILL}; answered {@link #SYNC_ANSWERS} times. */
    public static final int SYNC = 0x08;
    /** Address, value, mask, delay in microseconds. */
    public static final int WRITE_REG = 0x09;
    /** Address; the value field of the answer is the word. */
    public static final int READ_REG = 0x0A;
    /** Id 0, flash size, block, sector and page size, status mask. */
    public static final int SPI_SET_PARAMS = 0x0B;
    /** One zero word to the stub, two to the ROM. */
    public static final int SPI_ATTACH = 0x0D;
    /** New baud and the old one to the stub; to the ROM the new one as it reckons, see {@link RomClock}, and 0. */
    public static final int CHANGE_BAUDRATE = 0x0F;
    /**
     * Inflated size (ROM: in whole blocks), compressed block count, block size, offset; a fifth word as above. The ESP32's ROM
     * programs whole windows of 32 KB, also behind the region's end, so the station writes compressed to the stub only.
     */
    public static final int FLASH_DEFL_BEGIN = 0x10;
    /** Block header and bytes of the zlib stream. */
    public static final int FLASH_DEFL_DATA = 0x11;
    /** As {@link #FLASH_END}. */
    public static final int FLASH_DEFL_END = 0x12;
    /** Offset, length, 0, 0; answered with 16 raw bytes by the stub, with 32 hex characters by the ROM. */
    public static final int SPI_FLASH_MD5 = 0x13;
    /** No data; unknown to the ROMs of ESP8266 and ESP32, which answer it with {@link #ERROR_INVALID_MESSAGE}. */
    public static final int GET_SECURITY_INFO = 0x14;
    /** Stub only, no data: erases the whole flash. */
    public static final int ERASE_FLASH = 0xD0;
    /** Stub only: offset and size, both multiples of a sector. */
    public static final int ERASE_REGION = 0xD1;
    /** Stub only: offset, length, block size, most blocks in flight. */
    public static final int READ_FLASH = 0xD2;
    /** Stub only, no data: leaves the loader by a reset; not answered. */
    public static final int RUN_USER_CODE = 0xD3;

    /** First bytes of SYNC's data, in the order of the wire. */
    public static final int SYNC_HEAD = 0x20120707;
    /** The byte that fills the rest of SYNC's data; its bits let the ROM measure the baud rate. */
    public static final int SYNC_FILL = 0x55;
    /** How many of {@link #SYNC_FILL} follow the head. */
    public static final int SYNC_FILL_LENGTH = 32;
    /** How often one SYNC is answered. */
    public static final int SYNC_ANSWERS = 8;
    /** What the stub says, as one frame, when it has started: {@code OHAI}. */
    public static final String STUB_GREETING = "OHAI";

    /** The rate that the ROM starts with and prints at, in baud. */
    public static final int ROM_BAUD = 115_200;
    /** Bytes of flash data in a block to the ROM. */
    public static final int ROM_BLOCK = 0x400;
    /** Bytes of flash data in a block to the stub. */
    public static final int STUB_BLOCK = 0x4000;
    /** Bytes of RAM data in a MEM_DATA block. */
    public static final int RAM_BLOCK = 0x1800;
    /** Bytes in a READ_FLASH frame. */
    public static final int READ_BLOCK = 0x1000;
    /** Status bytes that end an answer of the stub. */
    public static final int STUB_STATUS_LENGTH = 2;
    /** Status bytes that end an answer of the ESP32's ROM; only the first two count, the others are left over from earlier answers. */
    public static final int ROM_STATUS_LENGTH = 4;
    /** Bytes of an MD5 digest, as the stub sends it. */
    public static final int MD5_LENGTH = 16;
    /** Hex characters of an MD5 digest, as the ROM sends it. */
    public static final int MD5_HEX_LENGTH = 32;

    /** First status byte: done. */
    public static final int STATUS_OK = 0x00;
    /** First status byte: failed; the second is one of the error codes. */
    public static final int STATUS_FAILED = 0x01;
    /** The message was not understood: wrong length, or an opcode that is not known. */
    public static final int ERROR_INVALID_MESSAGE = 0x05;
    /** Understood, but it could not be done. */
    public static final int ERROR_FAILED_TO_ACT = 0x06;
    /** The checksum of the block is wrong. */
    public static final int ERROR_CHECKSUM = 0x07;
    /** What was written to flash reads back otherwise (ROM only). */
    public static final int ERROR_FLASH_WRITE = 0x08;
    /** Reading from flash failed. */
    public static final int ERROR_FLASH_READ = 0x09;
    /** Too long a read from flash. */
    public static final int ERROR_FLASH_READ_LENGTH = 0x0A;
    /** The compressed data does not inflate. */
    public static final int ERROR_INFLATE = 0x0B;

    /** Stub: wrong length of a message. The stub sends its code as first status byte, with a second of 0. */
    public static final int STUB_ERROR_LENGTH = 0xC0;
    /** Stub: the checksum of the block is wrong; the block was not used. */
    public static final int STUB_ERROR_CHECKSUM = 0xC1;
    /** Stub: opcode not known. */
    public static final int STUB_ERROR_UNKNOWN_COMMAND = 0xC3;
    /** Stub: the flash did not do what it was told; told with the command after the one that failed. */
    public static final int STUB_ERROR_FLASH = 0xC4;
    /** Stub: the flash stays locked against writing. */
    public static final int STUB_ERROR_FLASH_LOCKED = 0xC5;
    /** Stub: data without a begin. */
    public static final int STUB_ERROR_NOT_BEGUN = 0xC6;
    /** Stub: the compressed data does not inflate; told with the command after the one that failed. */
    public static final int STUB_ERROR_INFLATE = 0xC7;
    /** Stub: less data than announced. */
    public static final int STUB_ERROR_TOO_LITTLE = 0xC8;
    /** Stub: more data than announced. */
    public static final int STUB_ERROR_TOO_MUCH = 0xC9;

    private LoaderProtocol() {}
}
