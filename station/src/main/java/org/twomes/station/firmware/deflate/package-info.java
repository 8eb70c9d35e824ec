/** The shortest zlib stream that a loader can inflate: the settings of the JDK, and an optimal parse of our own. */
@NullMarked
package org.twomes.station.firmware.deflate;

import org.jspecify.annotations.NullMarked;
