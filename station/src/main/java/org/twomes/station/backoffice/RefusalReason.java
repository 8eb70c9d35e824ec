package org.twomes.station.backoffice;

/** Why the back office refused. */
public enum RefusalReason {
    /** It does not know the device type. */
    TYPE,
    /** The activation token does not fit its rule. */
    TOKEN_RULE,
    /** The name does not fit its rule. */
    NAME_RULE,
    /** It does not take our admin token, or we have none that can be read. */
    AUTHORISATION,
    /** It answered what we do not understand: another API, a wrong address. */
    PROTOCOL
}
