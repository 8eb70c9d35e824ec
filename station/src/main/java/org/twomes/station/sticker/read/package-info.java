/** Pages of a PDF rendered as a printer would, for reading the labels back. */
@NullMarked
package org.twomes.station.sticker.read;

import org.jspecify.annotations.NullMarked;
