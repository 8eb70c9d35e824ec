package org.twomes.station.rig.board;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.ChipKind;
import org.twomes.station.rig.FaultKind;
import org.twomes.station.rig.FaultScript;

/** Runs what is in a board's flash, if it is valid: prints the boot log of its firmware generation, and keeps a token in NVS. */
public final class BootFirmware {
    private static final int[] TABLES = {0x18000, 0x9000, 0x8000};
    private static final int ROW = 32;
    private static final int TABLE_BYTES = 0xC00;
    private static final short ROW_MAGIC = 0x50AA;
    /** Of the row whose second half is the MD5 of the rows before it. */
    private static final short SUM_MAGIC = (short) 0xEBEB;

    private static final int CHIP_ID_AT = 12;
    /** 0 in an image to which no SHA-256 is appended. */
    private static final int HASH_FLAG_AT = 23;

    /** Lowest major revision, in images of ESP-IDF before 4.4. */
    private static final int OLD_MINIMUM_AT = 14;
    /** Lowest and highest revision, major * 100 + minor, two bytes each; they count if the highest is not 0. */
    private static final int MINIMUM_AT = 15;

    private static final int MAXIMUM_AT = 17;
    private static final int IMAGE_HEADER = 24;
    private static final int TYPE_APP = 0;
    private static final int TYPE_DATA = 1;
    private static final int SUBTYPE_NVS = 2;
    /** Where the firmware keeps its token: the namespace of its library up to v3.x, that of v4, and the key. */
    private static final String NAMESPACE = "twomes_storage";

    private static final String NAMESPACE_V4 = "NFH_storage";
    private static final String OTHER_NAMESPACE = "other_storage";
    private static final String KEY = "dat";

    private static final long SEVEN_DIGITS = 1_000_000;
    private static final long EIGHT_DIGITS = 10_000_000;
    private static final int MAJOR = 100;
    private static final String POST_TOKEN = "\"activation_token\":\"";
    private static final String GREEN = "\u001b[0;32m";
    private static final String PLAIN = "\u001b[0m";

    private final NorFlash flash;
    private final BoardModel model;
    private final ChipKind.Start start;
    private final LongSupplier random;
    private final FaultScript faults;
    private boolean refused;
    private int logs;
    private int tokens;

    /** A partition found in flash. */
    private record Part(int type, int subtype, int offset, int length) {}

    public BootFirmware(NorFlash flash, BoardModel model, LongSupplier random, FaultScript faults) {
        this.faults = faults;
        this.flash = flash;
        this.model = model;
        this.start = model.chip().kind().start();
        this.random = random;
    }

    /** What the ROM prints at a start from flash. */
    public String romBanner() {
        return start.banner() + start.flash();
    }

    /** What the ROM prints when it waits for a loader's host. */
    String romWaits() {
        return start.banner() + start.download();
    }

    /** The ROM's complaint about the bootloader; empty when it can be started. */
    Optional<String> romComplaint() {
        if (imageLength(start.bootloader(), flash.size() - start.bootloader()) > 0) {
            return Optional.empty();
        }
        boolean blank = Arrays.equals(flash.read(start.bootloader(), 4), new byte[] {-1, -1, -1, -1});
        return Optional.of(blank ? start.blank() : "invalid header: 0xffffffff\r\n");
    }

    /** What the ROM says while it loads the bootloader. */
    public static String loading() {
        return "configsip: 0, SPIWP:0xee\r\nclk_drv:0x00,q_drv:0x00,d_drv:0x00,cs0_drv:0x00,hd_drv:0x00,wp_drv:0x00\r\n"
                + "mode:DIO, clock div:2\r\nload:0x3ffb0000,len:412\r\nload:0x40080400,len:572\r\nentry 0x40080404\r\n"
                + GREEN + "I (27) boot: ESP-IDF v4.2 2nd stage bootloader" + PLAIN + "\r\n";
    }

