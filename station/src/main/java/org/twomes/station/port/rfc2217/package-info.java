/** Links to network serial servers: the telnet stream, RFC 2217's commands, and the connections that outlive a use. */
@NullMarked
package org.twomes.station.port.rfc2217;

import org.jspecify.annotations.NullMarked;
