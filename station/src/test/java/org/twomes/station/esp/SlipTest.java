package org.twomes.station.esp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.twomes.station.esp.slip.SlipDecoder;
import org.twomes.station.esp.slip.SlipEncoder;

@Tag("fast")
class SlipTest {
    private static final int CAPACITY = 256;

    /** A piece as the decoder hands it on: hex, with an exclamation mark when it is damaged. */
    private static List<String> pieces(SlipDecoder decoder, byte[] stream, int chunk) {
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < stream.length; at += chunk) {
            int to = Math.min(stream.length, at + chunk);
            int from = at;
            while (from < to) {
                int next = decoder.feed(stream, from, to);
                assertThat(next > from || decoder.complete()).isTrue();
                from = next;
                if (decoder.complete()) {
                    assertThat(decoder.length()).isBetween(0, CAPACITY);
                    pieces.add(hex(Arrays.copyOf(decoder.array(), decoder.length())) + (decoder.whole() ? "" : "!"));
                }
            }
        }
        return pieces;
    }

    private static List<String> pieces(String stream) {
        return pieces(new SlipDecoder(CAPACITY), bytes(stream), Integer.MAX_VALUE / 2);
    }

    private static byte[] encoded(byte[] packet) {
        return new SlipEncoder(4).begin().put(packet, 0, packet.length).end().copy();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Packets that hold more delimiters and escapes than chance would give. */
    @Provide
    Arbitrary<byte[]> packets() {
        Arbitrary<Byte> plain = Arbitraries.bytes();
        Arbitrary<Byte> special = Arbitraries.of((byte) 0xC0, (byte) 0xDB, (byte) 0xDC, (byte) 0xDD);
        return Arbitraries.frequencyOf(Tuple.of(3, plain), Tuple.of(2, special))
                .array(byte[].class)
                .ofMinSize(1)
                .ofMaxSize(CAPACITY);
    }

    @Property
    void whatIsEncodedIsDecodedHoweverItIsCut(
            @ForAll("packets") byte[] first,
            @ForAll("packets") byte[] second,
            @ForAll @IntRange(min = 1, max = 600) int chunk) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(encoded(first));
        stream.writeBytes(encoded(second));
        assertThat(pieces(new SlipDecoder(CAPACITY), stream.toByteArray(), chunk))
                .containsExactly(hex(first), hex(second));
    }

    @Property
    void theEncoderWritesWhatAnIndependentOneWrites(@ForAll("packets") byte[] packet) {
        assertThat(encoded(packet)).isEqualTo(Transcript.frame(packet));
    }

    @Property
    void afterAnyGarbageTheSecondPacketIsRead(
            @ForAll byte[] garbage, @ForAll("packets") byte[] packet, @ForAll @IntRange(min = 1, max = 600) int chunk) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(garbage);
        stream.writeBytes(encoded(packet));
        stream.writeBytes(encoded(packet));
        assertThat(pieces(new SlipDecoder(CAPACITY), stream.toByteArray(), chunk))
                .endsWith(hex(packet));
    }

    @Property
    void chunksMakeNoDifferenceToGarbage(@ForAll byte[] garbage, @ForAll @IntRange(min = 1, max = 50) int chunk) {
        assertThat(pieces(new SlipDecoder(CAPACITY), garbage, chunk))
                .isEqualTo(pieces(new SlipDecoder(CAPACITY), garbage, garbage.length + 1));
    }

    @Example
    void everyByteIsEscapedOnlyWhereItMustBe() {
        for (int value = 0; value < 256; value++) {
            String expected =
                    value == 0xC0 ? "c0dbdcc0" : value == 0xDB ? "c0dbddc0" : String.format("c0%02xc0", value);
            assertThat(hex(new SlipEncoder(1).begin().put(value).end().copy())).isEqualTo(expected);
        }
    }

    @Example
    void wordsAreLittleEndian() {
        assertThat(hex(new SlipEncoder(1)
                        .begin()
                        .putShort(0x1234)
                        .putWord(0xC0DB5678)
                        .end()
                        .copy()))
                .isEqualTo("c034127856dbdddbdcc0");
    }

    @Example
    void piecesBetweenDelimiters() {
        assertThat(pieces("c0 0102 c0 c0 03 c0")).containsExactly("0102", "03");
        // One delimiter may end a packet and begin the next.
        assertThat(pieces("c0 01 c0 02 c0")).containsExactly("01", "02");
        // Text between packets is a piece of its own.
        assertThat(pieces("4142 c0 01 c0 43 c0 02 c0")).containsExactly("4142", "01", "43", "02");
        assertThat(pieces("c0c0c0")).isEmpty();
    }

    @Example
    void escapesThatSlipDoesNotKnowDamageThePieceOnly() {
        assertThat(pieces("c0 dbdc dbdd c0")).containsExactly("c0db");
        assertThat(pieces("c0 01 db02 c0 03 c0")).containsExactly("0102!", "03");
        assertThat(pieces("c0 01 db c0 03 c0")).containsExactly("01!", "03");
        assertThat(pieces("dbdb c0 03 c0")).containsExactly("db!", "03");
    }

    @Example
    void aPieceThatOutgrowsTheBufferIsHandedOnInParts() {
        SlipDecoder decoder = new SlipDecoder(4);
        byte[] stream = bytes("c0 0102030405060708 09 c0 0a c0");
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < stream.length) {
            from = decoder.feed(stream, from, stream.length);
            if (decoder.complete()) {
                pieces.add(hex(Arrays.copyOf(decoder.array(), decoder.length())) + (decoder.whole() ? "" : "!"));
            }
        }
        assertThat(pieces).containsExactly("01020304!", "05060708!", "09", "0a");
    }

    @Example
    void resetForgetsWhatHasCome() {
        SlipDecoder decoder = new SlipDecoder(CAPACITY);
        decoder.feed(bytes("c00102db"), 0, 4);
        assertThat(decoder.length()).isEqualTo(2);
        decoder.reset();
        assertThat(pieces(decoder, bytes("dcc0"), 1)).containsExactly("dc");
    }

    /** 32 MB go through both, and less than 1 MB may be allocated meanwhile. */
    @Example
    void nothingIsAllocatedForAByte() {
        byte[] packet = new byte[LoaderProtocol.STUB_BLOCK];
        new Random(1).nextBytes(packet);
        SlipEncoder encoder = new SlipEncoder(2 * packet.length);
        SlipDecoder decoder = new SlipDecoder(2 * packet.length);
        roundTrips(encoder, decoder, packet, 20);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(self);
        int rounds = 2_000;
        int decoded = roundTrips(encoder, decoder, packet, rounds);
        long allocated = threads.getThreadAllocatedBytes(self) - before;
        assertThat(decoded).isEqualTo(rounds);
        assertThat(allocated).isBetween(0L, 1L << 20);
    }

    private static int roundTrips(SlipEncoder encoder, SlipDecoder decoder, byte[] packet, int rounds) {
        int decoded = 0;
        for (int i = 0; i < rounds; i++) {
            encoder.begin().put(packet, 0, packet.length).end();
            int from = 0;
            while (from < encoder.length()) {
                from = decoder.feed(encoder.array(), from, Math.min(encoder.length(), from + 4096));
                if (decoder.complete() && decoder.whole() && decoder.length() == packet.length) {
                    decoded++;
                }
            }
        }
        return decoded;
    }

    @Example
    void theBoundOfTheTestAboveWouldSeeOneObjectAByte() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertThat(threads.isThreadAllocatedMemorySupported()).isTrue();
        long self = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(self);
        List<byte[]> kept =
                IntStream.range(0, 100_000).mapToObj(i -> new byte[1]).toList();
        assertThat(threads.getThreadAllocatedBytes(self) - before).isGreaterThan(1L << 20);
        assertThat(kept).hasSize(100_000);
    }
}
