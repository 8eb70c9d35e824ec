/** Sets a station up: {@code station init}. */
@NullMarked
package org.twomes.station.cli.setup;

import org.jspecify.annotations.NullMarked;
