/** The kinds of {@link org.twomes.station.port.Reset}: DTR and RTS, a person's hands, a program of the fixture, none. */
@NullMarked
package org.twomes.station.port.reset;

import org.jspecify.annotations.NullMarked;
