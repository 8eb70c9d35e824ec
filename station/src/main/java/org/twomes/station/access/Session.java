package org.twomes.station.access;

/**
 * Somebody who is logged in.
 *
 * @param user their name, as the audit log gives it
 * @param role what they may do
 * @param csrf what each of their actions must carry, so that no foreign page can act in their name
 */
public record Session(String user, Role role, String csrf) {
    @Override
    public String toString() {
        return user + " (" + role + ")";
    }
}
