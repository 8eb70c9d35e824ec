/** What the wall shows at this moment: slots, health and the feed of events to open pages. */
@NullMarked
package org.twomes.station.dashboard.live;

import org.jspecify.annotations.NullMarked;
