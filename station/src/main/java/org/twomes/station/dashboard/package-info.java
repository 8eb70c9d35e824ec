/** HTTP: page, JSON API, live events, metrics and health. */
@NullMarked
package org.twomes.station.dashboard;

import org.jspecify.annotations.NullMarked;
