/** The print queue: jobs given to CUPS and followed until they are on paper. */
@NullMarked
package org.twomes.station.sticker.print;

import org.jspecify.annotations.NullMarked;
