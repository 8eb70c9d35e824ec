/** The files of a bundle as they come: a zip, whose directory is checked before anything is read, or a folder. */
@NullMarked
package org.twomes.station.firmware.files;

import org.jspecify.annotations.NullMarked;
