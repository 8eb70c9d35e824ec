/**
 * Data that one unit alone gets: rows of a table in Espressif's mass manufacturing form, or serial numbers, each given once in the
 * whole fleet.
 */
@NullMarked
package org.twomes.station.unitdata;

import org.jspecify.annotations.NullMarked;
