package org.twomes.station.port;

/** What can be wrong with a line. */
public enum LinkFault {
    /** The node does not exist, or the serial server's. */
    NOT_FOUND,
    /** No serial server answers at the address. */
    NO_SERVER,
    /** No permission to open the node (udev has not given the group, or the user is not in it). */
    ACCESS_DENIED,
    /** Another program holds the port. */
    BUSY,
    /** It could not be opened, for another reason that the message tells. */
    OPEN_FAILED,
    /** The port went away while open (unplugged, connection lost). */
    GONE,
    /** The driver neither took nor gave bytes within its limit. */
    STUCK,
    /** Closed from our side. */
    CLOSED,
    /** The line has no DTR and RTS. */
    NO_MODEM_LINES,
    /** The driver refused a setting, e.g. a baud rate. */
    REFUSED,
    /** The reset program failed or did not end in time. */
    RESET_FAILED
}
