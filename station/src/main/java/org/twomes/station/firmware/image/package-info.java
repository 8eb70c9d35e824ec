/** Espressif's image format: header, segments, checksum, hash, signature, and the flash settings written into a bootloader. */
@NullMarked
package org.twomes.station.firmware.image;

import org.jspecify.annotations.NullMarked;
