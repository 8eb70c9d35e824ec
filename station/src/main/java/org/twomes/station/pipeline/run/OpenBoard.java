package org.twomes.station.pipeline.run;

import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.Reset;
import org.twomes.station.port.SerialLink;

/**
 * A board whose port is open.
 *
 * @param port where it is plugged in
 * @param link the open port
 * @param reset how it is reset
 */
record OpenBoard(DetectedPort port, SerialLink link, Reset reset) {}
