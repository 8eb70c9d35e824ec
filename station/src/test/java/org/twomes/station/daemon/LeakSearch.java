package org.twomes.station.daemon;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.ZipInputStream;

/** Searches bytes for secrets, also those that are packed in them: gzip, zip, and the zlib streams of PDFs and pictures. */
public final class LeakSearch {
    /** A token as firmware prints it; what a noisy line made of it counts too. */
    private static final Pattern SAID = Pattern.compile("\"(?:pop|activation_token)\":\"([0-9]{7,10})");

    /** First byte of a zlib stream with the usual window, and second bytes for its levels (RFC 1950). */
    private static final byte ZLIB = 0x78;

    private static final Set<Integer> LEVELS = Set.of(0x01, 0x5e, 0x9c, 0xda);
    private static final int MOST_UNPACKED = 64 << 20;

    private LeakSearch() {}

    /** The tokens that boards said, out of the files that tapped their lines. */
    public static TreeSet<String> tokens(Path tap) throws IOException {
        TreeSet<String> tokens = new TreeSet<>();
        for (Path file : LeakRig.files(tap)) {
            SAID.matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .results()
                    .forEach(found -> tokens.add(found.group(1)));
        }
        return tokens;
    }

    /** What of {@code tokens} and {@code others} (by name) stands in {@code seen} (by place), in whatever form. */
    public static List<String> leaks(Set<String> tokens, Map<String, String> others, Map<String, byte[]> seen)
            throws IOException {
        Map<String, TokenForms> secrets = new LinkedHashMap<>();
        tokens.forEach(token -> secrets.put("token " + token, new TokenForms(token)));
        others.forEach((what, secret) -> secrets.put(what, new TokenForms(secret)));
        List<String> leaks = new ArrayList<>();
        for (Map.Entry<String, byte[]> place : seen.entrySet()) {
            for (Map.Entry<String, byte[]> part :
                    unpacked(place.getKey(), place.getValue()).entrySet()) {
                String text = new String(part.getValue(), StandardCharsets.ISO_8859_1);
                secrets.forEach((secret, forms) ->
                        forms.in(text).forEach(form -> leaks.add(secret + " " + form + " in " + part.getKey())));
            }
        }
        return leaks;
    }

    /** The bytes themselves, and everything that is packed in them. */
    static Map<String, byte[]> unpacked(String name, byte[] bytes) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put(name, bytes);
        if (bytes.length > 2 && bytes[0] == (byte) 0x1f && bytes[1] == (byte) 0x8b) {
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                parts.put(name + ", unzipped", in.readNBytes(MOST_UNPACKED));
            }
        } else if (bytes.length > 2 && bytes[0] == 'P' && bytes[1] == 'K') {
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
                for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    parts.put(name + ", " + entry.getName(), zip.readNBytes(MOST_UNPACKED));
                }
            }
        } else {
            for (int at = 0; at + 2 < bytes.length; at++) {
                if (bytes[at] == ZLIB && LEVELS.contains(bytes[at + 1] & 0xff)) {
                    byte[] stream = inflated(bytes, at);
                    if (stream.length > 0) {
                        parts.put(name + ", stream at " + at, stream);
                    }
                }
            }
        }
        return parts;
    }

    /** As much as comes out, before the end or an error: a damaged stream gives away its beginning. */
    private static byte[] inflated(byte[] bytes, int at) {
        Inflater inflater = new Inflater();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        inflater.setInput(bytes, at, bytes.length - at);
        try {
            while (!inflater.finished() && out.size() < MOST_UNPACKED) {
                int count = inflater.inflate(buffer);
                if (count == 0) {
                    break;
                }
                out.write(buffer, 0, count);
            }
        } catch (DataFormatException e) {
            return out.toByteArray();
        } finally {
            inflater.end();
        }
        return out.toByteArray();
    }
}
