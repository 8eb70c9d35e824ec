package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.twomes.station.backoffice.ExistenceAnswer;
import org.twomes.station.dashboard.BackOfficeControl;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.UnitQuery;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.LastStep;
import org.twomes.station.pipeline.Registrar;
import org.twomes.station.rig.FakeBackOffice;
import org.twomes.station.rig.FakeBackOffice.Trouble;
import org.twomes.station.sticker.SheetReader;

/** Whatever the back office does: boards go on, and each is registered once and labelled once in the end. */
@Tag("rig")
class OutboxTest {
    private static final int SHIFT = 500;
    private static final int CROWD = 40;
    /** A fifth of what the real server needs, as is the desk's time limit. */
    private static final Duration ONE_BCRYPT = Duration.ofMillis(50);

    /** Something that is not the back office answers. */
    private static final Set<Trouble> OTHERS_ANSWER =
            Set.of(Trouble.PORTAL, Trouble.NOT_FOUND, Trouble.REDIRECTS, Trouble.TOO_LARGE, Trouble.FORBIDS);

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private FakeBackOffice backOffice;
    private OutboxFixture desk;

    @BeforeEach
    void open() throws Exception {
        backOffice = new FakeBackOffice(OutboxFixture.ADMIN);
        desk = new OutboxFixture(folder, backOffice.url());
    }

    @AfterEach
    void close() {
        desk.close();
        backOffice.close();
    }

    private List<String> registered() {
        return backOffice.devices().stream().map(FakeBackOffice.Device::name).toList();
    }

    @ParameterizedTest
    @EnumSource(
            value = Trouble.class,
            names = {"NONE", "REFUSES_TOKEN", "LOSES_PROOF"},
            mode = EnumSource.Mode.EXCLUDE)
    void eachTroubleOfTheBackOfficeIsWaitedOut(Trouble trouble) {
        backOffice.trouble(trouble);
        OutboxFixture.Finished one = desk.finish(1);
        OutboxFixture.Finished two = desk.finish(2);
        assertThat(one.result()).isInstanceOf(Registrar.Result.Later.class);
        assertThat(two.result()).isInstanceOf(Registrar.Result.Later.class);
        assertThat(desk.registrar.standing())
                .isInstanceOf(
                        OTHERS_ANSWER.contains(trouble)
                                ? Registrar.CircuitState.Unusable.class
                                : Registrar.CircuitState.Down.class);
        assertThat(desk.unit(one.unit()).state()).isEqualTo(UnitState.IDENTIFIED);
        assertThat(desk.unit(one.unit()).label()).isEmpty();
        desk.pass(OutboxFixture.MOST);
        // Where only the answer to a success is lost, the next try hears that the name is taken, by ourselves.
        int heard = trouble == Trouble.LOSES_ANSWER_OF_REGISTRATION ? 1 : 0;
        assertThat(desk.registrar.work()).isEqualTo(heard);
        assertThat(desk.ledger.outbox().waiting()).isEqualTo(2 - heard);

        backOffice.trouble(Trouble.NONE);
        assertThat(desk.workThrough(2)).isEqualTo(2 - heard);
        assertThat(registered()).containsExactlyInAnyOrder(OutboxFixture.name(1), OutboxFixture.name(2));
        assertThat(Stream.of(one, two).map(end -> desk.unit(end.unit()).state()))
                .containsOnly(UnitState.LABELLED);
        assertThat(desk.unit(one.unit()).label())
                .isNotEqualTo(desk.unit(two.unit()).label());
        assertThat(desk.registrar.standing()).isInstanceOf(Registrar.CircuitState.Fine.class);
    }

