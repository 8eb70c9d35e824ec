package org.twomes.station.esp.chip;

import org.twomes.station.esp.command.CommandChannel;

/**
 * The number that makes a ROM run at a rate, where it takes its crystal for another than it is. The ESP32's ROM counts the crystal against its internal 8 MHz oscillator, which
 * drifts by some percent with temperature and supply, and derives its baud rates from that count. So the requested rate has to
 * be scaled by the same error.
 *
 * <p>Source: the recorded host, which reads both words before each change of rate at the ROM; esptool 5.3 for what their bits mean.
 */
public final class RomClock {
    /** Count times oscillator, times this, divided by {@link #DIVISOR}, is in Hz. Source: as above. */
    private static final long FACTOR = 15_625;

    private static final long DIVISOR = 40;
    private static final long HERTZ_PER_MEGAHERTZ = 1_000_000;
    /** Bounds of a plausible count for crystals of 26 to 48 MHz; outside them the words are not trusted. */
    private static final long LOWEST = 20 * HERTZ_PER_MEGAHERTZ;

    private static final long HIGHEST = 50 * HERTZ_PER_MEGAHERTZ;

    private final CommandChannel channel;
    private final Clock.RomRate rule;

    public RomClock(CommandChannel channel, Clock.RomRate rule) {
        this.channel = channel;
        this.rule = rule;
    }

    /**
     * The number to send to the ROM for it to run at {@code rate}.
     *
     * @param rate in baud
     * @param crystalMhz the true crystal, in MHz
     */
    public int numberFor(int rate, int crystalMhz) {
        if (rule instanceof Clock.Counted) {
            return counted(rate, crystalMhz);
        }
        int believed = crystalMhz;
        if (rule instanceof Clock.Assumed assumed) {
            believed = assumed.megahertz();
        } else if (rule instanceof Clock.Stated stated) {
            believed = stated.megahertz()
                    .of(channel.readRegister(stated.megahertz().address()));
        }
        return number(rate, believed * HERTZ_PER_MEGAHERTZ, crystalMhz);
    }

    private int counted(int rate, int crystalMhz) {
        long count = channel.readRegister(ChipRegisters.RTC_CALIBRATION) >>> ChipRegisters.RTC_CALIBRATION_SHIFT
                & ChipRegisters.RTC_CALIBRATION_MASK;
        long oscillator = channel.readRegister(ChipRegisters.EFUSE_WORD4) & ChipRegisters.OSCILLATOR_MASK;
        return number(rate, count * FACTOR * oscillator / DIVISOR, crystalMhz);
    }

    private static int number(int rate, long believed, int crystalMhz) {
        if (believed < LOWEST || believed > HIGHEST) {
            return rate;
        }
        return (int) (rate * believed / (crystalMhz * HERTZ_PER_MEGAHERTZ));
    }
}
