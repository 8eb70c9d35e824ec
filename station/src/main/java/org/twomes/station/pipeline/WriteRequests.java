package org.twomes.station.pipeline;

import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.twomes.station.esp.WriteRequest;
import org.twomes.station.firmware.FlashPlan;
import org.twomes.station.firmware.Region;

/** The loader's form of each plan, made once for all boards: a request keeps its frames encoded. */
final class WriteRequests {
    private final Map<FlashPlan, List<WriteRequest>> made = new WeakHashMap<>();

    /** What is to be written for {@code plan}, without regions of nothing but 0xFF. */
    synchronized List<WriteRequest> of(FlashPlan plan) {
        return made.computeIfAbsent(plan, WriteRequests::make);
    }

    private static List<WriteRequest> make(FlashPlan plan) {
        return plan.regions().stream()
                .filter(region -> !region.blank())
                .map(WriteRequests::make)
                .toList();
    }

    private static WriteRequest make(Region region) {
        return new WriteRequest(region.name(), region.offset(), region.length(), region.zlib());
    }
}
