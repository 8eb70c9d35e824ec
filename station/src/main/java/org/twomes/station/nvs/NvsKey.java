package org.twomes.station.nvs;

/** The rule for the names of namespaces and values (ESP-IDF, "Keys and Values": ASCII, at most 15 characters). */
final class NvsKey {
    private static final int MOST = NvsFormat.KEY_BYTES - 1;
    private static final char DELETE = 0x7f;

    private NvsKey() {}

    /** {@code name} itself, a {@code what} (namespace or key). */
    static String checked(String what, String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the " + what + " has no name");
        }
        if (name.length() > MOST) {
            throw new IllegalArgumentException(
                    "the " + what + " has " + name.length() + " characters; at most " + MOST + " are possible");
        }
        if (name.chars().anyMatch(c -> c < ' ' || c >= DELETE)) {
            throw new IllegalArgumentException("the " + what + " has a character that is not printable ASCII");
        }
        if (!name.strip().equals(name)) {
            throw new IllegalArgumentException("the " + what + " starts or ends with a blank");
        }
        return name;
    }
}
