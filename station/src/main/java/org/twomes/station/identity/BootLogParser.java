package org.twomes.station.identity;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.twomes.station.config.Secret;

/**
 * A boot log as a state machine fed with bytes, without I/O. Payloads are told by their keys, so the marker lines of the three
 * firmware generations may come split, damaged or not at all. Memory is bounded whatever comes.
 */
final class BootLogParser {
    private static final int ESCAPE = 0x1B;
    private static final int MOST_LINE = 400;
    /** Starts after which a board counts as looping: one is the restart we made, a second one a brown-out may cause. */
    private static final int LOOP_STARTS = 4;
    /** A run of digits that long could be a part of a token. */
    private static final Pattern DIGITS = Pattern.compile("(?<![0-9A-Za-z])[0-9]{5,}");

    private static final Pattern TOKEN_VALUE =
            Pattern.compile("(?<=\"(pop|activation_token)\"\\s{0,4}:\\s{0,4})\"?[^\",}]*\"?");
    private static final Pattern HASHED_NAME = Pattern.compile("[0-9A-F]{4}-[0-9A-F]{6}");
    private static final String MASK = "******";

    private enum Escape {
        NONE,
        BEGUN,
        SEQUENCE
    }

    private final Consumer<String> maskedLines;
    private final PayloadScanner scanner = new PayloadScanner();
    private final StringBuilder line = new StringBuilder();
    private Escape escape = Escape.NONE;
    private Optional<Map<String, String>> qr = Optional.empty();
    private Optional<Map<String, String>> post = Optional.empty();
    private Optional<IdentityFault> hint = Optional.empty();
    private boolean splitMarker;
    private int starts;
    private long bytes;

    /** A parser that hands on each line with tokens masked. */
    BootLogParser(Consumer<String> maskedLines) {
        this.maskedLines = maskedLines;
    }

    void feed(byte[] buffer, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            bytes++;
            accept(buffer[i] & 0xff);
        }
    }

    /** Hands on a last line that has no end. */
    void finish() {
        if (line.length() > 0) {
            endLine();
        }
    }

    /** Who the device is, once the log has told it all. */
    Optional<DeviceIdentity> identity() throws IdentityException {
        if (qr.isEmpty()) {
            return Optional.empty();
        }
        String name = qr.get().getOrDefault("name", "");
        String pop = qr.get().getOrDefault("pop", "");
        if (HASHED_NAME.matcher(name).matches()) {
            return Optional.of(new DeviceIdentity(name, Optional.empty(), Secret.of(pop), Generation.C));
        }
        if (post.isEmpty()) {
            return Optional.empty();
        }
        if (!name.equals(post.get().get("name")) || !pop.equals(post.get().get("activation_token"))) {
            throw new IdentityException(
                    IdentityFault.PAYLOADS_DISAGREE, "the QR payload and the POST payload of " + name + " disagree");
        }
        return Optional.of(new DeviceIdentity(
                name,
                Optional.ofNullable(post.get().get("device_type")),
                Secret.of(pop),
                splitMarker ? Generation.A : Generation.B));
    }

    /** What ended the hope for a payload before the deadline. */
    Optional<IdentityFault> hopeless() {
        return hint.filter(fault -> fault == IdentityFault.STILL_IN_LOADER || fault == IdentityFault.BOOT_LOOP);
    }

    /** Why there is no identity when the deadline has come. */
    IdentityFault fault() {
        if (bytes == 0) {
            return IdentityFault.SILENT;
        }
        if (hint.isPresent()) {
            return hint.get();
        }
        boolean half = scanner.unfinished() || qr.isPresent() || post.isPresent();
        return half ? IdentityFault.TRUNCATED : IdentityFault.NO_PAYLOAD;
    }

    private void accept(int value) {
        switch (escape) {
            case BEGUN -> escape = value == '[' ? Escape.SEQUENCE : Escape.NONE;
            case SEQUENCE -> escape = value >= '@' && value <= '~' ? Escape.NONE : Escape.SEQUENCE;
            case NONE -> {
                if (value == ESCAPE) {
                    escape = Escape.BEGUN;
                } else if (value != '\r') {
                    character((char) value);
                }
            }
        }
    }

    private void character(char c) {
        scanner.accept(c).ifPresent(this::payload);
        if (c == '\n') {
            endLine();
        } else if (line.length() < MOST_LINE) {
            line.append(c >= ' ' && c < 0x7F ? c : '?');
        }
    }

    private void payload(Map<String, String> object) {
        if (object.containsKey("activation_token")) {
            post = Optional.of(object);
        } else if (object.containsKey("pop")) {
            qr = Optional.of(object);
        }
    }

    private void endLine() {
        String text = line.toString();
        line.setLength(0);
        notice(text);
        maskedLines.accept(mask(text));
    }

    private void notice(String text) {
        if (text.contains("rst:0x")) {
            starts++;
            if (starts >= LOOP_STARTS && hint.isEmpty()) {
                hint = Optional.of(IdentityFault.BOOT_LOOP);
            }
        }
        if (text.endsWith("POST /device payload: ") || text.endsWith("QR Code Payload: ")) {
            splitMarker |= text.contains("Twomes Generic Firmware Library");
        }
        if (text.contains("DOWNLOAD_BOOT") || text.contains("UART_BOOT") || text.contains("waiting for download")) {
            hint = Optional.of(IdentityFault.STILL_IN_LOADER);
        } else if (text.contains("Brownout detector")) {
            hint = Optional.of(IdentityFault.BROWN_OUT);
        } else if (text.contains("flash read err")
                || text.contains("invalid header")
                || text.contains("No bootable app")) {
            hint = hint.or(() -> Optional.of(IdentityFault.NOT_BOOTABLE));
        }
    }

    /** Hides token values by their key, and whatever else could be a part of a token. */
    static String mask(String text) {
        return DIGITS.matcher(TOKEN_VALUE.matcher(text).replaceAll(MASK)).replaceAll(MASK);
    }
}
