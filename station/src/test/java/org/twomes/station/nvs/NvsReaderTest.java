package org.twomes.station.nvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What is written reads back, and no bit of a partition changes without being found. */
@Tag("fast")
class NvsReaderTest {
    private static final int SIZE = 0x8000;

    @Property(tries = 300)
    void whatIsWrittenReadsBack(@ForAll("entries") List<NvsEntry> entries) {
        NvsPartition read = NvsReader.read(written(entries, SIZE));
        assertThat(read.damage()).isEmpty();
        assertThat(read.erased()).isZero();
        assertThat(read.entries()).isEqualTo(entries);
    }

    @Property(tries = 500)
    void aFlippedBitAnywhereIsFound(
            @ForAll("entries") @Size(max = 12) List<NvsEntry> entries, @ForAll @IntRange(max = SIZE * 8 - 1) int bit) {
        byte[] partition = written(entries, SIZE);
        flip(partition, bit);
        assertThat(NvsReader.read(partition).fresh()).as("bit %d", bit).isFalse();
    }

    /** Each bit of the first page's header, states and entries, and of the last, blank page. */
    @Example
    void eachBitOfAPartitionCounts() throws Exception {
        byte[] partition = reference("types.bin");
        for (int bit = 0; bit < partition.length * 8; bit = bit == 0x480 * 8 ? 0x3f00 * 8 : bit + 1) {
            flip(partition, bit);
            assertThat(NvsReader.read(partition).fresh()).as("bit %d", bit).isFalse();
            flip(partition, bit);
        }
        assertThat(NvsReader.read(partition).fresh()).isTrue();
    }

    @Example
    void theDamagedEntryIsNamedAndTheOthersAreRead() throws Exception {
        byte[] partition = reference("types.bin");
        partition[0x84] ^= 1;
        NvsPartition read = NvsReader.read(partition);
        assertThat(read.damage())
                .containsExactly(new NvsDamage(0, 1, 0x60, "the checksum of the content of 'serial' is wrong"));
        assertThat(read.damage().get(0))
                .hasToString("page 0, entry 1 (0x60): the checksum of the content of 'serial' is wrong");
        assertThat(read.entries()).hasSize(14).extracting(NvsEntry::key).doesNotContain("serial");
        partition[0x84] ^= 1;
        partition[0x98] ^= 1;
        assertThat(NvsReader.read(partition).damage())
                .containsExactly(new NvsDamage(0, 1, 0x60, "what fills the last entry of 'serial' is not blank"));
        partition[0x98] ^= 1;
        partition[0x1c] ^= 1;
        assertThat(NvsReader.read(partition).damage())
                .containsExactly(new NvsDamage(0, -1, 0, "the checksum of its header is wrong"));
    }

    @Example
    void whatTheFirmwareErasedIsCountedAndNotShown() throws Exception {
        byte[] partition = reference("twomes.bin");
        // Entry 1, the token: from written (10) to erased (00).
        partition[0x20] &= (byte) ~0b1000;
        NvsPartition read = NvsReader.read(partition);
        assertThat(read.entries()).isEmpty();
        assertThat(read.damage()).isEmpty();
        assertThat(read.erased()).isEqualTo(1);
        assertThat(read.fresh()).isFalse();
    }

    @Example
    void aBlobWithoutAPieceIsFound() throws Exception {
        byte[] partition = reference("pages.bin");
        NvsPartition whole = NvsReader.read(partition);
        NvsEntry blob = whole.entries().stream()
                .filter(entry -> entry.value() instanceof NvsValue.Blob)
                .findFirst()
                .orElseThrow();
        assertThat(((NvsValue.Blob) blob.value()).bytes()).hasSize(6000);
        // The page with its middle piece is blank.
        Arrays.fill(partition, 0x2000, 0x3000, (byte) 0xFF);
        NvsPartition read = NvsReader.read(partition);
        assertThat(read.entries()).doesNotContain(blob);
        assertThat(read.damage()).extracting(NvsDamage::message).anyMatch(each -> each.contains("blob '" + blob.key()));
    }

