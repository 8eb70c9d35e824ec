package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.Failure;
import org.twomes.station.pipeline.SlotPhase;

/** A stage that lasts too long ends its attempt; the board is run again, in time of its own. */
@Tag("rig")
class StageTimeoutOnRigTest {
    private static final int BOARD = 0x000001;

    @TempDir
    Path folder;

    private static Optional<String> failure(AttemptRecord attempt) {
        return attempt.failure().map(Failure::code);
    }

    /** The loader waits 5 s and more for a lost acknowledgement (40 s a megabyte); a board is written in a second. */
    @Test
    void anAttemptThatTookTooLongIsFollowedByAnotherWithAFreshLimit() throws Exception {
        Map<String, String> settings = Map.of("pipeline.attempts", "4", "pipeline.program", "1s");
        try (StationOnRig rig = new StationOnRig(folder, 1, settings)) {
            assertThat(rig.prepare(0, BOARD, "lose-ack 10").phase()).isEqualTo(SlotPhase.DONE);
            rig.assertProven(BOARD);
            List<AttemptRecord> attempts = rig.attempts(BOARD);
            assertThat(attempts).hasSizeGreaterThanOrEqualTo(2);
            assertThat(failure(attempts.get(0))).contains(FaultCode.STAGE_TIMEOUT.name());
            assertThat(failure(attempts.get(attempts.size() - 1))).isEmpty();
        }
    }

    @Test
    void aBoardThatTakesTooLongEveryTimeFailsAfterItsAttempts() throws Exception {
        Map<String, String> settings = Map.of("pipeline.attempts", "2", "pipeline.program", "100ms");
        try (StationOnRig rig = new StationOnRig(folder, 1, settings)) {
            assertThat(rig.prepare(0, BOARD, "slow-erase, used 4096").phase()).isEqualTo(SlotPhase.FAILED);
            assertThat(rig.code(0)).isEqualTo(FaultCode.STAGE_TIMEOUT.name());
            assertThat(rig.attempts(BOARD))
                    .extracting(StageTimeoutOnRigTest::failure)
                    .containsExactly(
                            Optional.of(FaultCode.STAGE_TIMEOUT.name()), Optional.of(FaultCode.STAGE_TIMEOUT.name()));
        }
    }
}