    /**
     * What the bootloader says of an image that this chip must not run; empty when it may. Source:
     * {@code bootloader_common_check_chip_validity} of ESP-IDF 4.2 and 5.1.
     */
    private String revisionComplaint(int offset, boolean application) {
        ByteBuffer header = ByteBuffer.wrap(flash.read(offset, IMAGE_HEADER)).order(ByteOrder.LITTLE_ENDIAN);
        int revision = model.chip().revision();
        int maximum = header.getShort(MAXIMUM_AT) & 0xFFFF;
        if (maximum == 0) {
            int least = header.get(OLD_MINIMUM_AT) & 0xFF;
            return revision / MAJOR >= least
                    ? ""
                    : red("(71) boot_comm: This chip is revision " + revision / MAJOR
                            + " but the application is configured for minimum revision " + least + ". Can't run.");
        }
        int minimum = header.getShort(MINIMUM_AT) & 0xFFFF;
        if (revision < minimum) {
            return red("(71) boot_comm: Image requires chip rev >= " + version(minimum) + ", but chip is "
                    + version(revision));
        }
        return application && revision > maximum
                ? red("(71) boot_comm: Image requires chip rev <= " + version(maximum) + ", but chip is "
                        + version(revision))
                : "";
    }

    private static String version(int revision) {
        return "v" + revision / MAJOR + "." + revision % MAJOR;
    }

    private static String red(String text) {
        return "\u001b[0;31mE " + text + PLAIN + "\r\n";
    }

    /** Whether the last start ended in the bootloader, for the chip's revision: it restarts for ever. */
    boolean refusedForRevision() {
        return refused;
    }

    /** The application's part of the log; or the bootloader's complaint. */
    public String application() {
        String own = revisionComplaint(start.bootloader(), false);
        refused = !own.isEmpty();
        if (refused) {
            return own;
        }
        Optional<Part> nvs = Optional.empty();
        String complaint = "";
        boolean app = false;
        int slot = 0;
        for (int table : TABLES) {
            for (Part part : partitions(table)) {
                if (part.type() == TYPE_APP && !app) {
                    boolean sound = forThisChip(part.offset()) && imageLength(part.offset(), part.length()) > 0;
                    String refusal = sound ? revisionComplaint(part.offset(), true) : "";
                    complaint += refusal.isEmpty()
                            ? ""
                            : refusal + red("(80) boot: OTA app partition slot " + slot + " is not bootable");
                    app = sound && refusal.isEmpty();
                    slot++;
                }
                if (part.type() == TYPE_DATA && part.subtype() == SUBTYPE_NVS && nvs.isEmpty()) {
                    nvs = Optional.of(part);
                }
            }
            if (nvs.isPresent()) {
                break;
            }
        }
        if (!app || nvs.isEmpty()) {
            refused = !app && !complaint.isEmpty();
            return complaint + red("(84) boot: No bootable app partitions in the partition table");
        }
        if (faults.has(FaultKind.SILENT)) {
            return "";
        }
        String text = GREEN + "I (412) cpu_start: Starting scheduler" + PLAIN + "\n" + payloads(token(nvs.get()));
        return damaged(text).replace("\r", "").replace("\n", "\r\n");
    }

    /** The log as the faults leave it. */
    private String damaged(String text) {
        logs++;
        if (of(FaultKind.TRUNCATED)) {
            return text.substring(0, text.lastIndexOf("activation_token"));
        }
        int token = text.lastIndexOf(POST_TOKEN) + POST_TOKEN.length();
        if (of(FaultKind.CUT_TOKEN)) {
            return text.substring(0, text.indexOf('"', token) - 1);
        }
        if (of(FaultKind.LOST_MIDDLE)) {
            return text.substring(0, text.lastIndexOf("POST /device")) + text.substring(token + 1);
        }
        return text;
    }

    private boolean of(FaultKind kind) {
        return logs <= faults.figure(kind).orElse(0.0);
    }

    private String payloads(long token) {
        String name = name();
        String qr =
                "{\n\"ver\":\"v1\",\n\"name\":\"" + name + "\",\n\"pop\":\"" + token + "\",\n\"transport\":\"ble\"\n}";
        String post = "{\n\"name\":\"" + name + "\",\n\"device_type\":\"" + model.deviceType()
                + "\",\n\"activation_token\":\"" + token + "\"\n}";
        return switch (model.generation()) {
            case 'A' -> split("655", "QR Code Payload: ", qr) + split("661", "POST /device payload: ", post);
            case 'C' -> whole("655", "NeedForHeat generic ESP32 firmware library", "QR Code Payload: ", qr);
            default ->
                whole("655", "Twomes generic ESP32 firmware library", "QR Code Payload: ", qr)
                        + whole("661", "Twomes generic ESP32 firmware library", "POST /device payload: ", post);
        };
    }

    private static String whole(String ms, String tag, String marker, String json) {
        return GREEN + "I (" + ms + ") " + tag + ": " + marker + "\n\n\n" + json + "\n\n" + PLAIN + "\n";
    }

