/** Commands that read and change the ledger: units, label sheets, tokens, existing devices, backups. */
@NullMarked
package org.twomes.station.cli.ledger;

import org.jspecify.annotations.NullMarked;
