package org.twomes.station.port.usb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class NaturalOrderTest {
    @Test
    void numbersInNamesAreCounted() {
        assertThat(Stream.of("ttyUSB10", "ttyUSB9", "ttyACM2", "ttyUSB1", "ttyUSB", "ttyACM10", "ttyUSB01")
                        .sorted(new NaturalOrder())
                        .toList())
                .containsExactly("ttyACM2", "ttyACM10", "ttyUSB", "ttyUSB01", "ttyUSB1", "ttyUSB9", "ttyUSB10");
    }
}
