package org.twomes.station.nvs;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a partition and checks every checksum, state, length and blank byte of it. What is damaged is named, and the rest is read. It reads
 * partitions that are not encrypted: in one that is, every entry is damaged.
 */
public final class NvsReader {
    private final byte[] bytes;
    private final ByteBuffer view;
    private final List<NvsDamage> damage = new ArrayList<>();
    private final List<NvsItem> items = new ArrayList<>();
    private final Map<Integer, String> namespaces = new HashMap<>();
    /** Pieces of blobs that no index has claimed yet. */
    private final Set<NvsItem> pieces = new LinkedHashSet<>();

    private NvsReader(byte[] partition) {
        bytes = partition;
        view = NvsFormat.view(partition);
    }

    /**
     * What {@code partition} holds.
     *
     * @throws IllegalArgumentException when its length is none of a partition: a multiple of 4096, 4096 to 16 MB
     */
    public static NvsPartition read(byte[] partition) {
        if (partition.length < NvsFormat.PAGE_BYTES
                || partition.length > NvsFormat.MOST_BYTES
                || partition.length % NvsFormat.PAGE_BYTES != 0) {
            throw new IllegalArgumentException(
                    "it has " + partition.length + " bytes; an NVS partition has a multiple of 4096, at most 16 MB");
        }
        return new NvsReader(partition.clone()).read();
    }

    private NvsPartition read() {
        List<NvsPageReader> used = new ArrayList<>();
        int pages = bytes.length / NvsFormat.PAGE_BYTES;
        for (int page = 0; page < pages; page++) {
            NvsPageReader reader = new NvsPageReader(bytes, page, damage);
            if (reader.read()) {
                used.add(reader);
            }
        }
        used.sort(Comparator.comparingLong(NvsPageReader::sequence).thenComparing(NvsPageReader::page));
        checkOrder(used);
        used.forEach(reader -> items.addAll(reader.items()));
        defineNamespaces();
        List<NvsEntry> entries = entries();
        damage.sort(Comparator.comparingInt(NvsDamage::page).thenComparing(NvsDamage::entry));
        int erased = used.stream().mapToInt(NvsPageReader::erased).sum();
        return new NvsPartition(entries, damage, pages, used.size(), erased);
    }

    /** The last page is the one that is being filled, and the others are full. */
    private static void checkOrder(List<NvsPageReader> used) {
        for (int i = 0; i < used.size(); i++) {
            NvsPageReader page = used.get(i);
            boolean last = i == used.size() - 1;
            if (!last && page.sequence() == used.get(i + 1).sequence()) {
                page.whole("page " + used.get(i + 1).page() + " has the same sequence number");
            }
            if (last && page.state() == NvsFormat.FULL) {
                page.whole("is full, and no page follows that takes more entries");
            } else if (!last && page.state() == NvsFormat.ACTIVE) {
                page.whole("takes more entries, although it is not the last page");
            }
        }
    }

    private void defineNamespaces() {
        for (NvsItem item : items) {
            if (item.namespace() == NvsFormat.NAMESPACES) {
                int index = bytes[item.dataAt()] & 0xFF;
                if (item.type() != NvsInteger.U8.code() || index == 0 || index > NvsFormat.MOST_NAMESPACES) {
                    damage.add(item.damage("the namespace '" + item.key() + "' has no possible index"));
                } else if (namespaces.containsValue(item.key()) || namespaces.containsKey(index)) {
                    damage.add(item.damage("the namespace '" + item.key() + "' or its index exists twice"));
                } else {
                    namespaces.put(index, item.key());
                }
            } else if (item.type() == NvsFormat.TYPE_BLOB_DATA) {
                pieces.add(item);
            }
        }
    }

    private List<NvsEntry> entries() {
        List<NvsEntry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (NvsItem item : items) {
            if (item.namespace() == NvsFormat.NAMESPACES || item.type() == NvsFormat.TYPE_BLOB_DATA) {
                continue;
            }
            String namespace = namespaces.get(item.namespace());
            Optional<NvsValue> value = value(item);
            if (namespace == null) {
                damage.add(item.damage("'" + item.key() + "' belongs to a namespace that is not defined"));
            } else if (!names.add(namespace + "/" + item.key())) {
                damage.add(item.damage("'" + item.key() + "' exists twice in namespace '" + namespace + "'"));
            } else if (value.isPresent()) {
                entries.add(new NvsEntry(namespace, item.key(), value.get()));
            }
        }
        pieces.forEach(piece -> damage.add(piece.damage("a piece of '" + piece.key() + "' belongs to no blob")));
        return entries;
    }

    private Optional<NvsValue> value(NvsItem item) {
        Optional<NvsInteger> integer = NvsInteger.coded(item.type());
        if (integer.isPresent()) {
            BigInteger value = integer.get().get(bytes, item.dataAt());
            return Optional.of(new NvsValue.Whole(integer.get(), value));
        }
        if (item.type() == NvsFormat.TYPE_BLOB_INDEX) {
            return blob(item);
        }
        byte[] content = content(item);
        if (item.type() == NvsFormat.TYPE_STRING) {
            return Optional.of(text(content));
        }
        return Optional.of(new NvsValue.Blob(content));
    }

    /** Bytes that are no text of this format's rules, which firmware can store all the same, are given as bytes. */
    private static NvsValue text(byte[] content) {
        int end = 0;
        while (content[end] != 0) {
            end++;
        }
        try {
            ByteBuffer text = ByteBuffer.wrap(content, 0, end);
            return new NvsValue.Text(
                    StandardCharsets.UTF_8.newDecoder().decode(text).toString());
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return new NvsValue.Blob(content);
        }
    }

    private Optional<NvsValue> blob(NvsItem index) {
        int size = view.getInt(index.dataAt());
        int chunks = bytes[index.at() + NvsFormat.CHUNKS_AT] & 0xFF;
        int first = bytes[index.at() + NvsFormat.FIRST_CHUNK_AT] & 0xFF;
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int chunk = first; chunk < first + chunks; chunk++) {
            int wanted = chunk;
            Optional<NvsItem> piece = pieces.stream()
                    .filter(each -> each.namespace() == index.namespace()
                            && each.key().equals(index.key())
                            && each.chunk() == wanted)
                    .findFirst();
            if (piece.isEmpty()) {
                damage.add(index.damage("piece " + chunk + " of the blob '" + index.key() + "' is missing"));
                return Optional.empty();
            }
            pieces.remove(piece.get());
            content.writeBytes(content(piece.get()));
        }
        if (content.size() != size) {
            damage.add(index.damage("the pieces of the blob '" + index.key() + "' have " + content.size()
                    + " bytes, its index says " + size));
            return Optional.empty();
        }
        return Optional.of(new NvsValue.Blob(content.toByteArray()));
    }

    private byte[] content(NvsItem item) {
        byte[] content = new byte[item.size()];
        System.arraycopy(bytes, item.contentAt(), content, 0, content.length);
        return content;
    }
}
