/** Checks of a machine and its configuration before it runs a line: each fault that would stop the station, with its remedy. */
@NullMarked
package org.twomes.station.doctor;

import org.jspecify.annotations.NullMarked;
