package org.twomes.station.nvs;

import static org.twomes.station.nvs.NvsFormat.DATA_AT;
import static org.twomes.station.nvs.NvsFormat.ENTRIES;
import static org.twomes.station.nvs.NvsFormat.ENTRY_BYTES;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the entries of one page and checks every byte of it. */
final class NvsPageReader {
    private static final int STATES_IN_A_BYTE = Byte.SIZE / NvsFormat.STATE_BITS;
    private static final int STATE_MASK = 0b11;
    private static final int STATES_BYTES = NvsFormat.ENTRIES_AT - NvsFormat.STATES_AT;

    private final byte[] bytes;
    private final ByteBuffer view;
    private final int page;
    private final int start;
    private final List<NvsDamage> damage;
    private final List<NvsItem> items = new ArrayList<>();
    private int erased;

    /** Of the page that is number {@code page} in {@code partition}; what is wrong is added to {@code damage}. */
    NvsPageReader(byte[] partition, int page, List<NvsDamage> damage) {
        this.bytes = partition;
        this.view = NvsFormat.view(partition);
        this.page = page;
        this.start = page * NvsFormat.PAGE_BYTES;
        this.damage = damage;
    }

    int state() {
        return view.getInt(start + NvsFormat.STATE_AT);
    }

    /** Order of the pages: each new one has a higher number. */
    long sequence() {
        return Integer.toUnsignedLong(view.getInt(start + NvsFormat.SEQUENCE_AT));
    }

    int page() {
        return page;
    }

    int erased() {
        return erased;
    }

    List<NvsItem> items() {
        return items;
    }

    void whole(String message) {
        damage.add(new NvsDamage(page, NvsDamage.WHOLE_PAGE, start, message));
    }

    /** Reads the page; whether it holds entries. */
    boolean read() {
        switch (state()) {
            case NvsFormat.EMPTY -> {
                if (!blank(start, NvsFormat.PAGE_BYTES)) {
                    whole("is marked as empty and is not blank");
                }
                return false;
            }
            case NvsFormat.ACTIVE, NvsFormat.FULL -> {}
            case NvsFormat.FREEING -> whole("the firmware was interrupted while it moved this page's entries");
            case NvsFormat.CORRUPT -> whole("the firmware has marked this page as damaged");
            default -> whole("its state is none that exists");
        }
        header();
        entries();
        return true;
    }

    private void header() {
        int length = NvsFormat.HEADER_CRC_AT - NvsFormat.SEQUENCE_AT;
        if (view.getInt(start + NvsFormat.HEADER_CRC_AT) != NvsCrc.of(bytes, start + NvsFormat.SEQUENCE_AT, length)) {
            whole("the checksum of its header is wrong");
        }
        int version = bytes[start + NvsFormat.VERSION_AT] & 0xFF;
        if (version != NvsFormat.VERSION_2 && version != NvsFormat.VERSION_1) {
            whole("its format version is none that exists");
        }
        for (int i = ENTRIES; i < STATES_BYTES * STATES_IN_A_BYTE; i++) {
            if (stateOf(i) != NvsFormat.ENTRY_EMPTY) {
                whole("the unused bits behind the states of its entries are not blank");
                break;
            }
        }
    }

    private void entries() {
        int entry = 0;
        while (entry < ENTRIES) {
            entry += switch (stateOf(entry)) {
                case NvsFormat.ENTRY_WRITTEN -> written(entry);
                case NvsFormat.ENTRY_EMPTY -> {
                    if (!blank(at(entry), ENTRY_BYTES)) {
                        wrong(entry, "is marked as empty and is not blank");
                    }
                    yield 1;
                }
                case NvsFormat.ENTRY_ERASED -> {
                    erased++;
                    yield 1;
                }
                default -> {
                    wrong(entry, "its state is none that exists");
                    yield 1;
                }
            };
        }
    }

