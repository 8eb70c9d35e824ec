/** What commands share: the configuration option, tables of text and CSV, exit codes, and failures with a message for people. */
@NullMarked
package org.twomes.station.cli.common;

import org.jspecify.annotations.NullMarked;
