package org.twomes.station.sticker.read;

/**
 * How a page is rendered.
 *
 * @param dpi dots per inch
 * @param blackAndWhite whether without greys, as a printer's dots are
 */
public record Render(int dpi, boolean blackAndWhite) {
    /** A usual office printer's resolution. */
    public static final Render OFFICE = new Render(300, false);

    /** A usual label printer's resolution, 8 dots a millimetre. */
    public static final Render THERMAL = new Render(203, false);
}
