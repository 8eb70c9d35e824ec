/** Erasing, writing, reading and MD5 of flash, and the blocks in which a region is written. */
@NullMarked
package org.twomes.station.esp.flash;

import org.jspecify.annotations.NullMarked;
