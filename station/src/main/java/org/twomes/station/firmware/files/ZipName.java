package org.twomes.station.firmware.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.twomes.station.fault.FaultException;

/**
 * The name of a zip's entry. Without the flag for UTF-8 its bytes are of whatever code page the packing machine had; a release's own files have
 * ASCII names, so that does not matter. Source: APPNOTE 4.4.4, 4.4.17, 4.6.9 and appendix D.
 */
final class ZipName {
    /** Extra field "Info-ZIP Unicode Path": version 1, CRC-32 of the name that it stands for, the name in UTF-8. */
    static final int UNICODE_PATH = 0x7075;

    private static final int UNICODE_PATH_HEADER = 5;

    private ZipName() {}

    /**
     * The path that {@code raw} stands for, with {@code /} also where a Windows program wrote {@code \}; empty where it names nothing, as the top
     * itself. Ends with {@code /} for a folder.
     *
     * @param unicode content of the extra field {@link #UNICODE_PATH}
     * @throws FaultException when it leads out of the zip
     */
    static String path(String zip, byte[] raw, Optional<byte[]> unicode) {
        String plain = normal(zip, text(raw));
        Optional<byte[]> better = unicode.flatMap(field -> ofField(field, raw));
        return better.isPresent() ? normal(zip, text(better.get())) : plain;
    }

    private static String normal(String zip, String text) {
        String path = text.replace('\\', '/');
        String within = Arrays.stream(path.split("/"))
                .filter(step -> !step.isEmpty() && !step.equals("."))
                .collect(Collectors.joining("/"));
        if (within.isEmpty()) {
            return "";
        }
        if (Leftovers.holds(within)) {
            // Named as its desktop likes, also with control characters; but out of the zip it may not lead either.
            BundlePath.checked(zip, path.replaceAll("\\p{Cntrl}", "?"));
        } else {
            BundlePath.checked(zip, path);
        }
        return path.endsWith("/") ? within + "/" : within;
    }

    /** UTF-8 where it can be, as many programs write that without saying so; else each byte as one character. */
    private static String text(byte[] raw) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(raw, StandardCharsets.ISO_8859_1);
        }
    }

    /** Counts only for the very name beside it: a program that renames an entry may not know the field. */
    private static Optional<byte[]> ofField(byte[] field, byte[] raw) {
        if (field.length <= UNICODE_PATH_HEADER || field[0] != 1) {
            return Optional.empty();
        }
        CRC32 crc = new CRC32();
        crc.update(raw);
        int recorded = ByteBuffer.wrap(field).order(ByteOrder.LITTLE_ENDIAN).getInt(1);
        return recorded == (int) crc.getValue()
                ? Optional.of(Arrays.copyOfRange(field, UNICODE_PATH_HEADER, field.length))
                : Optional.empty();
    }
}
