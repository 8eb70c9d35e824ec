package org.twomes.station.esp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.rig.ChipKind;
import org.twomes.station.rig.ChipModel;

/** Each chip that the rig has: known, written, proven, and refused where it is protected. */
@Tag("fast")
class EachChipTest {
    private static final int OFFSET = 0x10000;
    private static final Map<ChipKind, String> NAMES = Map.of(
            ChipKind.ESP32, "ESP32",
            ChipKind.ESP32C3, "ESP32-C3",
            ChipKind.ESP32S3, "ESP32-S3",
            ChipKind.ESP32C6, "ESP32-C6",
            ChipKind.ESP32S2, "ESP32-S2");

    private static Bench bench(ChipModel chip) {
        return new Bench(Bench.BOARD.with(chip), "");
    }

    @ParameterizedTest
    @CsvSource({
        "ESP32, true",
        "ESP32, false",
        "ESP32C3, true",
        "ESP32C3, false",
        "ESP32S3, true",
        "ESP32S3, false",
        "ESP32C6, true",
        "ESP32C6, false",
        "ESP32S2, true",
        "ESP32S2, false"
    })
    void itIsKnownWrittenAndProven(ChipKind kind, boolean stub) throws Exception {
        try (Bench bench = bench(ChipModel.usual(kind))) {
            Loader loader = bench.connect(Bench.settings(stub, 460_800, 230_400));
            assertThat(loader.prepare().size()).isEqualTo(4 << 20);
            assertThat(loader.chip().chip()).isEqualTo(NAMES.get(kind));
            assertThat(loader.chip().mac()).isEqualTo(Mac.parse("24:0a:c4:d3:ad:48"));
            byte[] content = Bench.noise(90_000);
            loader.eraseChip();
            loader.write(Bench.request(OFFSET, content));
            byte[] flash = bench.board.flash();
            assertThat(Arrays.copyOfRange(flash, OFFSET, OFFSET + content.length))
                    .isEqualTo(content);
            assertThat(loader.md5(0, flash.length))
                    .isEqualTo(MessageDigest.getInstance("MD5").digest(flash));
            assertThat(bench.told).containsExactly("connecting 0", "baud 460800", "whole");
        }
    }

    @ParameterizedTest
    @EnumSource(ChipKind.class)
    void itsRevisionIsRead(ChipKind kind) throws Exception {
        for (int revision : new int[] {0, 1, 102, 203}) {
            try (Bench bench = bench(new ChipModel(kind, revision, 0, 0, false))) {
                assertThat(bench.connect(Bench.settings(false, 115_200)).chip().revision())
                        .as("%s %d", kind, revision)
                        .isEqualTo(revision);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ChipKind.class)
    void aProtectedOneIsRefused(ChipKind kind) throws Exception {
        assertRefused(new ChipModel(kind, 0, 1, 0, false), FaultCode.SECURE_BOOT);
        assertRefused(new ChipModel(kind, 0, 0, 1, false), FaultCode.FLASH_ENCRYPTED);
    }

    private static void assertRefused(ChipModel chip, FaultCode code) throws Exception {
        try (Bench bench = bench(chip)) {
            assertThatThrownBy(
                            () -> bench.connect(Bench.settings(true, 460_800)).prepare())
                    .isInstanceOfSatisfying(
                            FaultException.class,
                            fault -> assertThat(fault.code()).as("%s", chip).isEqualTo(code));
        }
    }

    @ParameterizedTest
    @EnumSource(value = ChipKind.class, mode = EnumSource.Mode.EXCLUDE, names = "ESP32")
    void oneInSecureDownloadModeIsRefused(ChipKind kind) throws Exception {
        assertRefused(new ChipModel(kind, 0, 0, 0, true), FaultCode.SECURE_DOWNLOAD);
    }
}
