package org.twomes.station.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twomes.station.common.Json;
import org.twomes.station.common.Secret;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.firmware.BundleBuilder;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.nvs.NvsEntry;
import org.twomes.station.nvs.NvsPartition;
import org.twomes.station.nvs.NvsReader;
import org.twomes.station.nvs.NvsValue;

/** {@code device.identity: station}: the station makes the token, writes it, and the boot log must say it. */
@Tag("fast")
class StationIdentityTest {
    private static final int MAC = 0xD3AD48;
    private static final int NVS = 0x19000;
    private static final int NVS_BYTES = 0x4000;

    @TempDir
    Path folder;

    private Optional<MemoryStation> opened = Optional.empty();

    private MemoryStation station(String... settings) throws Exception {
        MemoryStation station = new MemoryStation(folder, settings(settings));
        opened = Optional.of(station);
        return station;
    }

    private static Map<String, String> settings(String... settings) {
        Map<String, String> map = new HashMap<>(Map.of("device.identity", "station"));
        for (int i = 0; i < settings.length; i += 2) {
            map.put(settings[i], settings[i + 1]);
        }
        return map;
    }

    @AfterEach
    void close() throws Exception {
        if (opened.isPresent()) {
            opened.get().close();
        }
    }

    private static void assertFailed(UnitOutcome outcome, FaultCode code) {
        assertThat(outcome).isInstanceOf(UnitOutcome.Failed.class);
        assertThat(((UnitOutcome.Failed) outcome).cause().code()).isEqualTo(code.name());
    }

    private static NvsPartition store(MemoryStation station) {
        return NvsReader.read(Arrays.copyOfRange(station.flash(1), NVS, NVS + NVS_BYTES));
    }

    /** The token in the board's flash. */
    private static String written(MemoryStation station) {
        NvsPartition store = store(station);
        assertThat(store.fresh()).isTrue();
        assertThat(store.entries()).hasSize(1);
        NvsEntry entry = store.entries().get(0);
        assertThat(entry).isEqualTo(new NvsEntry("twomes_storage", "dat", entry.value()));
        return entry.value().text();
    }

    private static List<String> registered(MemoryStation station) {
        return station.backOffice.devices().stream()
                .map(device -> device.token().reveal())
                .toList();
    }

    private static String label(MemoryStation station) {
        return station.ledger
                .sheets()
                .label(station.unit(MAC).id())
                .orElseThrow()
                .token()
                .orElseThrow()
                .reveal();
    }

    @ParameterizedTest
    @CsvSource({"auto, auto", "auto, chip-first", "off, auto"})
    void theTokenOfTheFlashTheBackOfficeAndTheLabelIsTheOneThatTheStationMade(String stub, String erase)
            throws Exception {
        MemoryStation station = station("loader.stub", stub, "loader.erase", erase);
        assertThat(station.prepare(1, MAC, "used 512")).isInstanceOf(UnitOutcome.Done.class);
        String token = written(station);
        assertThat(token).hasSizeBetween(8, 10);
        assertThat(registered(station)).containsExactly(token);
        assertThat(label(station)).isEqualTo(token);
    }

    @Test
    void theFirmwaresOwnTokenStaysTheDefault() throws Exception {
        MemoryStation station = station("device.identity", "firmware");
        assertThat(station.prepare(1, MAC, "short-token 1")).isInstanceOf(UnitOutcome.Done.class);
        assertThat(station.attempts(MAC).get(0).history().notes())
                .anyMatch(note -> note.text().contains("rolled anew"));
    }

    /** A board that would make short ones. */
    @Test
    void noTokenIsTooShort() throws Exception {
        MemoryStation station = station("device.minTokenDigits", "10");
        assertThat(station.prepare(1, MAC, "short-token 99")).isInstanceOf(UnitOutcome.Done.class);
        assertThat(written(station)).hasSize(10);
        assertThat(station.attempts(MAC).get(0).history().notes())
                .noneMatch(note -> note.text().contains("rolled anew"));
    }

    @Test
    void eachAttemptOfAUnitWritesTheSameTokenAndANewPreparationAnother() throws Exception {
        MemoryStation station = station("pipeline.attempts", "1", "device.sameBoard", "0s");
        assertFailed(station.prepare(1, MAC, "boot-loop"), FaultCode.BOOT_LOOP);
        String token = written(station);
        assertThat(registered(station)).isEmpty();
        station.pull(1);
        assertFailed(station.prepare(1, MAC, "brown-out"), FaultCode.BROWN_OUT);
        assertThat(written(station)).isEqualTo(token);
        station.pull(1);
        assertThat(station.prepare(1, MAC, "")).isInstanceOf(UnitOutcome.Done.class);
        assertThat(registered(station)).containsExactly(token);
        assertThat(label(station)).isEqualTo(token);

        station.pull(1);
        station.ledger.units().approve(MemoryStation.mac(MAC), "sam", Instant.now());
        int before = station.outcomes.size();
        station.plug(1, MAC, "");
        station.next(before);
        assertThat(station.unit(MAC).life()).isEqualTo(2);
        assertThat(written(station)).isNotEqualTo(token);
    }

