package org.twomes.station.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.twomes.station.Bounded;
import org.twomes.station.identity.BootLogState.Complete;

@Tag("fast")
class BootLogPropertyTest {
    private static final int HELD_AT_MOST = 2_048;
    private static final long MOST_MEMORY = 256L << 20;

    @Provide
    Arbitrary<String> logs() {
        Arbitrary<String> tokens =
                Arbitraries.longs().between(0, 4_294_967_295L).map(String::valueOf);
        return Combinators.combine(Arbitraries.integers().between(0, 4), tokens).as((kind, token) -> switch (kind) {
            case 0 -> BootLogs.a172(BootLogs.NAME, token);
            case 1 -> BootLogs.a27(BootLogs.NAME, token);
            case 2 -> BootLogs.b(BootLogs.NAME, token);
            case 3 -> BootLogs.c31(BootLogs.NAME_C, token);
            default -> BootLogs.c40(BootLogs.NAME_C, token);
        });
    }

    /** The log with bytes lost, doubled or flipped. */
    private static byte[] damage(String log, long seed, int faults) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(log);
        for (int i = 0; i < faults; i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, text.charAt(at));
                default -> text.setCharAt(at, (char) (text.charAt(at) ^ 1 << random.nextInt(8)));
            }
        }
        return BootLogs.bytes(text.toString());
    }

    private static BootLogState inChunks(byte[] all, Random random, List<String> lines) {
        BootLogParser parser = new BootLogParser(lines::add);
        int at = 0;
        while (at < all.length) {
            int length = Math.min(all.length - at, random.nextInt(1 + random.nextInt(64)));
            parser.feed(all, at, length);
            at += length;
        }
        parser.flush();
        return parser.result();
    }

    @Property
    void chunksMakeNoDifference(@ForAll("logs") String log, @ForAll long seed, @ForAll @IntRange(max = 3) int faults) {
        byte[] all = damage(log, seed, faults);
        List<String> wholeLines = new ArrayList<>();
        BootLogParser whole = new BootLogParser(wholeLines::add);
        whole.feed(all, 0, all.length);
        whole.flush();
        List<String> lines = new ArrayList<>();
        assertThat(inChunks(all, new Random(seed), lines)).isEqualTo(whole.result());
        assertThat(lines).isEqualTo(wholeLines);
    }

    @Property
    void anUndamagedLogIsAlwaysRead(@ForAll("logs") String log, @ForAll long seed) {
        assertThat(inChunks(BootLogs.bytes(log), new Random(seed), new ArrayList<>()))
                .isInstanceOf(Complete.class);
    }

    @Property
    void noLineShowsTheToken(
            @ForAll @LongRange(min = 1_000_000, max = 4_294_967_295L) long number,
            @ForAll boolean generationC,
            @ForAll long seed,
            @ForAll @IntRange(max = 4) int faults) {
        String token = String.valueOf(number);
        String log = generationC ? BootLogs.c31(BootLogs.NAME_C, token) : BootLogs.a172(BootLogs.NAME, token);
        List<String> lines = new ArrayList<>();
        inChunks(damage(log, seed, faults), new Random(seed), lines);
        assertThat(String.join("\n", lines)).doesNotContain(token);
    }

    @Property
    void arbitraryBytesNeverThrowAndHoldLittle(@ForAll byte[] bytes, @ForAll @IntRange(min = 1, max = 200) int times) {
        BootLogParser parser = new BootLogParser();
        byte[] begun = BootLogs.bytes("\u001b[0;32mI (1) x: QR Code Payload: \r\n{");
        parser.feed(begun, 0, begun.length);
        Bounded.run(MOST_MEMORY, () -> {
            for (int i = 0; i < times; i++) {
                assertThat(parser.feed(bytes, 0, bytes.length)).isNotInstanceOf(Complete.class);
                assertThat(parser.held()).isLessThan(HELD_AT_MOST);
            }
        });
    }

    @Property(tries = 200)
    void logLikeGarbageNeverThrowsAndHoldsLittle(@ForAll("fragments") List<String> fragments) {
        List<String> lines = new ArrayList<>();
        BootLogParser parser = new BootLogParser(lines::add);
        for (int i = 0; i < 20; i++) {
            for (String fragment : fragments) {
                byte[] bytes = BootLogs.bytes(fragment);
                parser.feed(bytes, 0, bytes.length);
                assertThat(parser.held()).isLessThan(HELD_AT_MOST);
            }
        }
        assertThat(lines).allMatch(line -> line.length() <= 4 * 512);
    }

    @Provide
    Arbitrary<List<String>> fragments() {
        return Arbitraries.of(
                        "QR Code Payload: ",
                        "POST /device payload:",
                        "{",
                        "}",
                        "\"",
                        "\\",
                        "\"name\":\"",
                        ",",
                        ":",
                        "\r\n",
                        "\u001b[",
                        "\u001b",
                        "[0m",
                        "rst:0x1",
                        "I (5) tag: ",
                        "\"pop\":\"123\"",
                        "\u00ff",
                        "1234567890",
                        "\"transport\":\"ble\"",
                        " ")
                .list()
                .ofMaxSize(120);
    }
}
