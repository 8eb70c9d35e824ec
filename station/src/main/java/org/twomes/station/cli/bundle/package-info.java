/** Commands for firmware bundles: the catalogue, checks, and the choice of the running station. */
@NullMarked
package org.twomes.station.cli.bundle;

import org.jspecify.annotations.NullMarked;
