package org.twomes.station.access;

/**
 * Somebody who may log in.
 *
 * @param name what they type and what the audit log says
 * @param role what they may do
 * @param password bcrypt hash
 */
record User(String name, Role role, String password) {
    @Override
    public String toString() {
        return name + " (" + role + ")";
    }
}
