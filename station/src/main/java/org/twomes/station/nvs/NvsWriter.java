package org.twomes.station.nvs;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a partition, byte for byte as Espressif's generator does, in the order in which values are put. Where the generator is wrong, it does
 * the right thing: values that come after a return to an earlier namespace are stored in that one, a string may fill a page of its
 * own, and a partition for reading only is as long as asked for.
 */
public final class NvsWriter {
    /** Bytes of a page, which is a sector of the flash. */
    public static final int PAGE_BYTES = NvsFormat.PAGE_BYTES;

    private static final byte BLANK = (byte) 0xFF;

    private final int size;
    private final int mostPages;
    private final List<NvsPage> pages = new ArrayList<>();
    private final Map<String, Integer> namespaces = new LinkedHashMap<>();
    private final Set<String> keys = new HashSet<>();
    private NvsPage page;
    private int namespace;

    /**
     * An empty partition.
     *
     * @param bytes its size: a multiple of 4096, 4096 to 16 MB. One page stays in reserve, as the firmware needs it, but in sizes below
     *     0x3000, which serve for partitions that are flagged read-only
     * @throws IllegalArgumentException for another size
     */
    public NvsWriter(int bytes) {
        if (bytes < NvsFormat.PAGE_BYTES || bytes > NvsFormat.MOST_BYTES || bytes % NvsFormat.PAGE_BYTES != 0) {
            throw new IllegalArgumentException("a partition of " + bytes
                    + " bytes is not possible: give a multiple of 4096 (0x1000), at least 0x3000, at most 0x"
                    + Integer.toHexString(NvsFormat.MOST_BYTES));
        }
        size = bytes;
        int all = bytes / NvsFormat.PAGE_BYTES;
        mostPages = bytes < NvsFormat.LEAST_WRITABLE_BYTES ? all : all - 1;
        page = new NvsPage(0);
        pages.add(page);
    }

    /** Whether a partition of {@code bytes} can only be read by the firmware: it has no page in reserve. */
    public static boolean readOnly(int bytes) {
        return bytes < NvsFormat.LEAST_WRITABLE_BYTES;
    }

    /**
     * Values that are put from here on belong to namespace {@code name}, new or not.
     *
     * @throws IllegalArgumentException when the name is not possible, or there is no room
     */
    public NvsWriter namespace(String name) {
        NvsKey.checked("namespace", name);
        Integer known = namespaces.get(name);
        if (known == null) {
            if (namespaces.size() == NvsFormat.MOST_NAMESPACES) {
                throw new IllegalArgumentException("there are " + NvsFormat.MOST_NAMESPACES + " namespaces already");
            }
            known = namespaces.size() + 1;
            whole(NvsFormat.NAMESPACES, name, NvsInteger.U8, BigInteger.valueOf(known));
            namespaces.put(name, known);
        }
        namespace = known;
        return this;
    }

    /**
     * Adds a value to the namespace in force.
     *
     * @throws IllegalArgumentException when the key is not possible or there already, no namespace is in force, or there is no room
     */
    public NvsWriter put(String key, NvsValue value) {
        NvsKey.checked("key", key);
        if (namespace == NvsFormat.NAMESPACES) {
            throw new IllegalArgumentException("no namespace is named before this key");
        }
        if (!keys.add(namespace + "/" + key)) {
            throw new IllegalArgumentException("the namespace has this key already");
        }
        if (value instanceof NvsValue.Whole whole) {
            whole(namespace, key, whole.integer(), whole.value());
        } else if (value instanceof NvsValue.Text text) {
            string(key, text.text());
        } else if (value instanceof NvsValue.Blob blob) {
            blob(key, blob.bytes());
        }
        return this;
    }

    /** The partition with what was put so far. */
    public byte[] partition() {
        byte[] partition = new byte[size];
        Arrays.fill(partition, BLANK);
        for (int i = 0; i < pages.size(); i++) {
            System.arraycopy(pages.get(i).bytes(), 0, partition, i * NvsFormat.PAGE_BYTES, NvsFormat.PAGE_BYTES);
        }
        return partition;
    }

    private void whole(int index, String key, NvsInteger type, BigInteger value) {
        if (page.free() == 0) {
            nextPage();
        }
        byte[] data = blankData();
        type.put(value, data);
        page.add(index, type.code(), NvsFormat.NO_CHUNK, key, data);
    }

    private void string(String key, String text) {
        byte[] content = (text + '\0').getBytes(StandardCharsets.UTF_8);
        // Like the generator, which leaves the last entry of a page free when a string would take it; but not on an
        // empty page.
        int span = 1 + NvsFormat.entriesFor(content.length);
        if (page.used() > 0 && span >= page.free()) {
            nextPage();
        }
        page.addContent(namespace, NvsFormat.TYPE_STRING, NvsFormat.NO_CHUNK, key, content, 0, content.length);
    }

    /** In pieces, each as long as its page has room, then an index. */
    private void blob(String key, byte[] content) {
        if (page.free() == 0) {
            nextPage();
        }
        int from = 0;
        int chunks = 0;
        do {
            if (chunks == NvsFormat.MOST_CHUNKS) {
                throw new IllegalArgumentException(
                        "is too long: a blob has at most " + NvsFormat.MOST_CHUNKS + " pieces");
            }
            int room = (page.free() - 1) * NvsFormat.ENTRY_BYTES;
            int length = Math.min(room, content.length - from);
            page.addContent(namespace, NvsFormat.TYPE_BLOB_DATA, chunks, key, content, from, length);
            from += length;
            chunks++;
            if (from < content.length || page.free() == 0) {
                nextPage();
            }
        } while (from < content.length);
        byte[] data = blankData();
        ByteBuffer view = NvsFormat.view(data);
        view.putInt(0, content.length);
        view.put(NvsFormat.CHUNKS_AT - NvsFormat.DATA_AT, (byte) chunks);
        view.put(NvsFormat.FIRST_CHUNK_AT - NvsFormat.DATA_AT, (byte) 0);
        page.add(namespace, NvsFormat.TYPE_BLOB_INDEX, NvsFormat.NO_CHUNK, key, data);
    }

    private void nextPage() {
        if (pages.size() == mostPages) {
            throw new IllegalArgumentException("does not fit any more: the partition of 0x" + Integer.toHexString(size)
                    + " bytes has " + mostPages + (mostPages == 1 ? " page" : " pages") + " of 4096 bytes for values"
                    + (mostPages < size / NvsFormat.PAGE_BYTES ? " and one in reserve" : "") + "; make it larger");
        }
        page.full();
        page = new NvsPage(pages.size());
        pages.add(page);
    }

    private static byte[] blankData() {
        byte[] data = new byte[NvsFormat.DATA_BYTES];
        Arrays.fill(data, BLANK);
        return data;
    }
}
