package org.twomes.station.backoffice;

/** Whether the back office knows a device type. */
public sealed interface TypeAnswer {
    /** It does. */
    record Known() implements TypeAnswer {}

    /**
     * It does not.
     *
     * @param detail its message
     */
    record Unknown(String detail) implements TypeAnswer {}

    /**
     * Nobody can tell.
     *
     * @param why a sentence
     */
    record NotChecked(String why) implements TypeAnswer {}

    /**
     * No answer that counts.
     *
     * @param why a sentence
     */
    record TryLater(String why) implements TypeAnswer {}

    /**
     * The token was not registered after all, and the question has made a device.
     *
     * @param name of the device that has to be removed from the back office
     * @param id its row
     */
    record Made(String name, long id) implements TypeAnswer {}
}
