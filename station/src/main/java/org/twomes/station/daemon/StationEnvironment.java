package org.twomes.station.daemon;

import java.time.Clock;
import java.util.function.DoubleSupplier;
import org.twomes.station.backoffice.BackOffice;
import org.twomes.station.pipeline.ResetChooser;
import org.twomes.station.port.LinkOpener;
import org.twomes.station.port.PortWatch;

/**
 * What a station reaches outside its process, which differs between a production line and the virtual rig.
 *
 * @param opener opens serial links
 * @param resets chooses how a board is reset
 * @param watch tells which ports are there; the station closes it
 * @param backOffice with which devices are registered
 * @param clock of all times that are stored or compared with stored ones
 * @param random 0 (inclusive) to 1 (exclusive), for jitter between retries
 */
public record StationEnvironment(
        LinkOpener opener,
        ResetChooser resets,
        PortWatch watch,
        BackOffice backOffice,
        Clock clock,
        DoubleSupplier random) {}
