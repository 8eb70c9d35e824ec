package org.twomes.station.identity;

/** Generation of the device firmware, by what its boot log holds. */
public enum Generation {
    /** Generic library up to 2.x: the marker of a payload comes in two log calls. */
    A,
    /** Generic library 3.0: QR payload and POST payload, one log call each. */
    B,
    /** Generic library 3.1 and later: QR payload only; the name begins with the type's hash. */
    C
}
