package org.twomes.station.pipeline.run;

import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import org.twomes.station.esp.WriteRequest;
import org.twomes.station.firmware.FlashPlan;
import org.twomes.station.firmware.Region;

/** The loader's form of each plan, made once for all boards: a request keeps its frames encoded. */
public final class WriteRequests {
    private final Map<FlashPlan, Made> made = new WeakHashMap<>();

    /** One request a region, and one a piece. */
    private record Made(List<WriteRequest> whole, List<WriteRequest> pieces) {}

    /** What is to be written for {@code plan}, without regions of nothing but 0xFF. */
    List<WriteRequest> of(FlashPlan plan) {
        return made(plan).whole();
    }

    /** What is to be written for {@code plan} where all of the flash is blank: without long runs of 0xFF either. */
    List<WriteRequest> onBlank(FlashPlan plan) {
        return made(plan).pieces();
    }

    private synchronized Made made(FlashPlan plan) {
        return made.computeIfAbsent(
                plan,
                each -> new Made(
                        each.regions().stream()
                                .filter(region -> !region.blank())
                                .map(WriteRequests::whole)
                                .toList(),
                        each.regions().stream().flatMap(WriteRequests::pieces).toList()));
    }

    private static WriteRequest whole(Region region) {
        return new WriteRequest(region.name(), region.offset(), region.length(), region.zlib());
    }

    private static Stream<WriteRequest> pieces(Region region) {
        return region.pieces().stream()
                .map(piece -> new WriteRequest(region.name(), piece.offset(), piece.length(), piece.zlib()));
    }
}
