package org.twomes.station.esp.chip;

import java.util.OptionalInt;

/**
 * A kind of chip, as far as the station has to know it.
 *
 * @param name as Espressif writes it, e.g. {@code ESP32-C3}
 * @param told how it is told from the others
 * @param factory what the factory burned in
 * @param protection which eFuses protect it
 * @param clock its crystal, and its ROM's rates
 * @param spi the registers of its flash
 * @param flash what its boot expects in flash
 * @param loader how its ROM loader is spoken to
 */
public record Chip(
        String name,
        Told told,
        Factory factory,
        Protection protection,
        Clock clock,
        SpiRegisters spi,
        FlashRules flash,
        LoaderRules loader) {

    /**
     * How a chip is told from the others.
     *
     * @param imageId chip id in bytes 12 and 13 of an image's header, and in the answer to GET_SECURITY_INFO where there is one; the
     *     ESP8266 has none
     * @param magic the word at {@link ChipRegisters#CHIP_MAGIC_ADDRESS}, for chips that do not say their id
     */
    public record Told(OptionalInt imageId, OptionalInt magic) {}

    /**
     * What the factory burned in.
     *
     * @param mac its MAC address
     * @param revision its revision
     */
    public record Factory(MacRule mac, Revision revision) {}
}
