package org.twomes.station.esp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.twomes.station.config.ResetChoice;
import org.twomes.station.port.LinkException;
import org.twomes.station.port.Reset;
import org.twomes.station.port.ResetRequest;
import org.twomes.station.port.Resets;
import org.twomes.station.port.SerialLink;

/** Boards that the station cannot reset: a person does, or nobody. */
class LoaderByHandTest {
    private static final Reset NONE = Resets.of(new ResetChoice.None(), (port, request) -> {}, span -> {});

    private final List<ResetRequest> asked = new ArrayList<>();

    private static void assertFault(ThrowingCallable what, LoaderFault fault) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        LoaderException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }

    /** No byte passes at more than this rate, either way. */
    private static void carryUpTo(Bench bench, int baud) {
        MeddledLink.Meddler carried =
                packet -> bench.board.link().baud() > baud ? Optional.empty() : Optional.of(packet);
        bench.link.towardsBoard(carried);
        bench.link.towardsHost(carried);
    }

    /** A person who does at once what he is asked for. */
    private Reset byHand(Bench bench) {
        Reset manual = Resets.of(new ResetChoice.Manual(), (port, request) -> asked.add(request), span -> {});
        return new Reset() {
            @Override
            public void intoLoader(SerialLink link, int attempt) throws LinkException {
                manual.intoLoader(link, attempt);
                bench.reset.intoLoader(bench.board.link(), attempt);
            }

            @Override
            public void run(SerialLink link) throws LinkException {
                manual.run(link);
            }

            @Override
            public Duration patience() {
                return manual.patience();
            }

            @Override
            public boolean automatic() {
                return manual.automatic();
            }
        };
    }

    @Test
    void aRateThatCarriesNothingIsLeftByThePersonsHand() throws Exception {
        for (boolean stub : new boolean[] {true, false}) {
            asked.clear();
            try (Bench bench = new Bench(Bench.BOARD, "")) {
                carryUpTo(bench, 250_000);
                Loader loader = bench.connect(Bench.settings(stub, 921_600, 460_800, 230_400), byHand(bench));
                loader.prepare();
                assertThat(loader.baud()).isEqualTo(230_400);
                assertThat(bench.told).contains("baud 230400 fell back");
                assertThat(asked)
                        .as("at first, after 921600 and after 460800")
                        .hasSize(3)
                        .containsOnly(ResetRequest.HOLD_BOOT_AND_TAP_RESET);
            }
        }
    }

    @Test
    void whereNothingResetsABoardARateThatCarriesNothingIsSaidToBeTheEnd() throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            carryUpTo(bench, 250_000);
            bench.reset.intoLoader(bench.board.link(), 0);
            Loader loader = bench.connect(Bench.settings(true, 921_600, 460_800, 230_400), NONE);
            assertFault(loader::prepare, LoaderFault.NO_WAY_BACK);
        }
    }

    /** Its first register is asked for three times in vain, and then all is begun anew. */
    @Test
    void aStubThatRunsAtTheRateOfTheRunBeforeIsFoundThereAgain() throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            LoaderSettings settings = Bench.settings(true, 460_800);
            bench.connect(settings).prepare();
            bench.link.towardsHost(Bench.losing(LoaderProtocol.READ_REG, 1, 2, 3));
            Loader loader = bench.connect(settings, NONE);
            assertThat(loader.stubRuns()).isTrue();
            assertThat(loader.baud()).isEqualTo(460_800);
        }
    }
}
