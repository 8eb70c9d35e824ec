package org.twomes.station.ledger.sql;

import org.twomes.station.config.Secret;

/** A unit's token on its way into the column that holds its ciphertext. */
record UnitToken(long unit, Secret token) {}
