/** What is read out of the ledger: units, sheets, audit log and the shift report. */
@NullMarked
package org.twomes.station.dashboard.records;

import org.jspecify.annotations.NullMarked;
