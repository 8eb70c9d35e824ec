/** One board's run: its attempts, the stages of an attempt, who is admitted, and how a run is cut off. */
@NullMarked
package org.twomes.station.pipeline.run;

import org.jspecify.annotations.NullMarked;
