/** The log of a daemon: its files and format, levels changed at run time, limits on repeated lines, failure logs of single runs. */
@NullMarked
package org.twomes.station.daemon.log;

import org.jspecify.annotations.NullMarked;
