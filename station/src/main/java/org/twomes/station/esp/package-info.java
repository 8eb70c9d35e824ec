/**
 * Espressif's serial loader protocol: {@link org.twomes.station.esp.Loader} is one board in its loader, the other types are its
 * settings, requests and results. {@link org.twomes.station.esp.LoaderProtocol} has the protocol's numbers.
 */
@NullMarked
package org.twomes.station.esp;

import org.jspecify.annotations.NullMarked;
