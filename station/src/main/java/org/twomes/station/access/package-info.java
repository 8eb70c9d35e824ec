/** Users, roles, sessions, TLS, the audit log. */
@NullMarked
package org.twomes.station.access;

import org.jspecify.annotations.NullMarked;
