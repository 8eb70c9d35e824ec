/** What three or more packages need and none owns: text from outside, secrets and their files, YAML with places, CSV, digests, daemon threads, sizes of flash. Uses no other package. */
@NullMarked
package org.twomes.station.common;

import org.jspecify.annotations.NullMarked;
