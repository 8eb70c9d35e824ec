package org.twomes.station.identity;

import java.util.List;
import java.util.Optional;

/** Device types of the Twomes and NeedForHeat firmware, for finding a type by the hash in a name of generation C. */
final class DeviceTypes {
    private static final List<String> KNOWN = List.of(
            "DSMR-P1-gateway-TinTsTr",
            "DSMR-P1-gateway",
            "DSMR-P1-gateway-TinTsTrCO2",
            "DSMR-P1-gateway-TinCO2",
            "OpenThermGW-Nodo",
            "OpenThermGW-DIYLESS",
            "OpenTherm-Monitor",
            "CO2-meter-SCD4x",
            "Presence-Detector",
            "Generic-Test",
            "twomes-boiler-base-firmware",
            "twomes-p1-reader-firmware",
            "twomes-presence-detector-firmware",
            "twomes-co2-occupancy-scd41-m5coreink-firmware",
            "needforheat-living-room-module-firmware",
            "needforheat-p1-reader-firmware");

    private DeviceTypes() {}

    /** The type whose hash is {@code prefix}, four upper-case hexadecimal digits. */
    static Optional<String> byHash(String prefix) {
        return KNOWN.stream()
                .filter(type -> DeviceName.typeHash(type).equals(prefix))
                .findFirst();
    }
}
