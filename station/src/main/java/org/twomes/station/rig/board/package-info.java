/** One virtual board: its reset circuit, loader (ROM and stub), flash, clock and firmware. */
@NullMarked
package org.twomes.station.rig.board;

import org.jspecify.annotations.NullMarked;
