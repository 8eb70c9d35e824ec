/** Figures of boards over a stretch of time: the one definition that pages, CSV, metrics and Grafana share. */
@NullMarked
package org.twomes.station.figures;

import org.jspecify.annotations.NullMarked;
