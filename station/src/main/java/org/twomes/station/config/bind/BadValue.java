package org.twomes.station.config.bind;

/** A value that its key cannot have. The message says what would be right; the catcher knows key and place. */
final class BadValue extends Exception {
    private static final long serialVersionUID = 1L;

    BadValue(String message) {
        super(message);
    }

    /** The message, which every instance has. */
    String why() {
        return String.valueOf(getMessage());
    }
}
