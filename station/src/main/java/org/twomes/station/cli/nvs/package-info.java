/** Commands that deal with key-value partitions (NVS): made of a CSV, and shown from a file or a board. */
@NullMarked
package org.twomes.station.cli.nvs;

import org.jspecify.annotations.NullMarked;
