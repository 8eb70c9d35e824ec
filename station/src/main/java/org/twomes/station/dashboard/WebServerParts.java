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
import org.twomes.station.pipeline.LineControl;

/**
 * What the web server shows and controls.
 *
 * @param live the whole configuration; bundle, labels and slots may change while the station runs
 * @param access users, sessions, TLS and the audit log
 * @param line slots and runs
 * @param ledger units, labels and prints
 * @param monitoring health and metrics
 * @param controls what people can act on besides the line
 * @param clock time
 * @param zone of the people's days and shifts
 */
public record WebServerParts(
        LiveConfig live,
        Access access,
        LineControl line,
        Ledger ledger,
        Monitoring monitoring,
        Controls controls,
        Clock clock,
        ZoneId zone) {

    /**
     * What supervision systems read.
     *
     * @param health the station's health
     * @param scrape gives all meters for an {@code Accept} header
     */
    public record Monitoring(Supplier<Health.Report> health, Function<String, MetricsPage.Answer> scrape) {}

    /**
     * What people can act on besides the line.
     *
     * @param registrations registrations with the back office
     * @param sheets sheets of labels
     * @param firmware bundles
     * @param identify reads boards
     * @param logLevels how much is logged
     */
    public record Controls(
            Registrations registrations,
            SheetControl sheets,
            FirmwareChoice firmware,
            Identify identify,
            LogLevels logLevels) {}

    /** The configuration in force. */
    StationConfig config() {
        return live.now();
    }
}
