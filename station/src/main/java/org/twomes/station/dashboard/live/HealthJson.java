package org.twomes.station.dashboard.live;

import java.util.List;
import org.twomes.station.pipeline.Health;

/** The station's health as pages and probes get it. */
public record HealthJson(String status, boolean ready, List<Health.Finding> findings) {
    public static HealthJson of(Health.Report report) {
        return new HealthJson(report.status(), report.ready(), report.findings());
    }

    /** For those who may know that the station works, but not what ails it. */
    public HealthJson withoutReasons() {
        return new HealthJson(status, ready, List.of());
    }
}
