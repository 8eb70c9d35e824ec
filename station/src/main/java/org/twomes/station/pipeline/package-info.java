/** The stages of one unit, the bounded pool, retry policy, failure codes. */
@NullMarked
package org.twomes.station.pipeline;

import org.jspecify.annotations.NullMarked;
