/** The commands of the program, and what they share; nothing of the daemon itself. */
@NullMarked
package org.twomes.station.cli;

import org.jspecify.annotations.NullMarked;
