package org.twomes.station.rig.board;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.twomes.station.common.FlashGeometry;

/**
 * The key-value store of ESP-IDF 4.2 in a partition of a board's flash, as far as the firmware needs it: unsigned numbers of 32 bits.
 * Written from ESP-IDF's {@code nvs_page.cpp} and {@code nvs_storage.cpp}, apart from the station's own writer, so that each
 * checks the other.
 */
final class NvsStore {
    private static final int CELL = 32;
    private static final int CELLS = 126;
    private static final int FIRST_CELL = 64;
    private static final int MAP = 32;
    private static final int PAGE_ACTIVE = 0xFFFFFFFE;
    private static final int PAGE_FULL = 0xFFFFFFFC;
    private static final int PAGE_FREEING = 0xFFFFFFF8;
    private static final int WRITTEN = 2;
    private static final int FREE = 3;
    private static final int U8 = 0x01;
    private static final int U32 = 0x04;
    private static final byte FORMAT_2 = (byte) 0xFE;
    private static final byte NO_CHUNK = (byte) 0xFF;
    private static final int KEY_AT = 8;
    private static final int KEY_ROOM = 16;
    private static final int VALUE_AT = 24;

    private final NorFlash flash;
    private final int start;
    private final int length;

    /** A value's first cell. */
    private record Cell(int at, int namespace, int type, String key, ByteBuffer bytes) {}

    /** Of the partition with {@code length} bytes at {@code start}. */
    NvsStore(NorFlash flash, int start, int length) {
        this.flash = flash;
        this.start = start;
        this.length = length;
    }

    /** The number under {@code key}; empty when there is none of this type. */
    OptionalLong get(String namespace, String key) {
        OptionalInt index = index(namespace);
        return index.isEmpty()
                ? OptionalLong.empty()
                : cells().stream()
                        .filter(cell -> cell.namespace() == index.getAsInt()
                                && cell.type() == U32
                                && cell.key().equals(key))
                        .mapToLong(cell -> cell.bytes().getInt(VALUE_AT) & 0xFFFFFFFFL)
                        .reduce((earlier, later) -> later);
    }

    /** Stores a number under a key that has none yet; not where the partition has no room, which the firmware takes as it is. */
    void put(String namespace, String key, long value) {
        OptionalInt known = index(namespace);
        int index = known.orElseGet(() ->
                1 + (int) cells().stream().filter(cell -> cell.namespace() == 0).count());
        if (known.isEmpty()) {
            write(cell(0, U8, namespace, index, 1));
        }
        write(cell(index, U32, key, value, Integer.BYTES));
    }

    private OptionalInt index(String namespace) {
        return cells().stream()
                .filter(cell -> cell.namespace() == 0 && cell.key().equals(namespace))
                .mapToInt(cell -> cell.bytes().get(VALUE_AT) & 0xFF)
                .findFirst();
    }

