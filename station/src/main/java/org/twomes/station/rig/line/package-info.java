/** How a virtual board is reached: a pseudo-terminal, modem lines through a socket, RFC 2217. */
@NullMarked
package org.twomes.station.rig.line;

import org.jspecify.annotations.NullMarked;
