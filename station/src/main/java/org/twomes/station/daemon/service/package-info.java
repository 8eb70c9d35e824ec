/** The daemon as a systemd service: messages to systemd, liveness of its parts, files that its start waits for. */
@NullMarked
package org.twomes.station.daemon.service;

import org.jspecify.annotations.NullMarked;
