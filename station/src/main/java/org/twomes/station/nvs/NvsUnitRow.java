package org.twomes.station.nvs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of one device.
 *
 * @param line of its row in the file, from 1
 * @param cells the row's text by column, in the order of the header; what is secret in it is not known here
 * @param values what is written to the device
 */
public record NvsUnitRow(int line, Map<String, String> cells, List<Value> values) {
    /** Copies; the order stays. */
    public NvsUnitRow {
        cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
        values = List.copyOf(values);
    }

    /**
     * A value with its place.
     *
     * @param namespace that it is written into
     * @param key its name there
     * @param value what is written
     */
    public record Value(String namespace, String key, NvsValue value) {
        void putInto(NvsWriter writer, NvsWifiKeys wifi) {
            writer.namespace(namespace);
            wifi.before(key, value.text()).forEach(writer::put);
            writer.put(key, value);
            wifi.after(key).forEach(writer::put);
        }
    }

    /**
     * Puts the values into {@code writer}, and what Espressif's generator adds to those of the Wi-Fi driver.
     *
     * @throws IllegalArgumentException when there is no room
     */
    public void putInto(NvsWriter writer) {
        NvsWifiKeys wifi = new NvsWifiKeys();
        values.forEach(value -> value.putInto(writer, wifi));
    }

    /** Never the cells: they can be secret. */
    @Override
    public String toString() {
        return "row of line " + line;
    }
}