    @Test
    void aRestartOfTheStationBetweenWritingAndRegisteringChangesNoToken() throws Exception {
        MemoryStation station = station();
        station.pullAt(1, UnitState.IDENTIFIED);
        assertFailed(station.prepare(1, MAC, ""), FaultCode.UNPLUGGED);
        Secret journalled = token(station);
        MemoryStation after = station.restart(folder, settings());
        opened = Optional.of(after);
        assertThat(after.prepare(1, MAC, "")).isInstanceOf(UnitOutcome.Done.class);
        assertThat(written(after)).isEqualTo(journalled.reveal());
        assertThat(registered(after)).containsExactly(journalled.reveal());
    }

    /** What the ledger holds, as another attempt would be given it. */
    private static Secret token(MemoryStation station) {
        long attempt = station.attempts(MAC).get(0).id();
        return station.ledger.units().giveToken(attempt, Secret.of("1"), Instant.now());
    }

    @Test
    void aBoardThatSaysAnotherTokenFailsWithoutRegistrationAndLabelAndNoTokenIsTold() throws Exception {
        MemoryStation station = station();
        UnitOutcome outcome = station.prepare(1, MAC, "own-token");
        assertFailed(outcome, FaultCode.IDENTITY_MISMATCH);
        assertThat(station.backOffice.devices()).isEmpty();
        assertThat(station.unit(MAC).label()).isEmpty();
        assertThat(station.unit(MAC).state()).isEqualTo(UnitState.FAILED);
        assertThat(station.unit(MAC).failure().orElseThrow().detail()).contains("dat", "twomes_storage");
        assertThat(station.attempts(MAC)).hasSize(1);
        assertThat(store(station).entries()).hasSize(2);
        String told = outcome + Json.text(station.slot(1)) + station.attempts(MAC) + station.unit(MAC);
        for (NvsEntry entry : store(station).entries()) {
            assertThat(told).doesNotContain(entry.value().text());
        }
    }

    @Test
    void theNamespaceAndTheKeyAreTheConfigureds() throws Exception {
        MemoryStation station = station("device.nvs.namespace", "NFH_storage", "device.nvs.key", "token");
        assertFailed(station.prepare(1, MAC, ""), FaultCode.IDENTITY_MISMATCH);
        assertThat(store(station).entries())
                .extracting(entry -> entry.namespace() + "/" + entry.key())
                .containsExactly("NFH_storage/token", "twomes_storage/dat");
    }

    @Test
    void aWrongNameIsStillAWrongName() throws Exception {
        MemoryStation station = station();
        assertFailed(station.prepare(1, MAC, "wrong-name"), FaultCode.NAME_MISMATCH);
        assertThat(station.backOffice.devices()).isEmpty();
    }

    /** The proof of the whole flash fails, and then that of the region. */
    @Test
    void whatIsWrittenWrongIsFound() throws Exception {
        MemoryStation station = station("pipeline.attempts", "1");
        // The type of the first entry, 1.
        UnitOutcome outcome = station.prepare(1, MAC, "stuck-zero " + (NVS + 0x41));
        assertFailed(outcome, FaultCode.VERIFY_MISMATCH);
        assertThat(station.unit(MAC).failure().orElseThrow().detail()).contains("0x19000-0x1a000");
        assertThat(station.backOffice.devices()).isEmpty();
    }

    private static Map<String, BundleBuilder> unfit() {
        byte[][] others = {
            BundleBuilder.row(1, 0, 0x1d000, 0x2000, "otadata"), BundleBuilder.row(0, 0x10, 0x20000, 0x1f0000, "ota_0")
        };
        byte[] small = BundleBuilder.row(1, 2, 0x19000, 0x2000, "nvs");
        String files = """
                {"flash_files": {"0x1000": "bootloader.bin", "0x18000": "partitions.bin", "0x19000": "nvs.bin",
                  "0x1d000": "ota_data_initial.bin", "0x20000": "firmware.bin"},
                 "partition-table": {"file": "partitions.bin"}, "otadata": {"file": "ota_data_initial.bin"},
                 "app": {"file": "firmware.bin"}}
                """;
        return Map.of(
                "no NVS partition",
                BundleBuilder.complete().with("partitions.bin", BundleBuilder.table(others)),
                "less than 0x3000 bytes",
                BundleBuilder.complete().with("partitions.bin", BundleBuilder.table(small, others[0], others[1])),
                "nvs.bin is written into its NVS partition",
                BundleBuilder.complete()
                        .with("nvs.bin", BundleBuilder.noise(4, 0x1000))
                        .with("flasher_args.json", files.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void aBundleWithoutAPlaceForTheTokenIsRefusedBeforeAnythingIsErased() throws Exception {
        MemoryStation station = station();
        for (Map.Entry<String, BundleBuilder> each : unfit().entrySet()) {
            station.bundle = Optional.of(each.getValue().open());
            assertFailed(station.prepare(1, MAC, ""), FaultCode.BUNDLE_FAULT);
            assertThat(station.unit(MAC).failure().orElseThrow().detail()).contains("device.identity", each.getKey());
            assertThat(station.untouched(1)).isTrue();
            station.pull(1);
        }
    }

    @Test
    void theTokenIsInNoFileButEncrypted() throws Exception {
        MemoryStation station = station();
        assertThat(station.prepare(1, MAC, "own-token")).isInstanceOf(UnitOutcome.Failed.class);
        List<String> tokens = store(station).entries().stream()
                .map(NvsEntry::value)
                .map(NvsValue::text)
                .toList();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(tokens).as("%s", file).noneMatch(bytes::contains);
            }
        }
    }
}
