package org.twomes.station.port.rfc2217;

/** Telnet (RFC 854, 856, 858) and COM-PORT-OPTION (RFC 2217) as far as a serial line needs them. */
final class TelnetCodes {
    static final int IAC = 255;
    static final int DONT = 254;
    static final int DO = 253;
    static final int WONT = 252;
    static final int WILL = 251;
    static final int SB = 250;
    static final int SE = 240;

    static final int BINARY = 0;
    static final int SUPPRESS_GO_AHEAD = 3;
    static final int COM_PORT = 44;

    static final int SET_BAUDRATE = 1;
    static final int SET_DATASIZE = 2;
    static final int SET_PARITY = 3;
    static final int SET_STOPSIZE = 4;
    static final int SET_CONTROL = 5;
    static final int PURGE_DATA = 12;
    /** The server answers each command with its number and this added. */
    static final int FROM_SERVER = 100;

    static final int DATASIZE_8 = 8;
    static final int PARITY_NONE = 1;
    static final int STOPSIZE_1 = 1;
    static final int CONTROL_NO_FLOW = 1;
    static final int CONTROL_DTR_ON = 8;
    static final int CONTROL_DTR_OFF = 9;
    static final int CONTROL_RTS_ON = 11;
    static final int CONTROL_RTS_OFF = 12;
    static final int PURGE_RECEIVED = 1;

    private TelnetCodes() {}
}
