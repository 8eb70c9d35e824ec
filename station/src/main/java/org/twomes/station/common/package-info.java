/** What three or more packages need and none owns: text from outside, secrets and their files, YAML with places, CSV, digests. Uses no other package. */
@NullMarked
package org.twomes.station.common;

import org.jspecify.annotations.NullMarked;
