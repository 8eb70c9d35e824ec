/** The Twomes API client and the existing-device rename. */
@NullMarked
package org.twomes.station.backoffice;

import org.jspecify.annotations.NullMarked;
