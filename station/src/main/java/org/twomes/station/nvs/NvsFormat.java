package org.twomes.station.nvs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The numbers of the format (ESP-IDF, "NVS: Structure of a Page" and "Structure of Entry"; {@code nvs_page.hpp}, {@code nvs_types.hpp}).
 * All little-endian. A page is one flash sector: a header of 32 bytes, the states of its entries in 32 bytes, 126 entries.
 */
final class NvsFormat {
    static final int PAGE_BYTES = 4096;
    static final int ENTRY_BYTES = 32;
    static final int ENTRIES = 126;

    /** Smaller ones are for partitions that are flagged read-only: they need no page in reserve. */
    static final int LEAST_WRITABLE_BYTES = 3 * PAGE_BYTES;
    /** The largest flash of a supported chip. */
    static final int MOST_BYTES = 1 << 24;

    static final int STATE_AT = 0;
    static final int SEQUENCE_AT = 4;
    static final int VERSION_AT = 8;
    static final int HEADER_CRC_AT = 28;
    static final int STATES_AT = 32;
    static final int ENTRIES_AT = 64;

    /** States of a page; each is reached from the one before by clearing bits. */
    static final int EMPTY = 0xFFFFFFFF;

    static final int ACTIVE = 0xFFFFFFFE;
    static final int FULL = 0xFFFFFFFC;
    static final int FREEING = 0xFFFFFFF8;
    static final int CORRUPT = 0xFFFFFFF0;

    static final int VERSION_1 = 0xFF;
    static final int VERSION_2 = 0xFE;

    /** States of an entry, two bits each, low bits first. */
    static final int ENTRY_EMPTY = 0b11;

    static final int ENTRY_WRITTEN = 0b10;
    static final int ENTRY_ERASED = 0b00;
    static final int STATE_BITS = 2;

    /** Parts of an entry. */
    static final int NAMESPACE_AT = 0;

    static final int TYPE_AT = 1;
    static final int SPAN_AT = 2;
    static final int CHUNK_AT = 3;
    static final int CRC_AT = 4;
    static final int KEY_AT = 8;
    static final int KEY_BYTES = 16;
    static final int DATA_AT = 24;
    static final int DATA_BYTES = 8;
    /** Of a string or a piece of a blob: u16 size at {@link #DATA_AT}, u32 CRC of the content here. */
    static final int DATA_CRC_AT = 28;
    /** Of a blob's index: u32 size at {@link #DATA_AT}, then u8 pieces and u8 index of the first. */
    static final int CHUNKS_AT = 28;

    static final int FIRST_CHUNK_AT = 29;

    /** In the place of a piece's index where an entry is no piece. */
    static final int NO_CHUNK = 0xFF;
    /** A new blob counts its pieces from 0; the firmware's next version of it counts from 0x80 ({@code VerOffset}). */
    static final int MOST_CHUNKS = 0x80;

    static final int TYPE_STRING = 0x21;
    static final int TYPE_BLOB_V1 = 0x41;
    static final int TYPE_BLOB_DATA = 0x42;
    static final int TYPE_BLOB_INDEX = 0x48;

    /** The namespace in which namespaces are defined. */
    static final int NAMESPACES = 0;

    static final int MOST_NAMESPACES = 254;

    private NvsFormat() {}

    /** A view of {@code bytes} in the format's byte order. */
    static ByteBuffer view(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Entries that {@code bytes} of content take behind their first entry. */
    static int entriesFor(int bytes) {
        return (bytes + ENTRY_BYTES - 1) / ENTRY_BYTES;
    }
}
