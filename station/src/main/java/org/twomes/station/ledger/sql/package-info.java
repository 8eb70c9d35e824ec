/** The ledger in SQL, on JDBI: statements, mappers, transactions, connections and versions of the tables. Used by {@code ledger} alone. */
@NullMarked
package org.twomes.station.ledger.sql;

import org.jspecify.annotations.NullMarked;
