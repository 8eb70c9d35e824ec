package org.twomes.station.common;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Hides secrets in text that somebody else wrote and that may echo them: as they are, in part (8 characters in a row, of long ones 12),
 * in either case, backwards, spaced out, with escapes of URLs, JSON, C and HTML, in hexadecimal and in base64 wherever in it they
 * begin. It keeps hashes of the secrets' pieces, not their text. A text must be masked before it is cut, cleaned or split: half
 * a secret is not known any more.
 */
public final class SecretMask {
    /** What stands for a secret. */
    public static final String MASK = "******";

    /** Knows no secret. */
    public static final SecretMask NONE = new SecretMask(Map.of(), Map.of(), Map.of());

    /** So many characters of a secret in a row give it away; of the 7 to 10 digits of an activation token nearly all. */
    private static final int TELLING = 8;

    /** Of a secret of {@value #LONG} characters or more: enough is left to guess, and its parts may be usual words. */
    private static final int TELLING_OF_LONG = 12;

    private static final int LONG = 24;

    /** Shorter codes than this turn up by chance. */
    private static final int SHORTEST_CODE = 6;

    /** An escape within an escape within an escape: what a proxy, a server and its framework make of one text. */
    private static final int NESTED = 3;

    /**
     * A number as long as an activation token (8 to 10 digits) that stands alone: it may be another board's, which this mask does
     * not know. Times, addresses and hexadecimal numbers have letters or marks beside them.
     */
    private static final Pattern TOKEN_LIKE = Pattern.compile("(?<![0-9A-Za-z.:-])[0-9]{8,10}(?![0-9A-Za-z:-])");

    /** What is a number of some length and fits into 64 bits. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{8,18}");

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** Hashes of pieces by the pieces' length: of letters and digits alone, lower case; anywhere in a text. */
    private final Map<Integer, Set<Long>> pieces;
    /** The same of short secrets, which count where they stand alone. */
    private final Map<Integer, Set<Long>> words;
    /** Whole secrets with marks in them, lower case. */
    private final Map<Integer, Set<Long>> literal;

    private SecretMask(Map<Integer, Set<Long>> pieces, Map<Integer, Set<Long>> words, Map<Integer, Set<Long>> literal) {
        this.pieces = pieces;
        this.words = words;
        this.literal = literal;
    }

    /** A mask of these secrets, each part of which counts; empty texts are no secrets. */
    public static SecretMask of(Collection<String> secrets) {
        return of(secrets, false);
    }

    /** As {@link #of}, of whole secrets: for text of our own as well, in which a part of a password may be a usual word. */
    public static SecretMask ofWhole(Collection<String> secrets) {
        return of(secrets, true);
    }

    private static SecretMask of(Collection<String> secrets, boolean whole) {
        SecretMask mask = new SecretMask(new HashMap<>(), new HashMap<>(), new HashMap<>());
        secrets.stream().filter(secret -> !secret.isBlank()).forEach(secret -> mask.learn(secret, whole));
        return mask;
    }

    /** Hides what either hides. */
    public SecretMask and(SecretMask other) {
        SecretMask both = new SecretMask(new HashMap<>(), new HashMap<>(), new HashMap<>());
        for (SecretMask one : List.of(this, other)) {
            merge(both.pieces, one.pieces);
            merge(both.words, one.words);
            merge(both.literal, one.literal);
        }
        return both;
    }

    private static void merge(Map<Integer, Set<Long>> into, Map<Integer, Set<Long>> from) {
        from.forEach((length, hashes) ->
                into.computeIfAbsent(length, unused -> new HashSet<>()).addAll(hashes));
    }

