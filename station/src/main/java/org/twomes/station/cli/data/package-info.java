/** Commands about the data that one board alone is given. */
@NullMarked
package org.twomes.station.cli.data;

import org.jspecify.annotations.NullMarked;
