/** Runs a list of jobs by Quartz: a station's own in its process, a fleet's at one of its stations. What they do is wired in {@code daemon}. */
@NullMarked
package org.twomes.station.schedule;

import org.jspecify.annotations.NullMarked;
