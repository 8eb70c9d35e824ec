/** Every unit, transition, registration and label, durable, in SQLite or PostgreSQL. */
@NullMarked
package org.twomes.station.ledger;

import org.jspecify.annotations.NullMarked;
