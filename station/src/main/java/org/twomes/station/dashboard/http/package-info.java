/** What stands between the network and the routes: connections and their limits, the guard of sessions and origins, headers, JSON. */
@NullMarked
package org.twomes.station.dashboard.http;

import org.jspecify.annotations.NullMarked;
