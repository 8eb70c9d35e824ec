package org.twomes.station.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.twomes.station.esp.LoaderFailures;
import org.twomes.station.esp.LoaderFault;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.identity.IdentityException;
import org.twomes.station.identity.IdentityFault;
import org.twomes.station.ledger.LedgerException;
import org.twomes.station.ledger.LedgerFault;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.port.LinkException;
import org.twomes.station.port.LinkFault;

/** A tile shows one advice, that of its failure code, whatever part of the station failed. */
@Tag("fast")
class AdviceTest {
    private static final String ADDRESS = "/dev/ttyUSB0";
    private static final String DETAIL = "no byte came back";

    /** Every fault of every part, as it reaches the tile. */
    private static Map<String, Exception> faults() {
        Map<String, Exception> faults = new LinkedHashMap<>();
        for (LoaderFault fault : LoaderFault.values()) {
            faults.put("loader " + fault, LoaderFailures.of(fault, ADDRESS, DETAIL));
        }
        for (LinkFault fault : LinkFault.values()) {
            faults.put("link " + fault, new LinkException(fault, ADDRESS, DETAIL));
        }
        for (LedgerFault fault : LedgerFault.values()) {
            faults.put("ledger " + fault, new LedgerException(fault, ADDRESS + ": " + DETAIL));
        }
        for (IdentityFault fault : IdentityFault.values()) {
            faults.put("identity " + fault, new IdentityException(fault, ADDRESS + ": " + DETAIL));
        }
        return faults;
    }

    @TestFactory
    Stream<DynamicTest> everyFaultShowsOneAdviceAndItsOwnParticulars() {
        return faults().entrySet().stream()
                .map(fault -> DynamicTest.dynamicTest(fault.getKey(), () -> {
                    StageFailure failure = Faults.of(fault.getValue());
                    SlotView.Trouble trouble = failure.trouble(UnitState.CONNECTED);
                    assertThat(trouble.remedy())
                            .isNotBlank()
                            .isEqualTo(failure.code().remedy());
                    assertThat(trouble.detail()).isEqualTo(ADDRESS + ": " + DETAIL);
                    assertThat(Arrays.stream(FaultCode.values())
                                    .filter(code -> trouble.detail().contains(code.remedy())))
                            .isEmpty();
                }));
    }

    /** No fault is proof that a board is beyond repair, and some are ours. */
    @ParameterizedTest
    @EnumSource(FaultCode.class)
    void noBoardIsSentToScrap(FaultCode code) {
        assertThat(code.remedy()).doesNotContainIgnoringCase("scrap").isNotBlank();
        assertThat(code.sentence()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "FLASH_UNKNOWN, FLASH_UNKNOWN",
        "TIMEOUT, LOADER_TIMEOUT",
        "MD5_TIMEOUT, MD5_TIMEOUT",
        "ERASE_TIMEOUT, ERASE_TIMEOUT",
        "NEEDS_STUB, NEEDS_STUB",
        "COMMAND_FAILED, LOADER_ERROR"
    })
    void aFaultHasItsOwnWords(LoaderFault fault, FaultCode code) {
        Map<LoaderFault, FaultCode> codes = new EnumMap<>(LoaderFault.class);
        for (LoaderFault each : LoaderFault.values()) {
            codes.put(each, Faults.of(LoaderFailures.of(each, ADDRESS, DETAIL)).code());
        }
        assertThat(codes.get(fault)).isEqualTo(code);
        assertThat(codes.values().stream().filter(code::equals))
                .as("no other fault has this code")
                .hasSize(1);
    }

    @Test
    void noTwoCodesHaveTheSameSentence() {
        List<String> sentences = Arrays.stream(FaultCode.values())
                .filter(code -> code.texts() == code)
                .map(FaultCode::sentence)
                .toList();
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
