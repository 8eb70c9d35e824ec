package org.twomes.station.sticker.draw;

import java.util.Locale;

/**
 * How small a QR module may be, and whether it is a whole number of printer dots.
 *
 * @param minModuleMm least side of a module in millimetres
 * @param dpi the printer's dots per inch; 0 for any size of module
 */
public record ModuleRule(double minModuleMm, int dpi) {
    /** Millimetres in an inch. */
    public static final double MM_PER_INCH = 25.4;

    /** Fewer dots than this and thermal bleed closes the gaps between modules. */
    private static final int LEAST_DOTS = 3;

    private static final double ROUNDING = 1e-6;

    /** The largest allowed side of a module when so many share {@code sideMm}; 0 when that would be too small. */
    double largest(double sideMm, int modules) {
        double space = sideMm / modules;
        double module = dpi == 0 ? space : Math.floor(space / dotMm() + ROUNDING) * dotMm();
        return module + ROUNDING >= leastMm() ? module : 0;
    }

    /** The smallest allowed side of a module. */
    double leastMm() {
        if (dpi == 0) {
            return minModuleMm;
        }
        return Math.max(LEAST_DOTS, Math.ceil(minModuleMm / dotMm() - ROUNDING)) * dotMm();
    }

    /** The dot nearest to a place on the page, so that all modules print alike. */
    double snap(double mm) {
        return dpi == 0 ? mm : Math.round(mm / dotMm()) * dotMm();
    }

    /** The rule as a text. */
    String message() {
        String least = String.format(Locale.ROOT, "%.3f mm", leastMm());
        return dpi == 0
                ? least + " (sticker.minModuleMm)"
                : least + " (" + Math.round(leastMm() / dotMm()) + " dots at " + dpi + " dpi, sticker.minModuleMm "
                        + minModuleMm + ")";
    }

    private double dotMm() {
        return MM_PER_INCH / dpi;
    }
}