    /** The sound cells of all pages, the oldest first. */
    private List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (int page : pages()) {
            int cell = 0;
            while (cell < CELLS) {
                int at = page + FIRST_CELL + cell * CELL;
                ByteBuffer bytes = view(at, CELL);
                boolean sound = state(page, cell) == WRITTEN && bytes.getInt(4) == checksum(bytes);
                int span = sound ? bytes.get(2) & 0xFF : 1;
                if (sound) {
                    cells.add(new Cell(at, bytes.get(0) & 0xFF, bytes.get(1) & 0xFF, key(bytes), bytes));
                }
                cell += Math.max(1, span);
            }
        }
        return cells;
    }

    private static String key(ByteBuffer cell) {
        String key = new String(cell.array(), KEY_AT, KEY_ROOM, StandardCharsets.US_ASCII);
        return key.indexOf('\0') < 0 ? key : key.substring(0, key.indexOf('\0'));
    }

    /** Offsets of the pages in use, by their sequence numbers; a page whose header is damaged is none. */
    private List<Integer> pages() {
        List<Integer> pages = new ArrayList<>();
        for (int page = start; page + FlashGeometry.SECTOR <= start + length; page += FlashGeometry.SECTOR) {
            ByteBuffer header = view(page, CELL);
            int state = header.getInt(0);
            boolean used = state == PAGE_ACTIVE || state == PAGE_FULL || state == PAGE_FREEING;
            if (used && header.getInt(28) == crc(0, header.array(), 4, 28)) {
                pages.add(page);
            }
        }
        pages.sort(Comparator.comparingLong(page -> view(page + 4, 4).getInt(0) & 0xFFFFFFFFL));
        return pages;
    }

    /** Writes a cell into the page that takes more, or into a new one. */
    private void write(byte[] cell) {
        int page = pages().stream()
                .filter(each -> view(each, 4).getInt(0) == PAGE_ACTIVE && free(each) < CELLS)
                .findFirst()
                .orElseGet(this::newPage);
        if (page < 0) {
            return;
        }
        int number = free(page);
        flash.program(page + FIRST_CELL + number * CELL, cell, 0, CELL);
        // Clearing the lower of a cell's two bits marks it as written.
        byte[] mark = {(byte) ~(1 << number % 4 * 2)};
        flash.program(page + MAP + number / 4, mark, 0, 1);
    }

    /** The first cell behind all that are not free. */
    private int free(int page) {
        int free = CELLS;
        while (free > 0 && state(page, free - 1) == FREE) {
            free--;
        }
        return free;
    }

    /** A page that takes cells from here on; -1 when all are used. */
    private int newPage() {
        List<Integer> used = pages();
        if (used.size() >= length / FlashGeometry.SECTOR) {
            return -1;
        }
        int sequence =
                used.isEmpty() ? 0 : 1 + view(used.get(used.size() - 1) + 4, 4).getInt(0);
        for (int each : used) {
            flash.program(each, littleEndian(4).putInt(PAGE_FULL).array(), 0, 4);
        }
        int page = start;
        while (used.contains(page)) {
            page += FlashGeometry.SECTOR;
        }
        flash.erase(page, FlashGeometry.SECTOR);
        ByteBuffer header = littleEndian(CELL);
        Arrays.fill(header.array(), (byte) 0xFF);
        header.putInt(0, PAGE_ACTIVE).putInt(4, sequence).put(8, FORMAT_2);
        header.putInt(28, crc(0, header.array(), 4, 28));
        flash.program(page, header.array(), 0, CELL);
        return page;
    }

    private static byte[] cell(int namespace, int type, String key, long value, int bytes) {
        ByteBuffer cell = littleEndian(CELL);
        Arrays.fill(cell.array(), VALUE_AT, CELL, (byte) 0xFF);
        cell.put((byte) namespace).put((byte) type).put((byte) 1).put(NO_CHUNK);
        cell.put(KEY_AT, key.getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < bytes; i++) {
            cell.put(VALUE_AT + i, (byte) (value >> 8 * i));
        }
        cell.putInt(4, checksum(cell));
        return cell.array();
    }

    private int state(int page, int cell) {
        return flash.read(page + MAP + cell / 4, 1)[0] >> cell % 4 * 2 & 3;
    }

    private ByteBuffer view(int at, int bytes) {
        return ByteBuffer.wrap(flash.read(at, bytes)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Of all of a cell but the checksum's own place. */
    private static int checksum(ByteBuffer cell) {
        return crc(~crc(0, cell.array(), 0, 4), cell.array(), KEY_AT, CELL);
    }

    /** As {@code esp_rom_crc32_le(0xffffffff, ...)} for a register of 0. */
    private static int crc(int register, byte[] bytes, int from, int to) {
        int crc = register;
        for (int i = from; i < to; i++) {
            crc ^= bytes[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ (0xEDB88320 & -(crc & 1));
            }
        }
        return ~crc;
    }
}
