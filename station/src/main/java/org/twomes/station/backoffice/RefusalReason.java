package org.twomes.station.backoffice;

/** Why the back office itself refuses, in a way that trying again does not change. */
public enum RefusalReason {
    /** It does not know the device type. */
    TYPE,
    /** The activation token breaks its rule (8 to 1024 characters). */
    TOKEN_RULE,
    /** The name breaks its rule ({@code TWOMES-} and 6 upper-case hexadecimal digits). */
    NAME_RULE,
    /** The admin token is missing, unreadable or not accepted. */
    AUTHORISATION,
    /** With a text that API v1 was never seen to use. */
    OTHER
}
