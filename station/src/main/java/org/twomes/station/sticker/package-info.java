/** QR payload, label templates, sheets, PDF. */
@NullMarked
package org.twomes.station.sticker;

import org.jspecify.annotations.NullMarked;
