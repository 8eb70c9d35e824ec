/**
 * The fault table: everything that can go wrong, each with what the program does about it, and the texts in which people read of it,
 * one file a language.
 */
@NullMarked
package org.twomes.station.fault;

import org.jspecify.annotations.NullMarked;
