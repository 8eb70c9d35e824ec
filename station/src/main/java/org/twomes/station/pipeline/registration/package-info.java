/** When the back office is asked: retries, the circuit breaker, the probe beside it, and device types it does not know. */
@NullMarked
package org.twomes.station.pipeline.registration;

import org.jspecify.annotations.NullMarked;
