package org.twomes.station.esp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A recorded conversation between esptool and the real mask ROM or stub; see README.md beside the recordings. */
public record Transcript(String name, List<Entry> entries) {
    /** All recordings. */
    static final List<String> NAMES = List.of(
            "boot",
            "boot-into-loader",
            "esp32c3-boot-empty-flash",
            "esp32c3-boot-into-loader",
            "esp32c3-boot-into-loader-usb-uart",
            "esp32c3-rom-efuse-words",
            "esp32c3-rom-flash-id",
            "esp32c3-rom-get-security-info",
            "esp32c3-rom-get-security-info-fe",
            "esp32c3-rom-get-security-info-sb",
            "esp32c3-rom-read-mac",
            "esp32c3-rom-verify-20k",
            "esp32c3-rom-write-20k",
            "esp32c3-rom-write-20k-921600",
            "esp32c3-rom-write-20k-plain",
            "esp32c3-rom-write-deflate-tail",
            "esp32c3-stub-erase-flash",
            "esp32c3-stub-flash-id",
            "esp32c3-stub-read-20k",
            "esp32c3-stub-verify-20k",
            "esp32c3-stub-write-20k",
            "esp32c3-stub-write-20k-921600",
            "rom-flash-id",
            "rom-read-mac",
            "rom-verify-20k",
            "rom-write-20k",
            "rom-write-20k-921600",
            "rom-write-deflate-tail",
            "rom-write-deflate-tail-stale",
            "stub-erase-flash",
            "stub-flash-id",
            "stub-read-20k",
            "stub-verify-20k",
            "stub-write-20k",
            "stub-write-20k-921600");

    /**
     * What one side said at a time.
     *
     * @param host whether it was the host
     * @param packet whether it stood in a SLIP frame; else it was text
     * @param bytes without SLIP
     * @param omitted bytes at the end of a packet that the recording leaves out
     */
    public record Entry(boolean host, boolean packet, byte[] bytes, int omitted) {
        public int opcode() {
            return bytes[1] & 0xFF;
        }

        public int word(int at) {
            return (bytes[at] & 0xFF)
                    | (bytes[at + 1] & 0xFF) << 8
                    | (bytes[at + 2] & 0xFF) << 16
                    | (bytes[at + 3] & 0xFF) << 24;
        }

        /** The four bytes with which READ_FLASH is acknowledged have no header. */
        boolean acknowledgement() {
            return host && bytes.length == Integer.BYTES;
        }

        byte[] onTheWire() {
            return packet ? frame(bytes) : bytes;
        }
    }

    static Transcript read(String name) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (InputStream in = Transcript.class.getResourceAsStream("transcripts/" + name + ".jsonl")) {
            String all = new String(Objects.requireNonNull(in, name).readAllBytes(), ISO_8859_1);
            for (String line : all.split("\n")) {
                entries.add(entry(JsonMapper.shared().readTree(line)));
            }
        }
        return new Transcript(name, List.copyOf(entries));
    }

    List<Entry> ofHost() {
        return entries.stream().filter(Entry::host).toList();
    }

    List<Entry> ofDevice() {
        return entries.stream().filter(entry -> !entry.host()).toList();
    }

    /** The zlib stream that the host wrote. */
    byte[] written() {
        ByteArrayOutputStream zlib = new ByteArrayOutputStream();
        for (Entry entry : ofHost()) {
            if (!entry.acknowledgement() && entry.opcode() == LoaderProtocol.FLASH_DEFL_DATA) {
                int header = LoaderProtocol.HEADER_LENGTH + LoaderProtocol.BLOCK_HEADER_LENGTH;
                zlib.write(entry.bytes(), header, entry.bytes().length - header);
            }
        }
        return zlib.toByteArray();
    }

    /** SLIP, written apart from the station's own. */
    static byte[] frame(byte[] packet) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0xC0);
        for (byte b : packet) {
            if ((b & 0xFF) == 0xC0) {
                out.write(0xDB);
                out.write(0xDC);
            } else if ((b & 0xFF) == 0xDB) {
                out.write(0xDB);
                out.write(0xDD);
            } else {
                out.write(b);
            }
        }
        out.write(0xC0);
        return out.toByteArray();
    }

    private static Entry entry(JsonNode json) {
        boolean packet = json.has("packet");
        byte[] bytes = packet
                ? HexFormat.of().parseHex(json.required("packet").stringValue())
                : json.required("text").stringValue().getBytes(ISO_8859_1);
        int omitted = json.has("omittedBytes") ? json.required("omittedBytes").intValue() : 0;
        return new Entry(json.required("dir").stringValue().equals("host"), packet, bytes, omitted);
    }
}
