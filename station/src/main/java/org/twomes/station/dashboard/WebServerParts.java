package org.twomes.station.dashboard;

import java.time.Clock;
import java.time.ZoneId;
import java.util.function.Function;
import java.util.function.Supplier;
import org.twomes.station.access.Access;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.config.StationConfig;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.metrics.MetricsPage;
import org.twomes.station.pipeline.Health;

/**
 * What the door shows and works.
 *
 * @param live the whole configuration; bundle, labels and slots may change while the station runs
 * @param access locks
 * @param floor the line
 * @param health the station's health
 * @param scrape gives all meters for an {@code Accept} header
 * @param ledger the memory
 * @param registrations the back office
 * @param sheets sheets of labels
 * @param firmware bundles
 * @param identify reads boards
 * @param logLevels how much is logged
 * @param clock time
 * @param zone of the people's days and shifts
 */
public record WebServerParts(
        LiveConfig live,
        Access access,
        LineControl floor,
        Supplier<Health.Report> health,
        Function<String, MetricsPage.Answer> scrape,
        Ledger ledger,
        Registrations registrations,
        SheetControl sheets,
        FirmwareChoice firmware,
        Identify identify,
        LogLevels logLevels,
        Clock clock,
        ZoneId zone) {

    /** The configuration in force. */
    StationConfig config() {
        return live.now();
    }
}
