package org.twomes.station.nvs;

import static org.twomes.station.nvs.NvsFormat.DATA_AT;
import static org.twomes.station.nvs.NvsFormat.DATA_CRC_AT;
import static org.twomes.station.nvs.NvsFormat.ENTRIES;
import static org.twomes.station.nvs.NvsFormat.ENTRIES_AT;
import static org.twomes.station.nvs.NvsFormat.ENTRY_BYTES;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A page that is being filled. */
final class NvsPage {
    private static final int STATES_IN_A_BYTE = Byte.SIZE / NvsFormat.STATE_BITS;
    private static final byte BLANK = (byte) 0xFF;

    private final byte[] bytes = new byte[NvsFormat.PAGE_BYTES];
    private final ByteBuffer view = NvsFormat.view(bytes);
    private int used;

    /** An active page. {@code sequence}: from 0. */
    NvsPage(int sequence) {
        Arrays.fill(bytes, BLANK);
        view.putInt(NvsFormat.STATE_AT, NvsFormat.ACTIVE);
        view.putInt(NvsFormat.SEQUENCE_AT, sequence);
        bytes[NvsFormat.VERSION_AT] = (byte) NvsFormat.VERSION_2;
        view.putInt(
                NvsFormat.HEADER_CRC_AT,
                NvsCrc.of(bytes, NvsFormat.SEQUENCE_AT, NvsFormat.HEADER_CRC_AT - NvsFormat.SEQUENCE_AT));
    }

    /** Entries that are used. */
    int used() {
        return used;
    }

    /** Entries that are free. */
    int free() {
        return ENTRIES - used;
    }

    /** Another page follows. */
    void full() {
        view.putInt(NvsFormat.STATE_AT, NvsFormat.FULL);
    }

    byte[] bytes() {
        return bytes;
    }

    /** Adds an entry whose 8 bytes of data are {@code data}. */
    void add(int namespace, int type, int chunk, String key, byte[] data) {
        entry(namespace, type, 1, chunk, key);
        System.arraycopy(data, 0, bytes, at(used) + DATA_AT, data.length);
        close(1);
    }

    /** Adds an entry with {@code length} bytes of {@code content} in the entries behind it; they fit. */
    void addContent(int namespace, int type, int chunk, String key, byte[] content, int from, int length) {
        int span = 1 + NvsFormat.entriesFor(length);
        entry(namespace, type, span, chunk, key);
        int at = at(used);
        view.putShort(at + DATA_AT, (short) length);
        view.putInt(at + DATA_CRC_AT, NvsCrc.of(content, from, length));
        System.arraycopy(content, from, bytes, at + ENTRY_BYTES, length);
        close(span);
    }

    private void entry(int namespace, int type, int span, int chunk, String key) {
        int at = at(used);
        bytes[at + NvsFormat.NAMESPACE_AT] = (byte) namespace;
        bytes[at + NvsFormat.TYPE_AT] = (byte) type;
        bytes[at + NvsFormat.SPAN_AT] = (byte) span;
        bytes[at + NvsFormat.CHUNK_AT] = (byte) chunk;
        byte[] name = key.getBytes(StandardCharsets.US_ASCII);
        Arrays.fill(bytes, at + NvsFormat.KEY_AT, at + NvsFormat.KEY_AT + NvsFormat.KEY_BYTES, (byte) 0);
        System.arraycopy(name, 0, bytes, at + NvsFormat.KEY_AT, name.length);
    }

    private void close(int span) {
        view.putInt(at(used) + NvsFormat.CRC_AT, NvsCrc.ofEntry(bytes, at(used)));
        for (int i = used; i < used + span; i++) {
            // From empty (11) to written (10).
            bytes[NvsFormat.STATES_AT + i / STATES_IN_A_BYTE] &=
                    (byte) ~(1 << NvsFormat.STATE_BITS * (i % STATES_IN_A_BYTE));
        }
        used += span;
    }

    private static int at(int entry) {
        return ENTRIES_AT + entry * ENTRY_BYTES;
    }
}
