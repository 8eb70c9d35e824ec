package org.twomes.station.rig;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.twomes.station.common.FlashGeometry;

/** What can be told of a board beside its faults, e.g. {@code flash-size 16MB}. */
enum BoardTrait {
    FLASH_SIZE("flash-size", "SIZE", "its flash has SIZE, e.g. 512KB or 16MB; 4MB if not told"),
    FLASH_ID("flash-id", "ID", "its flash answers this JEDEC identification, six hex digits, e.g. 1F8701"),
    CHIP("chip", "CHIP", "its chip, one of " + ChipKind.words() + "; esp32 if not told"),
    CHIP_REVISION("chip-revision", "M.N", "revision of its chip, told after CHIP, v0.0 to v3.7 (esp32: v3.3)"),
    SECURE_BOOT("secure-boot", "V", "secure boot of version 1 or 2 is burned in (2 counts from revision 3 on)"),
    FLASH_ENCRYPTION(
            "flash-encryption",
            "N",
            "its count of flash encryption is N, 0 to 127: on when an odd number of bits is set"),
    SECURE_DOWNLOAD("secure-download", "N", "1: its loader is in secure download mode; not on the esp32");

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,4})(KB|MB)");
    private static final Pattern ID = Pattern.compile("[0-9A-Fa-f]{6}");
    private static final Pattern REVISION = Pattern.compile("v?([0-3])\\.([0-7])");
    private static final int GREATEST_FLASH = 256 << 20;
    private static final int MOST_COUNT = 0x7F;
    private static final int USAGE_COLUMN = 36;

    private final String word;
    private final String argument;
    private final String meaning;

    BoardTrait(String word, String argument, String meaning) {
        this.word = word;
        this.argument = argument;
        this.meaning = meaning;
    }

    static Optional<BoardTrait> of(String word) {
        return Stream.of(values()).filter(trait -> trait.word.equals(word)).findFirst();
    }

    /** A line for each. */
    static List<String> help() {
        return Stream.of(values())
                .map(trait -> String.format(
                        Locale.ROOT, "  %-" + USAGE_COLUMN + "s%s", trait.word + " " + trait.argument, trait.meaning))
                .toList();
    }

    /**
     * The board with this trait.
     *
     * @throws IllegalArgumentException naming the value that is none
     */
    BoardModel of(BoardModel board, String value) {
        ChipModel chip = board.chip();
        return switch (this) {
            case FLASH_SIZE ->
                new BoardModel(board.mac(), size(value), board.flashId(), board.generation(), board.deviceType(), chip);
            case FLASH_ID ->
                new BoardModel(
                        board.mac(),
                        board.flashBytes(),
                        OptionalInt.of(Integer.parseInt(matched(ID, value).group(), 16)),
                        board.generation(),
                        board.deviceType(),
                        chip);
            case CHIP -> board.with(chip.of(ChipKind.of(value).orElseThrow(() -> wrong(value))));
            case CHIP_REVISION -> board.with(chip.ofRevision(revision(value)));
            case SECURE_BOOT -> board.with(chip.withSecureBoot(1 << number(value, 1, 2) - 1));
            case FLASH_ENCRYPTION -> board.with(chip.withCryptCount(number(value, 0, MOST_COUNT)));
            case SECURE_DOWNLOAD -> board.with(chip.withSecureDownload(number(value, 0, 1) == 1));
        };
    }

    private int size(String value) {
        Matcher matcher = matched(SIZE, value);
        long bytes = Long.parseLong(matcher.group(1)) << (matcher.group(2).equals("MB") ? 20 : 10);
        if (bytes > GREATEST_FLASH || Long.bitCount(bytes) != 1 || bytes < FlashGeometry.SECTOR) {
            throw wrong(value);
        }
        return (int) bytes;
    }

    private int revision(String value) {
        Matcher matcher = matched(REVISION, value);
        return Integer.parseInt(matcher.group(1)) * 100 + Integer.parseInt(matcher.group(2));
    }

    private int number(String value, int least, int most) {
        try {
            int number = Integer.decode(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrong(value).getMessage(), e);
        }
        throw wrong(value);
    }

    private Matcher matched(Pattern pattern, String value) {
        Matcher matcher = pattern.matcher(value);
        if (!matcher.matches()) {
            throw wrong(value);
        }
        return matcher;
    }

    private IllegalArgumentException wrong(String value) {
        return new IllegalArgumentException("'" + word + " " + value + "': " + meaning);
    }
}