    private static String split(String ms, String marker, String json) {
        String head = GREEN + "I (" + ms + ") Twomes Generic Firmware Library ESP32: ";
        return head + marker + PLAIN + "\n" + head + "\n\n" + json + "\n\n" + PLAIN + "\n";
    }

    /** The name as the firmware derives it from the MAC and, in generation C, its type. */
    String name() {
        if (faults.has(FaultKind.WRONG_NAME)) {
            return "TWOMES-BADBAD";
        }
        if (model.generation() != 'C') {
            return "TWOMES-" + model.suffix();
        }
        int crc = 0;
        for (byte b : model.deviceType().getBytes(StandardCharsets.UTF_8)) {
            crc ^= (b & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
            }
        }
        return String.format(Locale.ROOT, "%04X-%s", crc & 0xffff, model.suffix());
    }

    /** The token in NVS; one that is there is kept, and where there is none a new one is stored. */
    private long token(Part nvs) {
        NvsStore store = new NvsStore(flash, nvs.offset(), nvs.length());
        String usual = model.generation() == 'C' ? NAMESPACE_V4 : NAMESPACE;
        String namespace = faults.has(FaultKind.OWN_TOKEN) ? OTHER_NAMESPACE : usual;
        OptionalLong kept = store.get(namespace, KEY);
        if (kept.isPresent()) {
            return kept.getAsLong();
        }
        boolean tooShort = ++tokens <= faults.figure(FaultKind.SHORT_TOKEN).orElse(0.0);
        long token = tooShort
                ? SEVEN_DIGITS + (random.getAsLong() & 0xFFFF)
                : EIGHT_DIGITS + (random.getAsLong() & 0x7FFFFFFFL);
        store.put(namespace, KEY, token);
        return token;
    }

    /** The rows of a table; none when its sum is wrong, as the bootloader has it. */
    private java.util.List<Part> partitions(int table) {
        java.util.List<Part> parts = new java.util.ArrayList<>();
        ByteBuffer rows = ByteBuffer.wrap(flash.read(table, TABLE_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        for (; at < TABLE_BYTES && rows.getShort(at) == ROW_MAGIC; at += ROW) {
            Part part = new Part(rows.get(at + 2), rows.get(at + 3), rows.getInt(at + 4), rows.getInt(at + 8));
            if (part.offset() < 0 || part.length() < IMAGE_HEADER || part.offset() + part.length() > flash.size()) {
                return java.util.List.of();
            }
            parts.add(part);
        }
        if (at == TABLE_BYTES || rows.getShort(at) != SUM_MAGIC) {
            return parts;
        }
        byte[] sum = Arrays.copyOfRange(rows.array(), at + ROW / 2, at + ROW);
        return Arrays.equals(sum, digest("MD5", Arrays.copyOf(rows.array(), at))) ? parts : java.util.List.of();
    }

    /** The bootloader starts no application of another chip. */
    private boolean forThisChip(int offset) {
        ByteBuffer id = ByteBuffer.wrap(flash.read(offset + CHIP_ID_AT, 2)).order(ByteOrder.LITTLE_ENDIAN);
        return id.getShort() == model.chip().kind().loader().imageId();
    }

    /** Length of the image at {@code offset}, 0 when its checksum or hash, if it has one, is wrong. */
    private int imageLength(int offset, int room) {
        byte[] header = flash.read(offset, IMAGE_HEADER);
        if ((header[0] & 0xff) != 0xE9) {
            return 0;
        }
        int at = IMAGE_HEADER;
        int checksum = 0xEF;
        for (int segment = 0; segment < header[1]; segment++) {
            int length = ByteBuffer.wrap(flash.read(offset + at, 8))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getInt(4);
            at += 8;
            if (length < 0 || at + length + 48 > room) {
                return 0;
            }
            for (byte b : flash.read(offset + at, length)) {
                checksum ^= b & 0xff;
            }
            at += length;
        }
        int end = (at / 16 + 1) * 16;
        byte[] image = flash.read(offset, end + 32);
        boolean sound = (image[end - 1] & 0xff) == checksum
                && (header[HASH_FLAG_AT] == 0
                        || Arrays.equals(
                                digest("SHA-256", Arrays.copyOf(image, end)),
                                Arrays.copyOfRange(image, end, end + 32)));
        return sound ? end + 32 : 0;
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
