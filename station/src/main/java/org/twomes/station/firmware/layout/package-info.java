/** Which file of a bundle goes to which offset: layouts by name, and the flasher_args.json of an ESP-IDF build. */
@NullMarked
package org.twomes.station.firmware.layout;

import org.jspecify.annotations.NullMarked;