    private void learn(String secret, boolean whole) {
        String folded = folded(secret);
        String reversed = new StringBuilder(folded).reverse().toString();
        int length = folded.length();
        int telling = length < LONG ? TELLING : TELLING_OF_LONG;
        if (length >= TELLING) {
            int least = whole ? length : telling;
            add(pieces, folded, least);
            add(pieces, reversed, least);
        } else {
            add(words, folded, length);
            add(words, reversed, length);
        }
        if (length < secret.length()) {
            add(literal, secret.toLowerCase(Locale.ROOT), secret.length());
        }
        if (NUMBER.matcher(secret).matches()) {
            String binary = binary(Long.parseLong(secret));
            add(literal, binary, binary.length());
            add(literal, new StringBuilder(binary).reverse().toString(), binary.length());
        }
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        code(HexFormat.of().formatHex(bytes), whole ? Integer.MAX_VALUE : 2 * telling);
        for (int before = 0; before < 3; before++) {
            code(folded(base64(bytes, before)), whole ? Integer.MAX_VALUE : telling + telling / 4);
        }
    }

    private void code(String code, int telling) {
        if (code.length() >= SHORTEST_CODE) {
            add(pieces, code, Math.min(telling, code.length()));
        }
    }

    /** The bytes of a number, highest first, read as ISO 8859-1. */
    private static String binary(long number) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        return new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }

    private static void add(Map<Integer, Set<Long>> into, String needle, int length) {
        if (length == 0) {
            return;
        }
        Set<Long> hashes = into.computeIfAbsent(length, unused -> new HashSet<>());
        char[] characters = needle.toCharArray();
        for (int at = 0; at + length <= characters.length; at++) {
            hashes.add(hash(characters, at, length));
        }
    }

    /** The characters of base64 that depend on {@code secret} alone, which begins {@code before} bytes into a group of three. */
    private static String base64(byte[] secret, int before) {
        byte[] shifted = new byte[before + secret.length];
        System.arraycopy(secret, 0, shifted, before, secret.length);
        String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        return text.substring((before * 8 + 5) / 6, (before + secret.length) * 8 / 6);
    }

    private static String folded(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }

    private static long hash(char[] text, int at, int length) {
        long hash = FNV_OFFSET;
        for (int i = at; i < at + length; i++) {
            hash = (hash ^ text[i]) * FNV_PRIME;
        }
        return hash;
    }

    /** {@code text} with {@value #MASK} in place of each secret that it holds. */
    public String mask(String text) {
        if (pieces.isEmpty() && words.isEmpty() && literal.isEmpty()) {
            return text;
        }
        boolean[] hidden = new boolean[text.length()];
        EscapedText view = EscapedText.of(text);
        for (int level = 0; level <= NESTED; level++) {
            hide(view, literal, false, hidden);
            EscapedText folded = view.folded();
            hide(folded, pieces, false, hidden);
            hide(folded, words, true, hidden);
            EscapedText next = view.unescaped();
            if (next.length() == view.length()) {
                break;
            }
            view = next;
        }
        return replaced(text, hidden);
    }

    /** A text from outside as a sentence that may be shown: masked, without numbers as long as a token, and clean. */
    public String line(String text) {
        return line(text, OutsideText.SENTENCE);
    }

    /** As {@link #line(String)}, of at most {@code most} characters. */
    public String line(String text, int most) {
        return OutsideText.line(TOKEN_LIKE.matcher(mask(text)).replaceAll(MASK), most);
    }

    private static void hide(EscapedText view, Map<Integer, Set<Long>> hashes, boolean alone, boolean[] hidden) {
        hashes.forEach((length, known) -> {
            for (int at = 0; at + length <= view.length(); at++) {
                if (known.contains(hash(view.lowerCase(), at, length)) && (!alone || view.standsAlone(at, length))) {
                    view.mark(at, length, hidden);
                }
            }
        });
    }

    private static String replaced(String text, boolean[] hidden) {
        StringBuilder shown = new StringBuilder();
        for (int at = 0; at < hidden.length; at++) {
            if (!hidden[at]) {
                shown.append(text.charAt(at));
            } else if (at == 0 || !hidden[at - 1]) {
                shown.append(MASK);
            }
        }
        return shown.toString();
    }
}
