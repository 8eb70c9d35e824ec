/** Checks the values of a configuration against each other, beyond what each one alone may be. */
@NullMarked
package org.twomes.station.config.check;

import org.jspecify.annotations.NullMarked;
