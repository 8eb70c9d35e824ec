package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;

/** Faulty boards, lines and handling in many slots at once: each run ends by itself, with its own code, and affects nobody else. */
@Tag("rig")
class FaultsOnRigTest {
    private static final int BAD = 0xBAD000;
    private static final int GOOD = 0x600D00;
    private static final int CONFIGURED_BAUD = 460_800;
    /** Short, so that boards which say nothing are given up soon; one attempt, so that the code is that of the fault. */
    private static final Map<String, String> IMPATIENT = Map.of(
            "device.bootDeadline", "4s",
            "pipeline.attempts", "1",
            "pipeline.workers", "40",
            "loader.connectAttempts", "2",
            "loader.baud", String.valueOf(CONFIGURED_BAUD));

    @TempDir
    Path folder;

    private static Map<String, FaultCode> codes() {
        Map<String, FaultCode> codes = new LinkedHashMap<>();
        codes.put("no-reply", FaultCode.NO_REPLY);
        codes.put("deaf", FaultCode.NO_SYNC);
        codes.put("garbage", FaultCode.GARBAGE);
        codes.put("wrong-mode", FaultCode.WRONG_BOOT_MODE);
        codes.put("stuck-bit 0x20009", FaultCode.VERIFY_MISMATCH);
        codes.put("stuck-zero 0x3f0000", FaultCode.NOT_BLANK);
        codes.put("dead-flash", FaultCode.DEAD_FLASH);
        codes.put("wrong-md5 1000000", FaultCode.VERIFY_MISMATCH);
        codes.put("brown-out-at 20", FaultCode.BROWN_OUT);
        codes.put("mute", FaultCode.SILENT_FIRMWARE);
        codes.put("silent", FaultCode.NO_PAYLOAD);
        codes.put("boot-loop", FaultCode.BOOT_LOOP);
        codes.put("brown-out", FaultCode.BROWN_OUT);
        codes.put("truncated 99", FaultCode.TRUNCATED_PAYLOAD);
        codes.put("wrong-name", FaultCode.NAME_MISMATCH);
        codes.put("short-token 99", FaultCode.TOKEN_TOO_SHORT);
        codes.put("pull-at sync", FaultCode.UNPLUGGED);
        codes.put("used 2048, pull-at erase", FaultCode.UNPLUGGED);
        codes.put("pull-at write", FaultCode.UNPLUGGED);
        codes.put("pull-at prove", FaultCode.UNPLUGGED);
        codes.put("pull-at boot", FaultCode.UNPLUGGED);
        return codes;
    }

    @Test
    void eachFaultEndsWithItsOwnCodeAndTheNextBoardInItsSlotRunsClean() throws Exception {
        Map<String, FaultCode> codes = codes();
        List<String> faults = List.copyOf(codes.keySet());
        try (StationOnRig rig = new StationOnRig(folder, faults.size(), IMPATIENT)) {
            for (int slot = 0; slot < faults.size(); slot++) {
                rig.plug(slot, BAD + slot, faults.get(slot));
            }
            for (int slot = 0; slot < faults.size(); slot++) {
                String fault = faults.get(slot);
                SlotView end = rig.awaitEnd(slot);
                FaultCode expected = codes.get(fault);
                assertThat(end.phase()).as(fault).isEqualTo(SlotPhase.FAILED);
                assertThat(rig.code(slot)).as(fault).isEqualTo(expected.name());
                assertThat(end.trouble().orElseThrow().sentence()).as(fault).isEqualTo(expected.sentence());
                assertThat(end.trouble().orElseThrow().remedy()).as(fault).isEqualTo(expected.remedy());
                assertThat(end.present()).as(fault).isEqualTo(expected != FaultCode.UNPLUGGED);
                rig.pull(slot);
                rig.plug(slot, GOOD + slot, "");
            }
            for (int slot = 0; slot < faults.size(); slot++) {
                SlotView end = rig.awaitEnd(slot, GOOD + slot);
                assertThat(end.phase()).as("after " + faults.get(slot)).isEqualTo(SlotPhase.DONE);
                assertThat(end.run().baud())
                        .as("a bad board says nothing of the line: " + faults.get(slot))
                        .isEqualTo(CONFIGURED_BAUD);
                rig.assertProven(GOOD + slot);
            }
            assertThat(rig.registered()).hasSize(faults.size()).allMatch(name -> name.startsWith("TWOMES-600D"));
            assertEachFailureIsOnRecord(rig, codes);
        }
    }

    private static void assertEachFailureIsOnRecord(StationOnRig rig, Map<String, FaultCode> codes) {
        List<String> recorded =
                rig.station().ledger().figures().attempts(Instant.EPOCH, Instant.now(), Optional.empty()).stream()
                        .flatMap(attempt -> attempt.cause().stream())
                        .map(cause -> cause.code())
                        .toList();
        assertThat(recorded)
                .containsExactlyInAnyOrderElementsOf(
                        codes.values().stream().map(FaultCode::name).toList());
    }

    /** Up to one byte in ten thousand. The board is proven, or the code says that it is the line. */
    @Test
    void aNoisyLineEndsInAProvenBoardOrSaysThatItIsNoisy() throws Exception {
        List<String> noises = List.of(
                "lose 0.0001 to-board",
                "lose 0.0001 from-board",
                "double 0.0001 to-board",
                "double 0.0001 from-board",
                "flip 0.0001 to-board",
                "flip 0.0001 from-board",
                "lose 0.00003, double 0.00003, flip 0.00003",
                "lose 0.00001",
                "double 0.00001",
                "flip 0.00001");
        try (StationOnRig rig = new StationOnRig(folder, noises.size(), Map.of("device.bootDeadline", "4s"))) {
            for (int slot = 0; slot < noises.size(); slot++) {
                rig.plug(slot, BAD + slot, noises.get(slot));
            }
            int done = 0;
            for (int slot = 0; slot < noises.size(); slot++) {
                SlotView end = rig.awaitEnd(slot);
                if (end.phase() == SlotPhase.DONE) {
                    done++;
                    rig.assertProven(BAD + slot);
                } else {
                    assertThat(rig.code(slot))
                            .as(noises.get(slot))
                            .isIn(
                                    "LINE_NOISE",
                                    "LOADER_ERROR",
                                    "LOADER_TIMEOUT",
                                    "STUB_FAILED",
                                    "GARBAGE",
                                    "TRUNCATED_PAYLOAD");
                }
            }
            assertThat(done).as("boards that came through").isGreaterThanOrEqualTo(noises.size() / 2);
            assertThat(rig.registered()).hasSize(done);
        }
    }

    @Test
    void whatPassesByItselfIsGotOver() throws Exception {
        List<String> faults =
                List.of("lose-ack 10", "slow-erase, used 128", "wrong-md5 1", "truncated 1", "short-token 2");
        try (StationOnRig rig = new StationOnRig(folder, faults.size(), IMPATIENT)) {
            for (int slot = 0; slot < faults.size(); slot++) {
                rig.plug(slot, BAD + slot, faults.get(slot));
            }
            for (int slot = 0; slot < faults.size(); slot++) {
                assertThat(rig.awaitEnd(slot, BAD + slot).phase())
                        .as(faults.get(slot))
                        .isEqualTo(SlotPhase.DONE);
                rig.assertProven(BAD + slot);
            }
            assertThat(rig.attempts(BAD + 4).get(0).notes())
                    .extracting(AttemptRecord.Note::text)
                    .filteredOn(text -> text.contains("rolled anew"))
                    .hasSize(2);
        }
    }
}