    /** No scheduler runs here that would make it a moment later. */
    @Test
    void aSheetIsMadeByTheLabelThatFillsIt() throws Exception {
        String sheet = desk.ledger
                .sheets()
                .startSheet(OutboxFixture.STATION, "L7651", 65, 64, Instant.parse("2026-11-24T08:00:00Z"))
                .number();
        Path pdf = folder.resolve("sheets").resolve(sheet + ".pdf");
        desk.finish(1);
        assertThat(pdf).doesNotExist();
        desk.finish(2);
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(pdf));
        assertThat(SheetReader.names(pdf)).containsExactly(OutboxFixture.name(1), OutboxFixture.name(2));
        OutboxFixture.Finished next = desk.finish(3);
        assertThat(desk.unit(next.unit()).label().orElseThrow().sheet()).isNotEqualTo(sheet);
        assertThat(desk.unit(next.unit()).label().orElseThrow().position()).isEqualTo(1);
    }

    @Test
    void triesComeFurtherAndFurtherApartAndNotInStep() {
        backOffice.trouble(Trouble.BROKEN);
        desk.finish(1);
        List<Integer> seconds = new ArrayList<>();
        int tries = tries();
        for (int waited = 0; seconds.size() < 6; waited++) {
            desk.pass(Duration.ofSeconds(1));
            desk.registrar.work();
            if (tries() > tries) {
                tries = tries();
                seconds.add(waited + 1);
                waited = -1;
            }
        }
        for (int i = 0; i < seconds.size(); i++) {
            long most = Math.min(OutboxFixture.MOST.toSeconds(), OutboxFixture.FIRST.toSeconds() << i);
            assertThat(seconds.get(i)).as("wait %d of %s", i, seconds).isBetween((int) (most / 2), (int) most + 1);
        }
        assertThat(IntStream.range(0, seconds.size())
                        .filter(i -> seconds.get(i) != OutboxFixture.FIRST.toSeconds() << i)
                        .count())
                .as("waits with a part left to chance: %s", seconds)
                .isPositive();
    }

    /** How often the fake back office was asked for anything. */
    private int tries() {
        return backOffice.requests();
    }

    @Test
    void manyThatWaitAskAsSeldomAsOne() {
        backOffice.trouble(Trouble.BROKEN);
        IntStream.rangeClosed(1, 30).forEach(desk::finish);
        int before = backOffice.requests();
        for (int second = 0; second < 10 * OutboxFixture.MOST.toSeconds(); second++) {
            desk.pass(Duration.ofSeconds(1));
            desk.registrar.work();
        }
        assertThat(backOffice.requests() - before).isBetween(10, 32);
    }

    @Test
    void aNameThatSomebodyElseTookMeanwhileIsHeldWithoutALabel() {
        backOffice.trouble(Trouble.BUSY);
        OutboxFixture.Finished end = desk.finish(1);
        backOffice.trouble(Trouble.NONE);
        backOffice.know(OutboxFixture.name(1), "Generic-Test", OutboxFixture.token(2));
        assertThat(desk.meters())
                .contains(refused("NAME_TAKEN", 0), refused("TOKEN_TAKEN", 0))
                .contains(refused("REGISTRATION_REFUSED", 0), "station_units_total{result=\"held\"} 0.0");
        desk.workThrough(3);
        assertThat(desk.meters())
                .contains(refused("NAME_TAKEN", 1), refused("TOKEN_TAKEN", 0))
                .contains("station_units_total{result=\"held\"} 1.0")
                .contains("station_failures_total{reason=\"NAME_TAKEN\",stage=\"REGISTERED\"} 1.0");
        UnitRecord held = desk.unit(end.unit());
        assertThat(held.state()).isEqualTo(UnitState.HELD);
        assertThat(held.failure().orElseThrow().code()).isEqualTo("NAME_TAKEN");
        assertThat(held.label()).isEmpty();
        assertThat(backOffice.devices()).hasSize(1);
    }

    /**
     * The server needs a time for one call after the other; boards that come all at once must not make it need much more, nor
     * silence it.
     */
    @Test
    void aCrowdOfBoardsIsRegisteredInTwiceTheTimeOfOneAfterTheOther() throws Exception {
        backOffice.costs(ONE_BCRYPT);
        int few = CROWD / 4;
        Instant began = Instant.now();
        for (int number = 1; number <= few; number++) {
            LastStep.exists(desk.registrar, OutboxFixture.name(CROWD + number));
            assertThat(desk.finish(CROWD + number).result()).isInstanceOf(Registrar.Result.Confirmed.class);
        }
        Duration oneAfterTheOther =
                Duration.between(began, Instant.now()).multipliedBy(CROWD).dividedBy(few);

        ExecutorService boards = Executors.newFixedThreadPool(CROWD);
        began = Instant.now();
        List<Future<OutboxFixture.Finished>> crowd = new ArrayList<>();
        for (int number = 1; number <= CROWD; number++) {
            int own = number;
            crowd.add(boards.submit(() -> {
                LastStep.exists(desk.registrar, OutboxFixture.name(own));
                return desk.finish(own);
            }));
        }
        for (Future<OutboxFixture.Finished> board : crowd) {
            assertThat(board.get().result()).isInstanceOf(Registrar.Result.Confirmed.class);
        }
        Duration atOnce = Duration.between(began, Instant.now());
        boards.shutdown();
        assertThat(registered()).hasSize(CROWD + few).doesNotHaveDuplicates();
        assertThat(backOffice.mostInFlight()).isLessThanOrEqualTo(4);
        assertThat(atOnce).isLessThan(oneAfterTheOther.multipliedBy(2));
    }

    @Test
    void whatIsNotTheBackOfficesAnswerHoldsNothingAndRetryTriesAllOfItAtOnce() {
        backOffice.trouble(Trouble.NOT_FOUND);
        List<OutboxFixture.Finished> ends = List.of(desk.finish(1), desk.finish(2), desk.finish(3));
        assertThat(ends).allMatch(end -> end.result() instanceof Registrar.Result.Later);
        assertThat(desk.registrar.standing())
                .isInstanceOfSatisfying(Registrar.CircuitState.Unusable.class, unusable -> {
                    assertThat(unusable.why()).contains("404", "404 page not found");
                    assertThat(unusable.remedy()).contains("backOffice.url");
                });
        assertThat(backOffice.requests()).as("calls for three boards").isOne();
        assertThat(desk.meters()).contains("station_units_total{result=\"held\"} 0.0");

        backOffice.trouble(Trouble.NONE);
        List<Runnable> work = new ArrayList<>();
        assertThat(new BackOfficeControl(desk.registrar, work::add).retryNow().message())
                .isEqualTo("3 registrations are tried now.");
        work.forEach(Runnable::run);
        assertThat(ends.stream().map(end -> desk.unit(end.unit()).state())).containsOnly(UnitState.LABELLED);
        assertThat(registered()).hasSize(3);
    }

    @Test
    void theExistenceTestSaysBeforeTheFirstBoardThatSomethingElseAnswers() {
        backOffice.trouble(Trouble.NOT_FOUND);
        assertThat(LastStep.exists(desk.registrar, OutboxFixture.name(1))).isInstanceOf(ExistenceAnswer.Unusable.class);
        assertThat(desk.registrar.standing()).isInstanceOf(Registrar.CircuitState.Unusable.class);
        backOffice.trouble(Trouble.NONE);
        desk.pass(OutboxFixture.MOST);
        assertThat(LastStep.exists(desk.registrar, OutboxFixture.name(1))).isInstanceOf(ExistenceAnswer.Free.class);
        assertThat(desk.registrar.standing()).isInstanceOf(Registrar.CircuitState.Fine.class);
    }

    @Test
    void aLookWithoutAnyBoardFindsWhatIsWrongAndThatItIsRightAgain() {
        backOffice.trouble(Trouble.REDIRECTS);
        desk.registrar.look("Generic-Test", () -> Optional.of("Generic-Test"));
        assertThat(desk.registrar.standing()).isInstanceOf(Registrar.CircuitState.Unusable.class);
        int asked = backOffice.requests();
        desk.registrar.look("Generic-Test", () -> Optional.of("Generic-Test"));
        assertThat(backOffice.requests()).isEqualTo(asked);
        backOffice.trouble(Trouble.NONE);
        desk.pass(OutboxFixture.MOST);
        desk.registrar.look("Generic-Test", () -> Optional.of("Generic-Test"));
        assertThat(desk.registrar.standing()).isInstanceOf(Registrar.CircuitState.Fine.class);
    }

    @Test
    void boardsOfATypeThatTheBackOfficeDoesNotKnowWaitAndOneActionRegistersThemAll() {
        List<OutboxFixture.Finished> ends = IntStream.rangeClosed(1, 10)
                .mapToObj(number -> desk.finish(number, "New-Type", true))
                .toList();
        OutboxFixture.Finished other = desk.finish(11);
        assertThat(ends).allMatch(end -> end.result() instanceof Registrar.Result.Later);
        assertThat(other.result()).isInstanceOf(Registrar.Result.Confirmed.class);
        assertThat(ends.stream().map(end -> desk.unit(end.unit()).state())).containsOnly(UnitState.IDENTIFIED);
        assertThat(desk.registrar.unknownTypes()).containsExactly("New-Type");
        assertThat(desk.registrar.standing()).isInstanceOf(Registrar.CircuitState.Fine.class);
        assertThat(backOffice.requests())
                .as("two for the first, two for the other type")
                .isEqualTo(4);

        backOffice.addType("New-Type");
        List<Runnable> work = new ArrayList<>();
        assertThat(new BackOfficeControl(desk.registrar, work::add).retryNow().message())
                .isEqualTo("10 registrations are tried now.");
        work.forEach(Runnable::run);
        assertThat(ends.stream().map(end -> desk.unit(end.unit()).state())).containsOnly(UnitState.LABELLED);
        assertThat(desk.registrar.unknownTypes()).isEmpty();
    }

    @Test
    void boardsOfAnUnknownTypeAskAsSeldomAsOneAndGoOnByThemselves() {
        IntStream.rangeClosed(1, 30).forEach(number -> desk.finish(number, "New-Type", true));
        int before = backOffice.requests();
        for (int second = 0; second < 5 * OutboxFixture.MOST.toSeconds(); second++) {
            desk.pass(Duration.ofSeconds(1));
            desk.registrar.work();
        }
        assertThat(backOffice.requests() - before).isBetween(8, 40);
        backOffice.addType("New-Type");
        assertThat(desk.workThrough(5)).isEqualTo(30);
    }

    @Test
    void whatAnEarlierVersionHeldForTheBackOfficesStateIsRetriedWithTheRest() {
        backOffice.trouble(Trouble.BROKEN);
        long unit = desk.finish(1).unit();
        backOffice.trouble(Trouble.NONE);
        desk.pass(OutboxFixture.MOST);
        for (String code : List.of("TYPE_UNKNOWN", "REGISTRATION_REFUSED")) {
            desk.ledger
                    .outbox()
                    .refused(
                            unit,
                            new Failure(UnitState.REGISTERED, code, "back office: 404 Not Found", false),
                            true,
                            Instant.parse("2026-11-24T09:00:00Z"));
            assertThat(desk.unit(unit).state()).isEqualTo(UnitState.HELD);
            assertThat(desk.registrar.retry()).as(code).isOne();
            assertThat(desk.unit(unit).state()).isEqualTo(UnitState.IDENTIFIED);
        }
        assertThat(desk.registrar.work()).isOne();
        assertThat(desk.unit(unit).state()).isEqualTo(UnitState.LABELLED);
    }

    private void look(String type) {
        desk.registrar.look(type, () -> Optional.of(type));
    }

    @Test
    void aTypeIsCheckedBeforeTheFirstBoardWithATokenThatIsRegistered() {
        desk.finish(1);
        desk.finish(2);
        look("New-Type");
        assertThat(desk.registrar.unknownTypes()).containsExactly("New-Type");
        int asked = backOffice.requests();
        look("New-Type");
        assertThat(backOffice.requests()).as("while it is not due").isEqualTo(asked);
        backOffice.addType("New-Type");
        desk.pass(OutboxFixture.MOST);
        look("New-Type");
        assertThat(desk.registrar.unknownTypes()).isEmpty();
        assertThat(registered()).containsExactlyInAnyOrder(OutboxFixture.name(1), OutboxFixture.name(2));
        assertThat(desk.registrar.madeByMistake()).isEmpty();
    }

    @Test
    void aTypeIsNotCheckedWhereNoTokenIsKnownToBeRegistered() throws Exception {
        look("Generic-Test");
        assertThat(backOffice.devices()).as("an empty ledger").isEmpty();

        desk.finish(1);
        FakeBackOffice other = new FakeBackOffice(OutboxFixture.ADMIN);
        // The other server knows the name from an earlier preparation, and not the token of this one.
        other.know(OutboxFixture.name(1), "Generic-Test", OutboxFixture.token(99));
        desk.close();
        desk = new OutboxFixture(folder, other.url());
        look("Generic-Test");
        assertThat(other.devices()).as("a ledger of units at another server").hasSize(1);
        other.close();

        desk.close();
        desk = new OutboxFixture(folder, backOffice.url());
        URI address = backOffice.url();
        backOffice.close();
        backOffice = new FakeBackOffice(OutboxFixture.ADMIN, address.getPort());
        look("Generic-Test");
        assertThat(backOffice.devices()).as("a server whose devices are gone").isEmpty();
    }

    @Test
    void aNameThatSomebodyElseTookBeforeALostCallArrivedGetsNoLabel() {
        backOffice.trouble(Trouble.SLOW);
        OutboxFixture.Finished end = desk.finish(1);
        backOffice.trouble(Trouble.NONE);
        desk.pass(OutboxFixture.MOST);
        // The call went out, as far as the station knows, and never arrived.
        desk.ledger.outbox().calling(end.unit(), Instant.parse("2026-11-24T08:00:00Z"));
        desk.ledger.outbox().postpone(end.unit(), "no answer", true, Instant.parse("2026-11-24T08:00:00Z"));
        backOffice.know(OutboxFixture.name(1), "Generic-Test", OutboxFixture.token(2));
        desk.workThrough(3);
        UnitRecord held = desk.unit(end.unit());
        assertThat(held.state()).isEqualTo(UnitState.HELD);
        assertThat(held.failure().orElseThrow().code()).isEqualTo("NAME_TAKEN");
        assertThat(held.label()).isEmpty();
    }

    @Test
    void aRegistrationWaitsWhileNothingProvesIt() {
        backOffice.trouble(Trouble.LOSES_ANSWER_OF_REGISTRATION);
        OutboxFixture.Finished end = desk.finish(1);
        backOffice.trouble(Trouble.LOSES_PROOF);
        assertThat(desk.workThrough(4)).isZero();
        assertThat(desk.unit(end.unit()).state()).isEqualTo(UnitState.IDENTIFIED);
        assertThat(desk.unit(end.unit()).label()).isEmpty();
        backOffice.trouble(Trouble.NONE);
        assertThat(desk.workThrough(2)).isOne();
        assertThat(registered()).containsExactly(OutboxFixture.name(1));
    }

    @Test
    void aDeviceThatShowsItsTokenItselfIsNeverAskedForByIt() {
        backOffice.trouble(Trouble.LOSES_ANSWER_OF_REGISTRATION);
        OutboxFixture.Finished end = desk.finish(1, "Generic-Test", false);
        backOffice.attach(OutboxFixture.name(1));
        backOffice.trouble(Trouble.NONE);
        assertThat(desk.workThrough(3)).isZero();
        assertThat(backOffice.sessions())
                .as("sessions that ended the device's own")
                .isZero();
        UnitRecord held = desk.unit(end.unit());
        assertThat(held.state()).isEqualTo(UnitState.HELD);
        assertThat(held.failure().orElseThrow().detail()).contains("by this board itself if");
    }

    @Test
    void aNameThatIsTakenIsNoConfirmationThoughTheLedgerCouldNotBeToldOfIt() {
        backOffice.know(OutboxFixture.name(1), "Generic-Test", OutboxFixture.token(2));
        desk.failing = "refused";
        assertThatThrownBy(() -> desk.finish(1)).isInstanceOf(FaultException.class);
        desk.failing = "";
        assertThat(desk.workThrough(3)).isZero();
        UnitRecord held = desk.ledger.units().search(UnitQuery.newest(10)).get(0);
        assertThat(held.state()).isEqualTo(UnitState.HELD);
        assertThat(held.failure().orElseThrow().code()).isEqualTo("NAME_TAKEN");
        assertThat(held.label()).isEmpty();
    }

    @Test
    void aConfirmationThatTheLedgerCouldNotBeToldOfIsNoRefusal() {
        desk.failing = "confirmed";
        assertThatThrownBy(() -> desk.finish(1)).isInstanceOf(FaultException.class);
        desk.failing = "";
        assertThat(desk.workThrough(3)).isOne();
        assertThat(registered()).containsExactly(OutboxFixture.name(1));
    }

    @Test
    void theRestOfABatchIsGivenBackWhenTheLedgerFailsInItsMiddle() {
        backOffice.trouble(Trouble.BUSY);
        IntStream.rangeClosed(1, 4).forEach(desk::finish);
        backOffice.trouble(Trouble.NONE);
        desk.pass(OutboxFixture.MOST);
        desk.failing = "confirmed";
        assertThatThrownBy(desk.registrar::work).isInstanceOf(FaultException.class);
        desk.failing = "";
        assertThat(desk.registrar.work())
                .as("without waiting for the lease's end")
                .isEqualTo(4);
        assertThat(registered()).hasSize(4);
    }

    private static String refused(String reason, int times) {
        return "station_registrations_refused_total{reason=\"" + reason + "\"} " + times + ".0";
    }

    @Test
    void aTokenThatAnotherDeviceHasFailsTheBoardWithoutALabel() {
        backOffice.trouble(Trouble.LOSES_ANSWER);
        backOffice.know(OutboxFixture.name(2), "Generic-Test", OutboxFixture.token(1));
        OutboxFixture.Finished end = desk.finish(1);
        backOffice.trouble(Trouble.NONE);
        desk.workThrough(3);
        UnitRecord failed = desk.unit(end.unit());
        assertThat(failed.failure().orElseThrow().code()).isEqualTo("TOKEN_TAKEN");
        assertThat(desk.meters()).contains(refused("TOKEN_TAKEN", 1), refused("NAME_TAKEN", 0));
        assertThat(failed.label()).isEmpty();
        assertThat(registered()).containsExactly(OutboxFixture.name(2));
    }

    @Test
    void aRefusedAdminTokenStopsRegistrationsUntilItsFileChanges() throws Exception {
        backOffice.trouble(Trouble.REFUSES_TOKEN);
        List<OutboxFixture.Finished> ends = List.of(desk.finish(1), desk.finish(2), desk.finish(3));
        assertThat(ends)
                .allMatch(end -> end.result() instanceof Registrar.Result.Later later
                        && later.why().contains("admin token"));
        assertThat(desk.registrar.standing()).isInstanceOf(Registrar.CircuitState.TokenRefused.class);

        backOffice.trouble(Trouble.NONE);
        int asked = backOffice.requests();
        desk.workThrough(20);
        desk.finish(4);
        assertThat(backOffice.requests())
                .as("calls with a token that was refused")
                .isEqualTo(asked);

        desk.writeToken(" " + OutboxFixture.ADMIN.reveal());
        desk.workThrough(3);
        assertThat(registered()).hasSize(4).doesNotHaveDuplicates();
        assertThat(ends.stream().map(end -> desk.unit(end.unit()).state())).containsOnly(UnitState.LABELLED);
    }

    @Test
    void anAdminTokenFileThatIsGoneStopsRegistrationsUntilItIsThere() throws Exception {
        Files.delete(desk.tokenFile);
        assertThat(desk.finish(1).result()).isInstanceOf(Registrar.Result.Later.class);
        assertThat(desk.registrar.standing()).isInstanceOf(Registrar.CircuitState.TokenRefused.class);
        desk.writeToken(OutboxFixture.ADMIN.reveal());
        assertThat(desk.workThrough(3)).isEqualTo(1);
        assertThat(registered()).containsExactly(OutboxFixture.name(1));
    }

    /** The back office goes, comes back in trouble, goes again: 500 boards, 500 registrations, 500 labels that can be read. */
    @Test
    void aShiftWithTheBackOfficeGoneAndBackEndsWithEveryBoardRegisteredAndLabelledOnce() throws Exception {
        URI address = backOffice.url();
        List<Long> units = new ArrayList<>();
        List<FakeBackOffice.Device> known = new ArrayList<>();
        for (int number = 1; number <= SHIFT; number++) {
            if (number == 50) {
                known.addAll(backOffice.devices());
                backOffice.close();
            } else if (number == 350) {
                backOffice = new FakeBackOffice(OutboxFixture.ADMIN, address.getPort());
                known.forEach(device -> backOffice.know(device.name(), device.deviceType(), device.token()));
                backOffice.trouble(Trouble.LOSES_ANSWER_OF_REGISTRATION);
            } else if (number == 400) {
                backOffice.trouble(Trouble.BROKEN);
            } else if (number == 450) {
                backOffice.trouble(Trouble.NONE);
            }
            units.add(desk.finish(number).unit());
            desk.pass(Duration.ofSeconds(8));
            if (number % 25 == 0) {
                desk.registrar.work();
            }
        }
        desk.workThrough(20);
        assertThat(desk.ledger.outbox().waiting()).isZero();
        List<String> names =
                IntStream.rangeClosed(1, SHIFT).mapToObj(OutboxFixture::name).toList();
        assertThat(registered()).containsExactlyInAnyOrderElementsOf(names);
        Set<String> places = new HashSet<>();
        units.forEach(unit -> {
            var place = desk.unit(unit).label().orElseThrow();
            places.add(place.sheet() + " " + place.position());
        });
        assertThat(places).hasSize(SHIFT);
        desk.sheets();
        List<String> printed = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve("sheets"))) {
            for (Path file : files.toList()) {
                printed.addAll(SheetReader.names(file));
            }
        }
        assertThat(printed).containsExactlyInAnyOrderElementsOf(names);
    }
}
