package org.twomes.station.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.run.FailureRecord;

/** A tile shows one advice, that of its failure code, whatever part of the station failed. */
@Tag("fast")
class AdviceTest {
    private static final String ADDRESS = "/dev/ttyUSB0";
    private static final String DETAIL = "no byte came back";

    @ParameterizedTest
    @EnumSource(FaultCode.class)
    void everyFaultShowsOneAdviceAndItsOwnParticulars(FaultCode code) {
        SlotView.Trouble trouble = SlotView.Trouble.of(new FaultException(code, ADDRESS, DETAIL));
        assertThat(trouble.code()).isEqualTo(code.shown().name());
        assertThat(trouble.sentence()).isEqualTo(code.shown().sentence());
        assertThat(trouble.remedy())
                .isNotBlank()
                .isEqualTo(code.slotTexts().remedy())
                .isEqualTo(SlotView.Trouble.of(code, DETAIL).remedy());
        assertThat(trouble.detail()).isEqualTo(ADDRESS + ": " + DETAIL);
        assertThat(Arrays.stream(FaultCode.values())
                        .filter(other -> trouble.detail().contains(other.remedy())))
                .isEmpty();
    }

    /** The ledger keeps the code that the slot shows, and only a code that it may keep. */
    @ParameterizedTest
    @EnumSource(FaultCode.class)
    void theLedgerKeepsWhatTheSlotShows(FaultCode code) {
        FaultException fault = new FaultException(code, ADDRESS, DETAIL);
        assertThat(FailureRecord.of(UnitState.CONNECTED, fault).code())
                .isEqualTo(SlotView.Trouble.of(fault).code())
                .isIn(FaultCode.allShown().stream().map(FaultCode::name).toList());
        assertThat(code.shown().shown()).isEqualTo(code.shown());
        assertThat(code.retryPolicy()).isEqualTo(code.shown().retryPolicy());
    }

    /** No fault is proof that a board is beyond repair, and some are ours. */
    @ParameterizedTest
    @EnumSource(FaultCode.class)
    void noBoardIsSentToScrap(FaultCode code) {
        assertThat(code.remedy()).doesNotContainIgnoringCase("scrap").isNotBlank();
        assertThat(code.sentence()).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"FLASH_UNKNOWN", "LOADER_TIMEOUT", "MD5_TIMEOUT", "ERASE_TIMEOUT", "NEEDS_STUB", "LOADER_ERROR"})
    void aFaultHasItsOwnWords(FaultCode code) {
        assertThat(Arrays.stream(FaultCode.values()).filter(other -> other.shown() == code))
                .as("no other fault is shown as this one")
                .containsExactly(code);
    }

    @Test
    void noTwoCodesHaveTheSameSentence() {
        List<String> sentences =
                FaultCode.allShown().stream().map(FaultCode::sentence).toList();
        assertThat(sentences).doesNotHaveDuplicates();
    }

    @Test
    void aGoodBoardIsKept() {
        for (FaultCode code : List.of(FaultCode.FLASH_UNKNOWN, FaultCode.SHEETS_BLOCKED, FaultCode.CLOCK_SET_BACK)) {
            assertThat(code.remedy())
                    .doesNotContainIgnoringCase("put the board aside")
                    .doesNotContain("Put it aside");
        }
    }
}
