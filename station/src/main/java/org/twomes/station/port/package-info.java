/**
 * Serial ports: which are there ({@link org.twomes.station.port.PortWatch}), what their slots are called, links to them
 * ({@link org.twomes.station.port.Links}) and resets of the boards behind them ({@link org.twomes.station.port.Resets}).
 */
@NullMarked
package org.twomes.station.port;

import org.jspecify.annotations.NullMarked;