    /** Reads the value that starts at {@code entry}; how many entries it takes. */
    private int written(int entry) {
        int at = at(entry);
        int span = bytes[at + NvsFormat.SPAN_AT] & 0xFF;
        boolean possible = span >= 1 && span <= ENTRIES - entry;
        if (view.getInt(at + NvsFormat.CRC_AT) != NvsCrc.ofEntry(bytes, at)) {
            wrong(entry, "its checksum is wrong");
            // Past its content, which would be taken for entries, if the length is one that its states confirm.
            return possible && allWritten(entry, span) ? span : 1;
        }
        if (!possible) {
            wrong(entry, "it takes " + span + " entries, more than the page has from here");
            return 1;
        }
        int type = bytes[at + NvsFormat.TYPE_AT] & 0xFF;
        int size = hasContent(type) ? view.getShort(at + DATA_AT) & 0xFFFF : 0;
        String key = key(at);
        if (key.isEmpty()) {
            wrong(entry, "it has no name");
        } else if (NvsInteger.coded(type).isEmpty() && !hasContent(type) && type != NvsFormat.TYPE_BLOB_INDEX) {
            wrong(entry, "'" + key + "' has a type that does not exist");
        } else if (span != 1 + NvsFormat.entriesFor(size)) {
            wrong(entry, "'" + key + "' takes " + span + " entries, which is not what " + size + " bytes take");
        } else if (!allWritten(entry, span)) {
            wrong(entry, "the content of '" + key + "' is not marked as written");
        } else if (contentIsSound(entry, type, key, size)) {
            items.add(new NvsItem(
                    page,
                    entry,
                    bytes[at + NvsFormat.NAMESPACE_AT] & 0xFF,
                    type,
                    bytes[at + NvsFormat.CHUNK_AT] & 0xFF,
                    key,
                    at,
                    size));
        }
        return span;
    }

    private boolean contentIsSound(int entry, int type, String key, int size) {
        if (!hasContent(type)) {
            return true;
        }
        int at = at(entry);
        int content = at + ENTRY_BYTES;
        if (view.getInt(at + NvsFormat.DATA_CRC_AT) != NvsCrc.of(bytes, content, size)) {
            wrong(entry, "the checksum of the content of '" + key + "' is wrong");
            return false;
        }
        if (!blank(content + size, NvsFormat.entriesFor(size) * ENTRY_BYTES - size)) {
            wrong(entry, "what fills the last entry of '" + key + "' is not blank");
        }
        if (type == NvsFormat.TYPE_STRING && (size == 0 || bytes[content + size - 1] != 0)) {
            wrong(entry, "the string '" + key + "' has no end");
            return false;
        }
        return true;
    }

    private static boolean hasContent(int type) {
        return type == NvsFormat.TYPE_STRING || type == NvsFormat.TYPE_BLOB_DATA || type == NvsFormat.TYPE_BLOB_V1;
    }

    private boolean allWritten(int entry, int span) {
        for (int i = entry; i < entry + span; i++) {
            if (stateOf(i) != NvsFormat.ENTRY_WRITTEN) {
                return false;
            }
        }
        return true;
    }

    /** The name of an entry, which ends at the first zero. */
    private String key(int at) {
        int from = at + NvsFormat.KEY_AT;
        int length = 0;
        while (length < NvsFormat.KEY_BYTES - 1 && bytes[from + length] != 0) {
            length++;
        }
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    private void wrong(int entry, String message) {
        damage.add(new NvsDamage(page, entry, at(entry), message));
    }

    private int at(int entry) {
        return start + NvsFormat.ENTRIES_AT + entry * ENTRY_BYTES;
    }

    private int stateOf(int entry) {
        int states = bytes[start + NvsFormat.STATES_AT + entry / STATES_IN_A_BYTE] & 0xFF;
        return states >>> NvsFormat.STATE_BITS * (entry % STATES_IN_A_BYTE) & STATE_MASK;
    }

    private boolean blank(int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] != (byte) 0xFF) {
                return false;
            }
        }
        return true;
    }
}
