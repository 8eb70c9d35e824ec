/** Espressif's serial loader protocol: SLIP, ROM and stub commands, chips, flash geometry. */
@NullMarked
package org.twomes.station.esp;

import org.jspecify.annotations.NullMarked;
