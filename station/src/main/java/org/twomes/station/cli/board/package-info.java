/** Commands that deal with ports, the boards behind them, and the slots that they belong to. */
@NullMarked
package org.twomes.station.cli.board;

import org.jspecify.annotations.NullMarked;
