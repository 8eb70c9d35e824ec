/** The commands; {@code Station} wires every room by constructors. */
@NullMarked
package org.twomes.station.cli;

import org.jspecify.annotations.NullMarked;
