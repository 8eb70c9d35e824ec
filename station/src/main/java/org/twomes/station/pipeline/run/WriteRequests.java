package org.twomes.station.pipeline.run;

import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import org.twomes.station.esp.WriteRequest;
import org.twomes.station.firmware.FlashPlan;
import org.twomes.station.firmware.Region;

/**
 * The loader's form of each region, made once for all boards that share it: a request keeps its frames encoded. Nothing of a
 * unit's own region is kept: it can hold a secret.
 */
public final class WriteRequests {
    private final Map<Region, Made> made = new WeakHashMap<>();

    /** One request for all of a region, and one a piece. */
    private record Made(WriteRequest whole, List<WriteRequest> pieces) {}

    /** What is to be written for {@code plan}, without regions of nothing but 0xFF. */
    List<WriteRequest> of(FlashPlan plan) {
        return plan.regions().stream()
                .filter(region -> !region.blank())
                .map(region -> made(region).whole())
                .toList();
    }

    /** What is to be written for {@code plan} where all of the flash is blank: without long runs of 0xFF either. */
    List<WriteRequest> onBlank(FlashPlan plan) {
        return plan.regions().stream()
                .flatMap(region -> made(region).pieces().stream())
                .toList();
    }

    private Made made(Region region) {
        if (region.own()) {
            return make(region);
        }
        synchronized (made) {
            return made.computeIfAbsent(region, WriteRequests::make);
        }
    }

    private static Made make(Region region) {
        return new Made(whole(region), pieces(region).toList());
    }

    /** One request for all of the region. */
    static WriteRequest whole(Region region) {
        return new WriteRequest(region.name(), region.offset(), region.length(), region.zlib());
    }

    private static Stream<WriteRequest> pieces(Region region) {
        return region.pieces().stream()
                .map(piece -> new WriteRequest(region.name(), piece.offset(), piece.length(), piece.zlib()));
    }
}
