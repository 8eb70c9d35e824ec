/**
 * The running station: {@code Station} wires everything by constructors; configuration reload, liveness probes, retention, logs
 * and failure logs, the messages to systemd.
 */
@NullMarked
package org.twomes.station.daemon;

import org.jspecify.annotations.NullMarked;
