package org.twomes.station.config;

import java.util.OptionalInt;

/** The transfer rate of the slots that have none of their own. */
public sealed interface BaudChoice {
    /** Each slot finds the highest rate that its adapter, cable and hub carry. */
    record Auto() implements BaudChoice {}

    /**
     * The highest rate that is used.
     *
     * @param baud above 0
     */
    record Fixed(int baud) implements BaudChoice {}

    /** The highest rate in baud that is used; empty where each slot finds its own. */
    default OptionalInt fixed() {
        return this instanceof Fixed given ? OptionalInt.of(given.baud()) : OptionalInt.empty();
    }

    /**
     * Reads {@code auto} or a rate in baud.
     *
     * @throws IllegalArgumentException with the valid forms in its message
     */
    static BaudChoice parse(String text) {
        if (text.equals("auto")) {
            return new Auto();
        }
        int baud;
        try {
            baud = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number without unit, and not auto", e);
        }
        if (baud <= 0) {
            throw new IllegalArgumentException(baud + " is not a rate above 0 baud");
        }
        return new Fixed(baud);
    }
}
