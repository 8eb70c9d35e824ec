package org.twomes.station.dashboard.live;

/**
 * What every page shows at its top.
 *
 * @param station the station's name
 * @param bundle firmware of the next board; empty when none is chosen
 * @param taking whether boards are taken
 * @param pages which build of the pages this station serves; a page of another build loads itself again
 */
public record StationHead(String station, String bundle, boolean taking, String pages) {}
