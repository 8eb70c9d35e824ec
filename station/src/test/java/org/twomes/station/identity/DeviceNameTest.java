package org.twomes.station.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twomes.station.common.Secret;
import org.twomes.station.config.DeviceSection;
import org.twomes.station.config.DeviceSection.Family;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

@Tag("fast")
class DeviceNameTest {
    private static final String MAC = "D3AD48";

    private static DeviceSection device(Family family, String type) {
        return new DeviceSection(
                family,
                DeviceSection.Identity.FIRMWARE,
                new DeviceSection.TokenPlace("twomes_storage", "dat"),
                Optional.empty(),
                type,
                20,
                Duration.ofMinutes(1),
                Duration.ofSeconds(10),
                8,
                3);
    }

    private static DeviceIdentity said(String name, Optional<String> type, String token) {
        return new DeviceIdentity(
                name, type, Secret.of(token), type.isPresent() ? Generation.B : Generation.C, Provisioning.BLE);
    }

    private static FaultException refusal(DeviceIdentity identity, DeviceSection device) {
        return catchThrowableOfType(FaultException.class, () -> DeviceName.check(identity, device, MAC));
    }

    @ParameterizedTest
    @CsvSource({
        "DSMR-P1-gateway-TinTsTr,0338",
        "DSMR-P1-gateway,3279",
        "DSMR-P1-gateway-TinTsTrCO2,9A72",
        "DSMR-P1-gateway-TinCO2,C3EF",
        "OpenThermGW-Nodo,2FF2",
        "OpenThermGW-DIYLESS,D2D2",
        "OpenTherm-Monitor,2CB7",
        "CO2-meter-SCD4x,6BFD",
        "Presence-Detector,0B61",
        "Generic-Test,FCA2",
        "twomes-boiler-base-firmware,5EB5",
        "twomes-p1-reader-firmware,9C0A",
        "twomes-presence-detector-firmware,DEB7",
        "twomes-co2-occupancy-scd41-m5coreink-firmware,FE2E",
        "needforheat-living-room-module-firmware,9799",
        "needforheat-p1-reader-firmware,A764"
    })
    void hashesTypesAsTheFirmwareDoes(String type, String hash) {
        assertThat(DeviceName.typeHash(type)).isEqualTo(hash);
        assertThat(DeviceTypes.byHash(hash)).contains(type);
    }

    @Test
    void crcIsXmodem() {
        assertThat(DeviceName.crc16Xmodem("123456789")).isEqualTo(0x31C3);
        assertThat(DeviceName.crc16Xmodem("Generic-Test")).isEqualTo(0xFCA2);
    }

    @Test
    void foretellsNames() {
        assertThat(DeviceName.expected(Family.TWOMES, MAC, Optional.empty())).contains("TWOMES-D3AD48");
        assertThat(DeviceName.expected(Family.TYPE_HASH, MAC, Optional.of("Generic-Test")))
                .contains("FCA2-D3AD48");
        assertThat(DeviceName.expected(Family.TYPE_HASH, MAC, Optional.empty())).isEmpty();
        assertThat(DeviceName.expected(Family.FREE, MAC, Optional.of("Generic-Test")))
                .isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeviceName.expected(Family.TWOMES, "d3ad48", Optional.empty()));
    }

    @Test
    void believesABoardThatAgreesWithItsMac() {
        DeviceIdentity b = said("TWOMES-D3AD48", Optional.of("Generic-Test"), "12345678");
        assertThat(DeviceName.check(b, device(Family.TWOMES, "Generic-Test"), MAC))
                .isEqualTo(b);
        assertThat(DeviceName.check(b, device(Family.TWOMES, ""), MAC)).isEqualTo(b);
        DeviceIdentity c = said("FCA2-D3AD48", Optional.empty(), "12345678");
        assertThat(DeviceName.check(c, device(Family.TYPE_HASH, "Generic-Test"), MAC)
                        .deviceType())
                .contains("Generic-Test");
    }

    @Test
    void refusesWhatDisagrees() {
        Optional<String> type = Optional.of("Generic-Test");
        assertThat(refusal(said("TWOMES-D3AD49", type, "12345678"), device(Family.TWOMES, ""))
                        .code())
                .isEqualTo(FaultCode.NAME_MISMATCH);
        assertThat(refusal(said("FCA2-D3AD48", Optional.empty(), "12345678"), device(Family.TWOMES, ""))
                        .code())
                .isEqualTo(FaultCode.NAME_MISMATCH);
        assertThat(refusal(said("TWOMES-D3AD48", type, "12345678"), device(Family.TYPE_HASH, ""))
                        .code())
                .isEqualTo(FaultCode.NAME_MISMATCH);
        assertThat(refusal(said("TWOMES-D3AD48", type, "12345678"), device(Family.TWOMES, "OpenTherm-Monitor"))
                        .code())
                .isEqualTo(FaultCode.TYPE_MISMATCH);
        assertThat(refusal(said("0B61-D3AD48", Optional.empty(), "12345678"), device(Family.TYPE_HASH, "Generic-Test"))
                        .code())
                .isEqualTo(FaultCode.TYPE_MISMATCH);
    }

    @Test
    void aFreeNameMayBeAsLongAsLabelsAreMadeFor() throws Exception {
        String longest = "n".repeat(device(Family.FREE, "").longestName());
        DeviceIdentity fits = said(longest, Optional.empty(), "12345678");
        assertThat(DeviceName.check(fits, device(Family.FREE, ""), MAC)).isEqualTo(fits);
        FaultException refusal = refusal(said(longest + "n", Optional.empty(), "12345678"), device(Family.FREE, ""));
        assertThat(refusal.code()).isEqualTo(FaultCode.NAME_TOO_LONG);
        assertThat(refusal.advised()).contains("20 characters", "device.maxNameLength");
        assertThat(device(Family.TWOMES, "").longestName()).isEqualTo("TWOMES-D3AD48".length());
        assertThat(device(Family.TYPE_HASH, "").longestName()).isEqualTo("FCA2-D3AD48".length());
    }

    @Test
    void aShortTokenIsNotShownInTheRefusal() {
        FaultException refusal =
                refusal(said("TWOMES-D3AD48", Optional.of("Generic-Test"), "1234567"), device(Family.TWOMES, ""));
        assertThat(refusal.code()).isEqualTo(FaultCode.TOKEN_TOO_SHORT);
        assertThat(refusal.getMessage()).contains("7 digits").doesNotContain("1234567");
    }
}
