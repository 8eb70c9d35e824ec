package org.twomes.station.sticker;

import java.time.Instant;

/**
 * What the cover strip says of a sheet, beside its range of positions. Empty texts are left out.
 *
 * @param id the sheet's readable number, e.g. {@code L1-0007}
 * @param station the station's name
 * @param shift the shift, e.g. {@code 2026-11-24 early}
 * @param bundle the firmware bundle
 * @param at when the sheet was closed; the PDF's date, so that the same sheet gives the same bytes
 */
public record SheetSpec(String id, String station, String shift, String bundle, Instant at) {}
