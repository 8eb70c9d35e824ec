/** Commands and responses of the loader, and the channel over which they are exchanged. */
@NullMarked
package org.twomes.station.esp.command;

import org.jspecify.annotations.NullMarked;
