package org.twomes.station.dashboard;

import java.time.Instant;

/**
 * What every page shows at its top.
 *
 * @param station the station's name
 * @param bundle firmware of the next board; empty when none is chosen
 * @param taking whether boards are taken
 * @param begun when this process opened its door; another value tells a page that the station was restarted
 */
record StationHead(String station, String bundle, boolean taking, Instant begun) {}
