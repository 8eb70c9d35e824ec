/** Draws labels and cards: text, QR codes and shapes on the pages of a PDF, each checked for fit before. */
@NullMarked
package org.twomes.station.sticker.draw;

import org.jspecify.annotations.NullMarked;
