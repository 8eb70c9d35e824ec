package org.twomes.station.daemon;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.twomes.station.common.ProgramVersion;
import org.twomes.station.config.PortsSection;
import org.twomes.station.config.StationConfig;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.metrics.KnownTags;
import org.twomes.station.metrics.MetricsPage;
import org.twomes.station.metrics.Readings;
import org.twomes.station.metrics.StationMetrics;
import org.twomes.station.pipeline.Line;
import org.twomes.station.pipeline.Registrar;
import org.twomes.station.pipeline.SlotPhase;

/** Values of the meters' tags, and the readings of a scrape. */
final class Meters {
    private Meters() {}

    static StationMetrics of(MetricsPage page, StationConfig config) {
        List<String> stages = Arrays.stream(UnitState.values())
                .filter(state -> state != UnitState.FAILED && state != UnitState.HELD)
                .map(UnitState::name)
                .toList();
        List<String> codes = FaultCode.allShown().stream().map(FaultCode::name).toList();
        Map<String, List<String>> reasons = new LinkedHashMap<>();
        stages.forEach(stage -> reasons.put(stage, codes));
        StationMetrics metrics = new StationMetrics(
                page.registry(),
                new KnownTags(
                        ProgramVersion.text(),
                        config.station().data(),
                        List.of("done", "failed", "held"),
                        stages,
                        reasons,
                        Arrays.stream(SlotPhase.values()).map(SlotPhase::name).toList(),
                        List.of("confirmed", "later", "refused"),
                        Registrar.REFUSALS.stream().map(FaultCode::name).toList()));
        config.ports().slots().stream().map(PortsSection.Slot::name).forEach(metrics::knownSlot);
        return metrics;
    }

    /** Readings of a scrape: from memory, but for the outbox and the open sheet, which take one indexed query each. */
    static Readings readings(StationConfig config, Line line, Registrar registrar, Ledger ledger, Clock clock) {
        return new Readings() {
            @Override
            public int registrationsWaiting() {
                return ledger.outbox().waiting();
            }

            @Override
            public Duration oldestRegistration() {
                return ledger.outbox()
                        .oldest()
                        .map(since -> Duration.between(since, clock.instant()))
                        .orElse(Duration.ZERO);
            }

            @Override
            public boolean adminTokenRefused() {
                return registrar.standing() instanceof Registrar.CircuitState.TokenRefused;
            }

            @Override
            public boolean backOfficeUnusable() {
                return registrar.standing() instanceof Registrar.CircuitState.Unusable;
            }

            @Override
            public int unknownDeviceTypes() {
                return registrar.unknownTypes().size();
            }

            @Override
            public int labelsLeft() {
                return ledger.sheets()
                        .openSheet(config.station().name())
                        .map(sheet -> sheet.capacity() - sheet.firstPosition() + 1 - sheet.used())
                        .orElse(0);
            }

            @Override
            public int poolActive() {
                return line.active();
            }

            @Override
            public int poolQueued() {
                return line.queued();
            }

            @Override
            public int slotsIn(String state) {
                return (int) line.slots().stream()
                        .filter(slot -> slot.phase().name().equals(state))
                        .count();
            }
        };
    }
}