    @Example
    void whatIsNoPartitionIsSaidOnce() {
        assertThatThrownBy(() -> NvsReader.read(new byte[100])).hasMessageContaining("multiple of 4096");
        byte[] zero = new byte[0x3000];
        assertThat(NvsReader.read(zero).damage())
                .extracting(NvsDamage::message)
                .contains("its state is none that exists");
        byte[] blank = new byte[0x3000];
        Arrays.fill(blank, (byte) 0xFF);
        assertThat(NvsReader.read(blank)).isEqualTo(new NvsPartition(List.of(), List.of(), 3, 0, 0));
    }

    @Property(tries = 300)
    void whateverTheBytesNothingIsThrown(@ForAll long seed, @ForAll @IntRange(max = 0xFFF) int from) {
        byte[] page = new NvsPage(0).bytes();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = from; i < page.length; i++) {
            page[i] = (byte) random.nextInt();
        }
        assertThat(NvsReader.read(page).damage()).isNotEmpty();
    }

    @Example
    void aValueIsNeverInATextThatCouldBeLogged() {
        NvsEntry token = new NvsEntry("twomes_storage", "dat", NvsValue.u32(2546283135L));
        assertThat(token.toString()).doesNotContain("2546283135");
        assertThat(new NvsEntry("n", "k", new NvsValue.Text("hush")).toString()).doesNotContain("hush");
        assertThat(new NvsEntry("n", "k", new NvsValue.Blob(new byte[] {0x12, 0x34})).toString())
                .doesNotContain("1234");
        assertThat(token.secret()).isTrue();
        assertThat(new NvsEntry("nvs.net80211", "sta.pswd", NvsValue.u32(1)).secret())
                .isTrue();
        assertThat(new NvsEntry("factory", "serial", NvsValue.u32(1)).secret()).isFalse();
    }

    private static void flip(byte[] partition, int bit) {
        partition[bit / 8] ^= (byte) (1 << bit % 8);
    }

    private static byte[] written(List<NvsEntry> entries, int size) {
        NvsWriter writer = new NvsWriter(size);
        for (NvsEntry entry : entries) {
            writer.namespace(entry.namespace()).put(entry.key(), entry.value());
        }
        return writer.partition();
    }

    private static byte[] reference(String name) throws Exception {
        try (InputStream in = Objects.requireNonNull(NvsReaderTest.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        }
    }

    @Provide
    Arbitrary<List<NvsEntry>> entries() {
        Arbitrary<String> namespace = Arbitraries.of("a", "b", "twomes_storage", "fifteen_letters");
        Arbitrary<String> key =
                Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(15);
        Arbitrary<NvsValue> whole = Arbitraries.of(NvsInteger.class)
                .flatMap(type -> Arbitraries.bigIntegers()
                        .between(type.least(), type.most())
                        .map((BigInteger value) -> new NvsValue.Whole(type, value)));
        Arbitrary<NvsValue> text = Arbitraries.strings()
                .all()
                .excludeChars('\0')
                .ofMaxLength(200)
                .map(each -> new NvsValue.Text(each.replaceAll("[\\ud800-\\udfff]", "?")));
        Arbitrary<NvsValue> blob =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(NvsValue.Blob::new);
        Arbitrary<NvsValue> large = Arbitraries.integers().between(301, 7000).map(length -> {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                bytes[i] = (byte) (i * 31);
            }
            return new NvsValue.Blob(bytes);
        });
        Arbitrary<NvsValue> value =
                Arbitraries.frequencyOf(Tuple.of(8, whole), Tuple.of(4, text), Tuple.of(3, blob), Tuple.of(1, large));
        Arbitrary<NvsEntry> entry = Combinators.combine(namespace, key, value).as(NvsEntry::new);
        return entry.list().ofMaxSize(40).map(NvsReaderTest::distinctThatFit);
    }

    /** No key twice, and not more than the partition has room for. */
    private static List<NvsEntry> distinctThatFit(List<NvsEntry> entries) {
        Map<String, NvsEntry> distinct = new LinkedHashMap<>();
        int bytes = 0;
        for (NvsEntry entry : entries) {
            int length = entry.value() instanceof NvsValue.Blob blob ? blob.bytes().length : 700;
            if (bytes + length < 5 * 4000
                    && distinct.putIfAbsent(entry.namespace() + "/" + entry.key(), entry) == null) {
                bytes += length;
            }
        }
        return new ArrayList<>(distinct.values());
    }
}
