package org.twomes.station.esp.chip;

/**
 * A chip's crystal, and how its ROM comes to a baud rate.
 *
 * @param crystal how the crystal's frequency is known
 * @param romRate what number the ROM is told for it to run at a rate
 */
public record Clock(Crystal crystal, RomRate romRate) {

    /** How the crystal's frequency is known. */
    public sealed interface Crystal {}

    /** Always this frequency, in MHz. */
    public record Fixed(int megahertz) implements Crystal {}

    /**
     * One of two, told by the divider that makes the present rate.
     *
     * @param divider the UART's clock divider
     * @param factor how often the crystal's frequency the UART's clock is
     * @param low the lower frequency in MHz
     * @param boundary highest frequency in MHz that is taken for {@code low}
     * @param high the higher frequency in MHz
     */
    public record Divided(BitField divider, int factor, int low, int boundary, int high) implements Crystal {}

    /** What number the ROM is told for it to run at a rate. */
    public sealed interface RomRate {}

    /** The rate itself. */
    public record Exact() implements RomRate {}

    /** The rate times what the ROM counted of its crystal, see {@link RomClock}. */
    public record Counted() implements RomRate {}

    /** The ROM takes every crystal for one of this frequency, in MHz. */
    public record Assumed(int megahertz) implements RomRate {}

    /** The frequency that the ROM takes the crystal for stands in a register, in MHz. */
    public record Stated(BitField megahertz) implements RomRate {}
}
