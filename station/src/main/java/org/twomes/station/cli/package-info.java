/**
 * The commands of the program, by subject: {@code live} asks the running daemon, {@code board} deals with ports and boards,
 * {@code bundle} with firmware, {@code ledger} with what was prepared. Here are the program's entry, the daemon's command and
 * those that stand alone.
 */
@NullMarked
package org.twomes.station.cli;

import org.jspecify.annotations.NullMarked;
