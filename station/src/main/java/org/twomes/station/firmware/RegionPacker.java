package org.twomes.station.firmware;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.twomes.station.common.Digests;
import org.twomes.station.common.FlashGeometry;
import org.twomes.station.firmware.deflate.Deflation;
import org.twomes.station.firmware.layout.FlashOffset;

/** Packs contents, each once however many flash sizes need it. Not thread-safe: {@link Bundle} holds its lock. */
final class RegionPacker {
    /**
     * Shortest run of 0xFF that is left out of a transfer: programming it costs the chip some 0.5 ms a page (loader-protocol, flash timing), 32 ms
     * in all, more than one more FLASH_DEFL_BEGIN and its answer at any usual rate.
     */
    static final int SHORTEST_SKIP = 4 * FlashGeometry.SECTOR;

    private static final int WORD = 4;

    private final Map<String, Deflation.Deflated> packed = new HashMap<>();

    Region pack(String name, int offset, byte[] content) {
        Deflation.Deflated whole = deflate(content);
        List<Piece> pieces = new ArrayList<>();
        for (Span span : spans(content)) {
            byte[] part = Arrays.copyOfRange(content, span.start(), span.end());
            pieces.add(
                    new Piece(offset + span.start(), part.length, deflate(part).zlib()));
        }
        byte[] md5 = Digests.md5().digest(content);
        return new Region(name, offset, content.length, md5, whole, pieces.isEmpty(), pieces, false);
    }

    /** A unit's own region, of which nothing is remembered. */
    static Region packOwn(OwnRegion own) {
        Region packed = new RegionPacker().pack(own.name(), own.offset(), own.content());
        return new Region(
                packed.name(),
                packed.offset(),
                packed.length(),
                packed.md5(),
                packed.packed(),
                packed.blank(),
                packed.pieces(),
                true);
    }

    private Deflation.Deflated deflate(byte[] content) {
        return packed.computeIfAbsent(Digests.sha256Hex(content), key -> Deflation.best(content));
    }

    private record Span(int start, int end) {}

    /** What is left when long runs of 0xFF are left out; starts on sectors, ends on words. */
    private static List<Span> spans(byte[] content) {
        List<Span> spans = new ArrayList<>();
        int first = used(content, 0);
        while (first < content.length) {
            int start = first & -FlashGeometry.SECTOR;
            int end = start;
            int next = first;
            while (next < content.length && next - end < SHORTEST_SKIP) {
                end = FlashOffset.roundUp(next + 1, WORD);
                next = used(content, end);
            }
            spans.add(new Span(start, end));
            first = next;
        }
        return spans;
    }

    /** First place from {@code from} on that is not 0xFF, or the content's end. */
    private static int used(byte[] content, int from) {
        int at = from;
        while (at < content.length && content[at] == (byte) 0xFF) {
            at++;
        }
        return at;
    }
}
