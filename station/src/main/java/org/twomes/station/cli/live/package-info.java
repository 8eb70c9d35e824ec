/** Commands that ask the running daemon over HTTP, and the client and options with which they do. */
@NullMarked
package org.twomes.station.cli.live;

import org.jspecify.annotations.NullMarked;
