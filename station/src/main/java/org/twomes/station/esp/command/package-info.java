/** Commands and responses of the loader, and the channel that sends the ones and waits for the others. */
@NullMarked
package org.twomes.station.esp.command;

import org.jspecify.annotations.NullMarked;
