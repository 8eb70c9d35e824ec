package org.twomes.station.ledger;

/** How far a unit is; {@link UnitLifecycle} says what follows what. */
public enum UnitState {
    /** A port appeared in a slot; the board is not known yet. */
    DETECTED,
    /** The loader answers and the MAC address is known; nothing on the board was changed. */
    CONNECTED,
    /** Erased and written. */
    PROGRAMMED,
    /** Proven: written regions and blank rest by MD5 on the device. */
    VERIFIED,
    /** Name and activation token read from the boot log; the registration is in the outbox. */
    IDENTIFIED,
    /** The back office has confirmed the registration (or the factory does not register). */
    REGISTERED,
    /** Has its place on a sheet. */
    LABELLED,
    /** Ended, with stage, code and detail. */
    FAILED,
    /** Waits for a supervisor's decision. */
    HELD
}
