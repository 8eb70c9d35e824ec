/** What three or more packages need and none owns: text from outside, secrets in it, CSV, digests. Uses no other package. */
@NullMarked
package org.twomes.station.common;

import org.jspecify.annotations.NullMarked;
