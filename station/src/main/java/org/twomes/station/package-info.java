/** The twomes-station daemon: prepares ESP32 boards on a production line. One package a room; see the README. */
@NullMarked
package org.twomes.station;

import org.jspecify.annotations.NullMarked;
