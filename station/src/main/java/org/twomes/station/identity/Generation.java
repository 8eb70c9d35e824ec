package org.twomes.station.identity;

/** Generation of the Twomes firmware, by its boot log. */
public enum Generation {
    /** 2021, generic library 1.7 to 2.7: QR payload and POST payload, each with its marker on a log line of its own. */
    A,
    /** October 2022, generic library 3.0: QR payload and POST payload. */
    B,
    /** From 2023, generic library 3.1 and later: QR payload only, name prefixed by the hash of the device type. */
    C
}
