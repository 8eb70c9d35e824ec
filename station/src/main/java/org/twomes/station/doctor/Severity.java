package org.twomes.station.doctor;

/** How much a finding matters, least first. */
public enum Severity {
    /** As it should be. */
    FINE,
    /** Boards can be prepared, but this may become a fault. */
    WARNING,
    /** Boards cannot be prepared, registered or labelled like this. */
    FAULT
}
