package org.twomes.station.port;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("fast")
class AdapterRatesTest {
    @ParameterizedTest
    @CsvSource({
        "10c4:ea60, CP2102 USB to UART Bridge Controller, 921600, CP2102",
        "10c4:ea60, CP2102N USB to UART Bridge Controller, 2000000, CP2102N",
        "10c4:ea60, CP2104 USB to UART Bridge Controller, 2000000, CP2104",
        "10c4:ea60, Our own board, 3000000, ''",
        "1a86:7523, USB2.0-Serial, 2000000, CH340",
        "0403:6001, FT232R USB UART, 3000000, FT232R",
        "'', '', 3000000, ''"
    })
    void theProductTellsAdaptersOfOneIdentificationApart(String usbId, String product, int most, String chip) {
        DetectedPort port = new DetectedPort("/dev/ttyUSB0", "1-1:1.0", "A1", usbId, product);
        assertThat(AdapterRates.of(port)).isEqualTo(new AdapterRates.Known(most, chip));
    }
}
