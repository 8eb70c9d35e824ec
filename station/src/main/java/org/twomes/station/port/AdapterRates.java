package org.twomes.station.port;

import java.util.List;
import java.util.Locale;

/**
 * The highest rate that USB serial adapters are known to carry. All CP210x have one USB identification, so that the product
 * string tells them apart; it says what the chip is where its maker left it as it was.
 */
public final class AdapterRates {
    /** What is tried where nothing is known: the highest rate of the usual adapters. */
    public static final int UNKNOWN = 3_000_000;

    private static final List<Row> ROWS = List.of(
            // OpenBSD uslcom(4): CP2102 and CP2103 reach 921600.
            new Row("10c4:ea60", "cp2102 ", 921_600, "CP2102"),
            new Row("10c4:ea60", "cp2103", 921_600, "CP2103"),
            // Silicon Labs' data sheet says 3 M; it failed at 3 M in practice (esp32.com, topic 16710) and carried 2 M.
            new Row("10c4:ea60", "cp2102n", 2_000_000, "CP2102N"),
            new Row("10c4:ea60", "cp2104", 2_000_000, "CP2104"),
            new Row("10c4:ea70", "", 2_000_000, "CP2105"),
            new Row("10c4:ea71", "", 2_000_000, "CP2108"),
            // WCH's data sheets: CH340 2 M, CH343 and CH9102 6 M, of which the loader is asked for 3 M at most.
            new Row("1a86:7523", "", 2_000_000, "CH340"),
            new Row("1a86:7522", "", 2_000_000, "CH340K"),
            new Row("1a86:55d3", "", 3_000_000, "CH343"),
            new Row("1a86:55d4", "", 3_000_000, "CH9102"),
            // FTDI's data sheets: 3 M for the full-speed chips, more for those with high speed.
            new Row("0403:6001", "", 3_000_000, "FT232R"),
            new Row("0403:6015", "", 3_000_000, "FT231X"),
            new Row("0403:6010", "", 3_000_000, "FT2232H"),
            new Row("0403:6011", "", 3_000_000, "FT4232H"),
            new Row("0403:6014", "", 3_000_000, "FT232H"));

    private AdapterRates() {}

    private record Row(String usbId, String product, int most, String chip) {}

    /**
     * What is known of an adapter.
     *
     * @param most highest rate in baud to try
     * @param chip its chip, for people; empty where it is not known
     */
    public record Known(int most, String chip) {}

    /** What is known of the adapter at {@code port}. */
    public static Known of(DetectedPort port) {
        String product = port.product().toLowerCase(Locale.ROOT) + " ";
        return ROWS.stream()
                .filter(row -> row.usbId().equals(port.usbId()) && product.contains(row.product()))
                .findFirst()
                .map(row -> new Known(row.most(), row.chip()))
                .orElse(new Known(UNKNOWN, ""));
    }
}
