/**
 * What the kinds of link share: the bounded buffer of received bytes, the thread on which a port's blocking calls run, and how long those
 * calls may take.
 */
@NullMarked
package org.twomes.station.port.link;

import org.jspecify.annotations.NullMarked;
