/** Quartz jobs: registration outbox, sheet flush, retention, port rescan. */
@NullMarked
package org.twomes.station.schedule;

import org.jspecify.annotations.NullMarked;
