package org.twomes.station.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twomes.station.common.Secret;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/** What every ledger must do, whatever database it lives in. */
abstract class LedgerContract {
    static final Instant T0 = Instant.parse("2026-11-24T08:00:00Z");
    static final String MAC = "24:0a:c4:d3:ad:48";

    Ledger ledger;

    /** Opens the same ledger once more, as another station's process would. */
    abstract Ledger open() throws Exception;

    /** The key file of those stations. */
    abstract TokenKeyFile keyFile();

    private static String token(Ledger ledger, UnitRecord unit) {
        return ledger.sheets()
                .label(unit.id())
                .orElseThrow()
                .token()
                .orElseThrow()
                .reveal();
    }

    /** A registered unit with a label, whose token is 33 and the seconds. */
    private UnitRecord labelled(int seconds) {
        String tail = String.format("%06X", seconds);
        String mac = "24:0a:c4:" + tail.toLowerCase(java.util.Locale.ROOT).replaceAll("(..)(?=.)", "$1:");
        UnitRecord unit = registered("line-1", mac, "TWOMES-" + tail, "33" + (10_000_000 + seconds), seconds);
        ledger.sheets().place("line-1", unit.id(), "L7651", 65, at(seconds));
        return unit;
    }

    @BeforeEach
    void openLedger() throws Exception {
        ledger = open();
    }

    @AfterEach
    void closeLedger() {
        ledger.close();
    }

    private static final String BACK_OFFICE = "https://back-office.example/v1";

    static Instant at(int seconds) {
        return T0.plusSeconds(seconds);
    }

    long begin(String station, int seconds) {
        return ledger.units()
                .begin(new AttemptStart(station, "1-1.2:1.0", "A1", "/dev/ttyUSB0", "fw.zip", "ab12", at(seconds)));
    }

    UnitRecord connect(long attempt, String mac, boolean newPreparation, int seconds) {
        return ledger.units().connected(attempt, mac, "ESP32", 4 << 20, newPreparation, at(seconds));
    }

    UnitRecord identify(long attempt, String name, String token, boolean register, int seconds) {
        return ledger.units()
                .identified(attempt, name, Optional.of("Generic-Test"), Secret.of(token), register, true, at(seconds));
    }

    UnitRecord registered(String station, String mac, String name, String token, int seconds) {
        long attempt = begin(station, seconds);
        connect(attempt, mac, false, seconds);
        UnitRecord unit = identify(attempt, name, token, true, seconds);
        assertThat(ledger.outbox().claim(station, unit.id(), at(seconds), Duration.ofMinutes(1)))
                .isPresent();
        ledger.outbox().calling(unit.id(), at(seconds));
        assertThat(ledger.outbox().confirmed(unit.id(), "12", BACK_OFFICE, at(seconds)))
                .isTrue();
        return unit;
    }

    @Test
    void oneProcessWorksUnderAStationsNameAtATime() throws Exception {
        try (Ledger other = open()) {
            StationClaim first = ledger.claim("line-1");
            assertThatThrownBy(() -> other.claim("line-1"))
                    .isInstanceOfSatisfying(
                            FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.LEDGER_IN_USE))
                    .hasMessageContaining("line-1")
                    .extracting(e -> ((FaultException) e).advised(), STRING)
                    .contains("station.name");
            other.claim("line/2").close();
            first.renew();
            first.close();
            StationClaim second = other.claim("line-1");
            assertThatThrownBy(() -> ledger.claim("line-1")).hasMessageContaining("line-1");
            second.close();
        }
    }

    @Test
    void aWholeUnitIsThereWithItsTimesAfterReopening() throws Exception {
        long attempt = begin("line-1", 0);
        connect(attempt, MAC, false, 1);
        ledger.units().advance(attempt, UnitState.PROGRAMMED, "460800 baud", at(20));
        ledger.units().advance(attempt, UnitState.VERIFIED, "", at(22));
        UnitRecord unit = identify(attempt, "TWOMES-D3AD48", "3375550652", true, 24);
        assertThat(unit.state()).isEqualTo(UnitState.IDENTIFIED);
        Outbox.Waiting waiting = ledger.outbox()
                .claim("line-1", unit.id(), at(24), Duration.ofMinutes(1))
                .orElseThrow();
        assertThat(waiting.name()).isEqualTo("TWOMES-D3AD48");
        assertThat(waiting.token()).isEqualTo(Secret.of("3375550652"));
        assertThat(waiting.mayHaveArrived()).isFalse();
        ledger.outbox().calling(unit.id(), at(25));
        assertThat(ledger.outbox().confirmed(unit.id(), "12", BACK_OFFICE, at(26)))
                .isTrue();
        LabelPlace place = ledger.sheets().place("line-1", unit.id(), "L7651", 65, at(27));
        assertThat(place.position()).isEqualTo(1);

        try (Ledger again = open()) {
            UnitRecord known = again.units().byMac(MAC).orElseThrow();
            assertThat(known.state()).isEqualTo(UnitState.LABELLED);
            assertThat(known.name()).contains("TWOMES-D3AD48");
            assertThat(known.label()).contains(place);
            assertThat(known.changed()).isEqualTo(at(27));
            List<AttemptRecord> attempts = again.units().attempts(known.id());
            assertThat(attempts).hasSize(1);
            assertThat(attempts.get(0).transitions())
                    .extracting(AttemptRecord.Transition::state)
                    .containsExactly(
                            UnitState.DETECTED,
                            UnitState.CONNECTED,
                            UnitState.PROGRAMMED,
                            UnitState.VERIFIED,
                            UnitState.IDENTIFIED,
                            UnitState.REGISTERED,
                            UnitState.LABELLED);
            assertThat(attempts.get(0).transitions().get(2).at()).isEqualTo(at(20));
            assertThat(again.units().open("line-1")).isEmpty();
        }
    }

    @Test
    void noLabelWithoutAConfirmedRegistrationAndNeverTwo() {
        long attempt = begin("line-1", 0);
        connect(attempt, MAC, false, 1);
        UnitRecord unit = identify(attempt, "TWOMES-D3AD48", "3375550652", true, 2);
        assertThatThrownBy(() -> ledger.sheets().place("line-1", unit.id(), "L7651", 65, at(3)))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("registered");
        ledger.outbox().confirmed(unit.id(), "1", BACK_OFFICE, at(4));
        assertThat(ledger.sheets().due("line-1")).containsExactly(unit.id());
        LabelPlace first = ledger.sheets().place("line-1", unit.id(), "L7651", 65, at(5));
        LabelPlace second = ledger.sheets().place("line-1", unit.id(), "L7651", 65, at(6));
        assertThat(second).isEqualTo(first);
        assertThat(ledger.sheets().due("line-1")).isEmpty();
        assertThat(ledger.sheets().labels(first.sheetId())).hasSize(1);
    }

    @Test
    void aFailedUnitGoesOnAndAFinishedOneBeginsANewPreparation() {
        long first = begin("line-1", 0);
        UnitRecord unit = connect(first, MAC, false, 1);
        Failure failure = new Failure(UnitState.PROGRAMMED, "LINE_NOISE", "too many damaged messages", true);
        ledger.units().failed(first, failure, at(2));
        assertThat(ledger.units().unit(unit.id()).orElseThrow().failure()).contains(failure);

        long second = begin("line-1", 3);
        UnitRecord again = connect(second, MAC, false, 4);
        assertThat(again.id()).isEqualTo(unit.id());
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(again.failure()).isEmpty();
        identify(second, "TWOMES-D3AD48", "3375550652", false, 5);

        ledger.units().approve(MAC, "sue", at(6));
        assertThat(ledger.units().approved(MAC)).isTrue();
        long third = begin("line-1", 7);
        UnitRecord next = connect(third, MAC, true, 8);
        assertThat(next.life()).isEqualTo(2);
        assertThat(next.id()).isNotEqualTo(unit.id());
        assertThat(ledger.units().approved(MAC)).isFalse();
        assertThat(ledger.units().attempts(unit.id()))
                .extracting(AttemptRecord::ordinal)
                .containsExactly(1, 2);
    }

    @Test
    void aNewPreparationCancelsTheRegistrationWhoseTokenIsGone() {
        long first = begin("line-1", 0);
        connect(first, MAC, false, 1);
        identify(first, "TWOMES-D3AD48", "3375550652", true, 2);
        assertThat(ledger.outbox().waiting()).isEqualTo(1);
        long second = begin("line-1", 3);
        UnitRecord next = connect(second, MAC, true, 4);
        assertThat(ledger.outbox().waiting()).isZero();
        assertThat(ledger.units().attempts(next.id()).get(0).notes())
                .extracting(AttemptRecord.Note::text)
                .anyMatch(text -> text.contains("cancelled"));
    }

    @Test
    void aCallWithoutAnAnswerIsRememberedOverACrash() throws Exception {
        long attempt = begin("line-1", 0);
        connect(attempt, MAC, false, 1);
        UnitRecord unit = identify(attempt, "TWOMES-D3AD48", "3375550652", true, 2);
        assertThat(ledger.outbox().claim("line-1", unit.id(), at(2), Duration.ofSeconds(30)))
                .isPresent();
        ledger.outbox().calling(unit.id(), at(3));

        try (Ledger other = open()) {
            assertThat(other.outbox().claim("line-2", at(4), Duration.ofSeconds(30), 10))
                    .isEmpty();
            List<Outbox.Waiting> due = other.outbox().claim("line-2", at(40), Duration.ofSeconds(30), 10);
            assertThat(due).hasSize(1);
            assertThat(due.get(0).mayHaveArrived()).isTrue();
            assertThat(due.get(0).tries()).isEqualTo(1);
            other.outbox().postpone(unit.id(), "502 Bad Gateway", true, at(60));
            assertThat(other.outbox().claim("line-2", at(59), Duration.ofSeconds(30), 10))
                    .isEmpty();
            assertThat(other.outbox().claim("line-2", at(60), Duration.ofSeconds(30), 10))
                    .extracting(Outbox.Waiting::mayHaveArrived)
                    .containsExactly(true);
        }
    }

    @Test
    void aRefusedRegistrationIsHeldAndCanBeReopened() {
        long attempt = begin("line-1", 0);
        connect(attempt, MAC, false, 1);
        UnitRecord unit = identify(attempt, "TWOMES-D3AD48", "3375550652", true, 2);
        Failure taken = new Failure(UnitState.REGISTERED, "NAME_TAKEN", "TWOMES-D3AD48 is in use", false);
        ledger.outbox().refused(unit.id(), taken, true, at(3));
        UnitRecord held = ledger.units().unit(unit.id()).orElseThrow();
        assertThat(held.state()).isEqualTo(UnitState.HELD);
        assertThat(held.failure()).contains(taken);
        assertThat(ledger.outbox().waiting()).isZero();
        ledger.outbox().reopen(unit.id(), at(4));
        assertThat(ledger.outbox().claim("line-1", at(4), Duration.ofMinutes(1), 10))
                .hasSize(1);
        assertThatThrownBy(() -> ledger.outbox().reopen(unit.id(), at(5))).isInstanceOf(FaultException.class);
    }

    @Test
    void sheetsCloseWhenFullAndNumbersRunOn() {
        List<LabelPlace> places = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            UnitRecord unit = registered("line-1", "24:0a:c4:00:00:0" + i, "TWOMES-00000" + i, "1000000" + i, i);
            places.add(ledger.sheets().place("line-1", unit.id(), "L6112", 2, at(i)));
        }
        assertThat(places)
                .extracting(LabelPlace::sheet)
                .containsExactly("line-1-0001", "line-1-0001", "line-1-0002", "line-1-0002", "line-1-0003");
        assertThat(places).extracting(LabelPlace::position).containsExactly(1, 2, 1, 2, 1);
        assertThat(ledger.sheets().sheets("line-1", SheetLedger.SheetState.CLOSED))
                .hasSize(2);
        long closed = places.get(0).sheetId();
        ledger.sheets().release(closed, "line-1-0001.pdf", at(9));
        ledger.sheets().release(closed, "again.pdf", at(10));
        assertThat(ledger.sheets().sheet("line-1-0001").orElseThrow().file()).isEqualTo("line-1-0001.pdf");
    }

    @Test
    void labelsOfAStretchAreCountedByTheStationThatGaveThem() {
        for (int i = 0; i < 5; i++) {
            UnitRecord unit = registered("line-1", "24:0a:c4:00:00:0" + i, "TWOMES-00000" + i, "1000000" + i, i);
            ledger.sheets().place("line-1", unit.id(), "L6112", 2, at(10 + i));
        }
        UnitRecord other = registered("line-2", MAC, "TWOMES-D3AD48", "3375550652", 5);
        ledger.sheets().place("line-2", other.id(), "L6112", 2, at(12));
        assertThat(ledger.sheets().used("line-1", at(0), at(100))).isEqualTo(new SheetLedger.Used(5, 3));
        assertThat(ledger.sheets().used("line-1", at(11), at(14))).isEqualTo(new SheetLedger.Used(3, 2));
        assertThat(ledger.sheets().used("line-2", at(0), at(100))).isEqualTo(new SheetLedger.Used(1, 1));
        assertThat(ledger.sheets().used("line-2", at(13), at(100))).isEqualTo(new SheetLedger.Used(0, 0));
    }

    @Test
    void aPartUsedSheetStartsWhereItIsToldAndVoidPositionsStayEmpty() {
        ledger.sheets().startSheet("line-1", "L7651", 65, 10, at(0));
        assertThat(ledger.sheets().voidPlace("line-1", Optional.empty(), "sue", at(1)))
                .isEqualTo(10);
        UnitRecord unit = registered("line-1", MAC, "TWOMES-D3AD48", "3375550652", 2);
        assertThat(ledger.sheets()
                        .place("line-1", unit.id(), "L7651", 65, at(3))
                        .position())
                .isEqualTo(11);
        assertThatThrownBy(() -> ledger.sheets().startSheet("line-1", "L7651", 65, 66, at(4)))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("66");
    }

    private int positionOf(int number) {
        UnitRecord unit = registered(
                "line-1", "24:0a:c4:00:00:0" + number, "TWOMES-00000" + number, "200000000" + number, number);
        return ledger.sheets()
                .place("line-1", unit.id(), "L7651", 7, at(number))
                .position();
    }

    private void assertNotVoided(int place, String why) {
        assertThatThrownBy(() -> ledger.sheets().voidPlace("line-1", Optional.of(place), "sue", at(9)))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.LEDGER_CONFLICT))
                .hasMessageContaining(why);
    }

    @Test
    void aVoidPlaceAnywhereOnTheOpenSheetIsNeverGivenOut() {
        assertNotVoided(2, "No sheet is open");
        ledger.sheets().startSheet("line-1", "L7651", 7, 2, at(0));
        assertThat(positionOf(1)).isEqualTo(2);
        for (int place : new int[] {4, 5, 7}) {
            assertThat(ledger.sheets().voidPlace("line-1", Optional.of(place), "sue", at(2)))
                    .isEqualTo(place);
        }
        assertThat(ledger.sheets().openSheet("line-1").orElseThrow().used()).isEqualTo(4);
        assertNotVoided(1, "out of range 2-7");
        assertNotVoided(8, "out of range 2-7");
        assertNotVoided(2, "has the label of TWOMES-000001: it cannot be voided");
        assertNotVoided(4, "is void already");
        assertThat(positionOf(3)).isEqualTo(3);
        assertNotVoided(5, "is void already");
        assertThat(ledger.sheets().openSheet("line-1").orElseThrow().used()).isEqualTo(5);
        assertThat(positionOf(4)).isEqualTo(6);
        assertThat(ledger.sheets().openSheet("line-1")).isEmpty();
        assertThat(ledger.sheets().sheet("line-1-0001").orElseThrow().used()).isEqualTo(6);
        assertThat(positionOf(5)).isEqualTo(1);
    }

    @Test
    void manyAtOnceGetNoGapAndNoDouble() throws Exception {
        int threads = 6;
        int each = 8;
        List<Long> units = new ArrayList<>();
        for (int i = 0; i < threads * each; i++) {
            String suffix = "%06X".formatted(i);
            units.add(registered("line-1", "24:0a:c4:00:00:%02x".formatted(i), "TWOMES-" + suffix, "20000" + suffix, i)
                    .id());
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<List<LabelPlace>>> results = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int from = t * each;
            results.add(pool.submit(() -> {
                List<LabelPlace> places = new ArrayList<>();
                try (Ledger own = open()) {
                    for (int i = from; i < from + each; i++) {
                        places.add(own.sheets().place("line-1", units.get(i), "L7651", 20, at(100)));
                    }
                }
                return places;
            }));
        }
        Set<LabelPlace> all = new HashSet<>();
        for (Future<List<LabelPlace>> result : results) {
            all.addAll(result.get());
        }
        pool.shutdown();
        assertThat(all).hasSize(threads * each);
        for (SheetLedger.Sheet sheet : ledger.sheets().sheets(10)) {
            List<Integer> positions = ledger.sheets().labels(sheet.id()).stream()
                    .map(label -> label.place().position())
                    .toList();
            List<Integer> gapless = new ArrayList<>();
            for (int position = 1; position <= positions.size(); position++) {
                gapless.add(position);
            }
            assertThat(positions).isEqualTo(gapless);
        }
    }

    @Test
    void anAttemptThatACrashLeftIsFoundAndFailsHonestly() {
        long lost = begin("line-1", 0);
        connect(lost, MAC, false, 1);
        ledger.units().advance(lost, UnitState.PROGRAMMED, "", at(2));
        assertThat(ledger.units().open("line-2")).isEmpty();
        assertThat(ledger.units().open("line-1"))
                .containsExactly(new OpenAttempt(lost, "A1", UnitState.PROGRAMMED, Optional.of(MAC), at(0)));
        ledger.units().failed(lost, new Failure(UnitState.VERIFIED, "STATION_STOPPED", "stopped", true), at(3));
        assertThat(ledger.units().open("line-1")).isEmpty();
    }

    @Test
    void whateverIsToldInWhateverOrderAUnitsStateFollowsTheTable() {
        for (int board = 0; board < 60; board++) {
            new ToldInAnyOrder(ledger, "24:0a:c4:00:01:%02x".formatted(board), board).run();
        }
    }

    @Test
    void aLateStageNeverTakesBackARegistration() {
        long late = begin("line-1", 0);
        connect(late, MAC, false, 1);
        UnitRecord unit = registered("line-2", MAC, "TWOMES-D3AD48", "3375550652", 2);
        ledger.units().advance(late, UnitState.PROGRAMMED, "", at(3));
        assertThat(ledger.units().unit(unit.id()).orElseThrow().state()).isEqualTo(UnitState.REGISTERED);
        assertThat(ledger.units().attempts(unit.id()).get(0).state()).isEqualTo(UnitState.PROGRAMMED);
    }

    @Test
    void aLateFailureNeverTakesBackARegistration() {
        UnitRecord unit = registered("line-1", MAC, "TWOMES-D3AD48", "3375550652", 0);
        long late = begin("line-1", 10);
        ledger.units().held(late, new Failure(UnitState.CONNECTED, "ALREADY_PREPARED", "again", false), at(11));
        assertThat(ledger.units().unit(unit.id()).orElseThrow().state()).isEqualTo(UnitState.REGISTERED);
    }

    /** Its password is as secret as the token: encrypted, under a new key after a rotation, wiped with it. */
    @Test
    void whatAFirmwaresOwnPayloadSaysIsKeptWithTheUnit() throws Exception {
        UnitRecord unit = registered("line-1", MAC, "TWOMES-D3AD48", "3375550652", 0);
        assertThat(ledger.units().provisioning(unit.id()).orElseThrow())
                .isEqualTo(new UnitLedger.Provisioned(Optional.empty(), Optional.empty(), Optional.empty()));
        UnitLedger.Provisioned own =
                new UnitLedger.Provisioned(Optional.of("softap"), Optional.of(2), Optional.of(Secret.of("pass word")));
        ledger.units().provisioned(unit.id(), own);
        try (Ledger other = open()) {
            other.rotateTokenKey(keyFile().makeNext());
            assertThat(other.units().provisioning(unit.id())).contains(own);
        }
        assertThat(ledger.units().provisioning(unit.id())).contains(own);
        UnitLedger.Provisioned less =
                new UnitLedger.Provisioned(Optional.of("ble"), Optional.empty(), Optional.empty());
        ledger.units().provisioned(unit.id(), less);
        assertThat(ledger.units().provisioning(unit.id())).contains(less);
        ledger.units().provisioned(unit.id(), own);
        LabelPlace place = ledger.sheets().place("line-1", unit.id(), "L7651", 65, at(1));
        ledger.sheets().close(place.sheetId(), at(2));
        ledger.sheets().release(place.sheetId(), "x.pdf", at(3));
        assertThat(ledger.wipeTokens(at(1000))).isEqualTo(1);
        assertThat(ledger.units().provisioning(unit.id()).orElseThrow().password())
                .isEmpty();
    }

    @Test
    void aTokenThatTheStationGivesAUnitIsTheSameForAllItsAttemptsAndNewForANewPreparation() throws Exception {
        long first = begin("line-1", 0);
        connect(first, MAC, false, 1);
        assertThat(ledger.units()
                        .giveToken(first, Secret.of("3375550652"), at(3))
                        .reveal())
                .isEqualTo("3375550652");
        ledger.units().failed(first, new Failure(UnitState.VERIFIED, "VERIFY_MISMATCH", "", true), at(2));
        try (Ledger other = open()) {
            other.rotateTokenKey(keyFile().makeNext());
            long second = other.units()
                    .begin(new AttemptStart("line-2", "1-1.2:1.0", "A1", "/dev/ttyUSB0", "fw.zip", "ab12", at(3)));
            other.units().connected(second, MAC, "ESP32", 4 << 20, false, at(4));
            assertThat(other.units()
                            .giveToken(second, Secret.of("1111111111"), at(3))
                            .reveal())
                    .isEqualTo("3375550652");
        }
        assertThat(ledger.units()
                        .attempts(ledger.units().byMac(MAC).orElseThrow().id()))
                .extracting(attempt -> attempt.history().notes().size())
                .containsExactly(1, 0);
        long third = begin("line-1", 5);
        connect(third, MAC, true, 6);
        assertThat(ledger.units()
                        .giveToken(third, Secret.of("2222222222"), at(3))
                        .reveal())
                .isEqualTo("2222222222");
        ledger.units().failed(third, new Failure(UnitState.VERIFIED, "VERIFY_MISMATCH", "", true), at(7));
        // As long as tokens are kept, and no longer.
        assertThat(ledger.wipeTokens(at(5))).isEqualTo(1);
        long fourth = begin("line-1", 8);
        connect(fourth, MAC, false, 9);
        assertThat(ledger.units()
                        .giveToken(fourth, Secret.of("33333333"), at(3))
                        .reveal())
                .isEqualTo("2222222222");
        assertThatThrownBy(() -> ledger.units().giveToken(begin("line-1", 10), Secret.of("33333333"), at(11)))
                .isInstanceOf(FaultException.class);
    }

    @Test
    void searchFindsByNameMacStateAndTime() {
        registered("line-1", MAC, "TWOMES-D3AD48", "3375550652", 0);
        registered("line-1", "24:0a:c4:00:00:01", "TWOMES-000001", "3375550653", 50);
        UnitQuery byName = new UnitQuery(
                Optional.of("d3ad"), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 10);
        assertThat(ledger.units().search(byName)).extracting(UnitRecord::mac).containsExactly(MAC);
        UnitQuery byTime = new UnitQuery(
                Optional.empty(),
                Optional.of(UnitState.REGISTERED),
                Optional.of("A1"),
                Optional.of(at(10)),
                Optional.empty(),
                10);
        assertThat(ledger.units().search(byTime))
                .extracting(UnitRecord::name)
                .containsExactly(Optional.of("TWOMES-000001"));
        UnitQuery wildcard = new UnitQuery(
                Optional.of("%"), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 10);
        assertThat(ledger.units().search(wildcard)).isEmpty();
        assertThat(ledger.units().byName("twomes-d3ad48")).isPresent();
    }

    @Test
    void entriesOfTheAuditLogAreBoundedAndGoWhenTheyAreOldAndNeverBefore() {
        assertThat(ledger.auditEntries()).isZero();
        ledger.audit("sue", "first", "x".repeat(20_000), at(0));
        ledger.audit("sue", "second", "", at(1));
        ledger.audit("sue", "third", "", at(2));
        assertThat(ledger.auditLines(5))
                .allSatisfy(line -> assertThat(line.object()).hasSizeLessThanOrEqualTo(1000));
        assertThat(ledger.auditEntries()).isEqualTo(3);
        assertThat(ledger.wipeAudit(at(1))).isEqualTo(1);
        assertThat(ledger.auditLines(5)).extracting(Ledger.AuditLine::action).containsExactly("third", "second");
        assertThat(ledger.auditEntries()).isEqualTo(2);
    }

    @Test
    void labelsOfADeadStationGoToAnother() {
        UnitRecord unit = registered("line-1", MAC, "TWOMES-D3AD48", "3375550652", 0);
        assertThat(ledger.sheets().takeOver("line-1", "line-2", "sue", at(5)))
                .isEqualTo(new SheetLedger.Takeover(1, List.of()));
        assertThat(ledger.sheets().due("line-1")).isEmpty();
        assertThat(ledger.sheets().due("line-2")).containsExactly(unit.id());
        assertThat(ledger.auditLines(5)).extracting(Ledger.AuditLine::who).containsExactly("sue");
    }

    @Test
    void aBegunSheetOfADeadStationIsMadeByAnotherWithThePlacesItHas() {
        UnitRecord unit = registered("line-1", MAC, "TWOMES-D3AD48", "3375550652", 0);
        LabelPlace place = ledger.sheets().place("line-1", unit.id(), "L7651", 65, at(1));
        ledger.sheets().startSheet("line-2", "L7651", 65, 1, at(2));
        assertThat(ledger.sheets().takeOver("line-1", "line-2", "sue", at(5)))
                .isEqualTo(new SheetLedger.Takeover(0, List.of("line-1-0001")));
        assertThat(ledger.sheets().sheets("line-1", SheetLedger.SheetState.CLOSED))
                .isEmpty();
        assertThat(ledger.sheets().sheets("line-2", SheetLedger.SheetState.CLOSED))
                .extracting(SheetLedger.Sheet::number)
                .containsExactly("line-1-0001");
        assertThat(ledger.sheets().label(unit.id()).orElseThrow().place()).isEqualTo(place);
        UnitRecord next = registered("line-1", "24:0a:c4:00:00:01", "TWOMES-000001", "3375550653", 6);
        assertThat(ledger.sheets()
                        .place("line-1", next.id(), "L7651", 65, at(7))
                        .sheet())
                .isEqualTo("line-1-0002");
    }

    @Test
    void anApprovalStaysWithThePreparationThatItBegan() {
        ledger.units().approve(MAC, "sue", at(0));
        UnitRecord unit = connect(begin("line-1", 1), MAC, true, 2);
        assertThat(ledger.units().approvedBy(unit.id())).contains("sue");
        long second = begin("line-2", 3);
        assertThat(connect(second, MAC, false, 4).id()).isEqualTo(unit.id());
        identify(second, "TWOMES-D3AD48", "3375550652", true, 5);
        Outbox.Waiting waiting =
                ledger.outbox().claim("line-3", at(5), Duration.ofMinutes(1), 1).get(0);
        assertThat(waiting.approvedBy()).contains("sue");
        assertThat(waiting.station()).isEqualTo("line-2");
        ledger.units().existingDevice(unit.id(), "sue", "row 7 was renamed", at(6));
        assertThat(ledger.units().attempts(unit.id()).get(1).notes())
                .extracting(AttemptRecord.Note::text)
                .containsExactly("row 7 was renamed");
        assertThat(ledger.auditLines(1)).extracting(Ledger.AuditLine::object).containsExactly("row 7 was renamed");
    }

    @Test
    void aHeldRegistrationWaitsAgainOnceItIsApproved() {
        long attempt = begin("line-1", 0);
        connect(attempt, MAC, false, 1);
        UnitRecord unit = identify(attempt, "TWOMES-D3AD48", "3375550652", true, 2);
        Failure taken = new Failure(UnitState.REGISTERED, "NAME_TAKEN", "TWOMES-D3AD48 is in use", false);
        ledger.outbox().refused(unit.id(), taken, true, at(3));
        ledger.outbox().approve(unit.id(), "sue", at(4));
        assertThat(ledger.outbox().claim("line-1", at(4), Duration.ofMinutes(1), 1))
                .extracting(Outbox.Waiting::approvedBy)
                .containsExactly(Optional.of("sue"));
    }

    @Test
    void aStationThatStartsAgainGivesUpWhatItHadClaimed() {
        long attempt = begin("line-1", 0);
        connect(attempt, MAC, false, 1);
        identify(attempt, "TWOMES-D3AD48", "3375550652", true, 2);
        assertThat(ledger.outbox().claim("line-1", at(2), Duration.ofHours(1), 1))
                .hasSize(1);
        assertThat(ledger.outbox().release("line-2")).isZero();
        assertThat(ledger.outbox().release("line-1")).isEqualTo(1);
        assertThat(ledger.outbox().claim("line-2", at(3), Duration.ofHours(1), 1))
                .hasSize(1);
    }

    @Test
    void aRefusalThatComesTooLateTakesBackNothing() {
        UnitRecord unit = registered("line-1", MAC, "TWOMES-D3AD48", "3375550652", 0);
        Failure taken = new Failure(UnitState.REGISTERED, "NAME_TAKEN", "TWOMES-D3AD48 is in use", false);
        ledger.outbox().refused(unit.id(), taken, true, at(3));
        assertThat(ledger.units().unit(unit.id()).orElseThrow().state()).isEqualTo(UnitState.REGISTERED);
    }

    @Test
    void aBoardThatMovedToAnotherStationIsNotFailedByTheFirst() {
        long first = begin("line-1", 0);
        UnitRecord unit = connect(first, MAC, false, 1);
        long second = begin("line-2", 2);
        connect(second, MAC, false, 3);
        ledger.units().advance(second, UnitState.PROGRAMMED, "", at(4));
        ledger.units().failed(first, new Failure(UnitState.PROGRAMMED, "UNPLUGGED", "pulled", false), at(5));
        UnitRecord now = ledger.units().unit(unit.id()).orElseThrow();
        assertThat(now.state()).isEqualTo(UnitState.PROGRAMMED);
        assertThat(now.failure()).isEmpty();
        assertThat(now.station()).isEqualTo("line-2");
    }

    @Test
    void tokensAreWipedOnlyOnceTheirSheetIsReleased() {
        UnitRecord unit = registered("line-1", MAC, "TWOMES-D3AD48", "3375550652", 0);
        LabelPlace place = ledger.sheets().place("line-1", unit.id(), "L7651", 65, at(1));
        assertThat(ledger.wipeTokens(at(100))).isZero();
        ledger.sheets().close(place.sheetId(), at(2));
        ledger.sheets().release(place.sheetId(), "x.pdf", at(3));
        assertThat(ledger.wipeTokens(at(100))).isEqualTo(1);
        assertThat(ledger.sheets().label(unit.id()).orElseThrow().token()).isEmpty();
    }

    @Test
    void aTokenThatGetsNoLabelAnyMoreIsWipedTooAndOneThatWaitsIsNot() {
        long attempt = begin("line-1", 0);
        connect(attempt, MAC, false, 1);
        UnitRecord unit = identify(attempt, "TWOMES-D3AD48", "3375550652", true, 2);
        assertThat(ledger.wipeTokens(at(100)))
                .as("it waits for the back office")
                .isZero();
        Failure failure = new Failure(UnitState.REGISTERED, "NAME_EXISTS", "taken", false);
        ledger.outbox().refused(unit.id(), failure, true, at(3));
        assertThat(ledger.wipeTokens(at(3))).as("not long ago").isZero();
        assertThat(ledger.wipeTokens(at(100))).isEqualTo(1);
        assertThatThrownBy(() -> ledger.outbox().approve(unit.id(), "anna", at(101)))
                .hasMessageContaining("whose token is kept");

        UnitRecord due = registered("line-1", "24:0a:c4:00:00:02", "TWOMES-000002", "3375550654", 5);
        assertThat(ledger.wipeTokens(at(200))).as("its label is due").isZero();
        assertThat(ledger.sheets().due("line-1")).containsExactly(due.id());
    }

    @Test
    void aStationThatRunsTakesARotatedKeyOver() throws Exception {
        UnitRecord before = labelled(1);
        String first = keyFile().open().fingerprint();
        try (Ledger other = open()) {
            other.rotateTokenKey(keyFile().makeNext());
            keyFile().promote();
        }
        assertThat(keyFile().open().fingerprint()).isNotEqualTo(first);
        assertThat(token(ledger, before)).isEqualTo("3310000001");
        UnitRecord after = labelled(2);
        try (Ledger again = open()) {
            assertThat(token(again, before)).isEqualTo("3310000001");
            assertThat(token(again, after)).isEqualTo("3310000002");
        }
    }

    @Test
    void tokensWrittenWhileKeysAreRotatedAllOpen() throws Exception {
        List<UnitRecord> units = new ArrayList<>();
        ExecutorService rotator = Executors.newSingleThreadExecutor();
        Semaphore written = new Semaphore(0);
        try (Ledger other = open()) {
            AtomicInteger done = new AtomicInteger();
            Future<?> rotations = rotator.submit(() -> {
                for (int count = 0; count < 8; count++) {
                    // Nobody rotates faster than a station works.
                    written.acquire();
                    other.rotateTokenKey(keyFile().makeNext());
                    keyFile().promote();
                    done.incrementAndGet();
                }
                return null;
            });
            for (int i = 1; i <= 32; i++) {
                units.add(labelled(i));
                written.release();
                if (i % 4 == 0) {
                    int least = i / 4;
                    await().atMost(Duration.ofSeconds(60)).until(() -> done.get() >= least || rotations.isDone());
                }
            }
            rotations.get();
            assertThat(done.get()).isEqualTo(8);
        } finally {
            rotator.shutdownNow();
        }
        try (Ledger again = open()) {
            for (int i = 0; i < units.size(); i++) {
                assertThat(token(again, units.get(i))).isEqualTo("33" + (10_000_001 + i));
                assertThat(token(ledger, units.get(i))).isEqualTo("33" + (10_000_001 + i));
            }
        }
    }

    @Test
    void aRotationThatBreaksOffChangesNothing() throws Exception {
        List<UnitRecord> units = List.of(labelled(1), labelled(2), labelled(3));
        TokenCipher next = keyFile().makeNext();
        TokenCipher dies = new TokenCipher() {
            private int left = 2;

            @Override
            public byte[] encrypt(Secret token, String context) {
                if (left-- == 0) {
                    throw new IllegalStateException("the power is cut");
                }
                return next.encrypt(token, context);
            }

            @Override
            public Secret decrypt(byte[] ciphertext, String context) {
                return next.decrypt(ciphertext, context);
            }

            @Override
            public String fingerprint() {
                return next.fingerprint();
            }
        };
        assertThatThrownBy(() -> ledger.rotateTokenKey(dies)).hasMessage("the power is cut");
        try (Ledger again = open()) {
            assertThat(token(again, units.get(0))).isEqualTo("3310000001");
            assertThat(token(again, units.get(2))).isEqualTo("3310000003");
            // The key that was left is overwritten by the next rotation.
            again.rotateTokenKey(keyFile().makeNext());
            keyFile().promote();
            assertThat(token(again, units.get(1))).isEqualTo("3310000002");
        }
    }

    @Test
    void aRotationCutOffBeforeTheKeyTookItsPlaceIsBroughtToItsEnd() throws Exception {
        UnitRecord unit = labelled(1);
        TokenCipher fresh = keyFile().makeNext();
        ledger.rotateTokenKey(fresh);
        assertThat(keyFile().open().fingerprint()).isNotEqualTo(fresh.fingerprint());
        try (Ledger again = open()) {
            assertThat(token(again, unit)).isEqualTo("3310000001");
        }
        assertThat(keyFile().open().fingerprint()).isEqualTo(fresh.fingerprint());
    }

    @Test
    void theSlotsRateIsRemembered() {
        assertThat(ledger.units().slotBaud("line-1", "1-1.2:1.0")).isEmpty();
        ledger.units().slotBaud("line-1", "1-1.2:1.0", SlotBaud.carrying(230_400, 3), at(0));
        ledger.units().slotBaud("line-1", "1-1.2:1.0", SlotBaud.carrying(460_800, 1), at(1));
        assertThat(ledger.units().slotBaud("line-1", "1-1.2:1.0")).contains(SlotBaud.carrying(460_800, 1));
        assertThat(ledger.units().slotBaud("line-2", "1-1.2:1.0")).isEmpty();
    }

    @Test
    void theSlotsRateGoesWithItsPlaceUnderAnotherPath() {
        String old = "1-1.2:1.0";
        String place = "pci-0000:00:14.0-usb-0:1.2:1.0";
        ledger.units().slotBaud("line-1", old, SlotBaud.carrying(230_400, 3), at(0));
        ledger.units().slotBaud("line-2", old, SlotBaud.carrying(115_200, 1), at(0));
        ledger.units().slotBaudMoved("line-1", old, place);
        ledger.units().slotBaudMoved("line-1", "1-1.3:1.0", "pci-0000:00:14.0-usb-0:1.3:1.0");
        assertThat(ledger.units().slotBaud("line-1", place)).contains(SlotBaud.carrying(230_400, 3));
        assertThat(ledger.units().slotBaud("line-1", old)).isEmpty();
        assertThat(ledger.units().slotBaud("line-2", old)).contains(SlotBaud.carrying(115_200, 1));
    }

    @Test
    void aSlotThatIsRenamedIsCalledSoInItsAttemptsUnderWay() {
        UnitRecord ended = connect(begin("line-1", 0), MAC, false, 1);
        ledger.units()
                .failed(
                        ledger.units().open("line-1").get(0).attempt(),
                        new Failure(UnitState.PROGRAMMED, "WRITE_FAILED", "", true),
                        at(2));
        UnitRecord elsewhere = connect(begin("line-2", 3), "24:0a:c4:d3:ad:49", false, 4);
        UnitRecord underWay = connect(begin("line-1", 5), "24:0a:c4:d3:ad:4a", false, 6);
        ledger.units().slotRenamed("line-1", "1-1.2:1.0", "Left");
        ledger.units().slotRenamed("line-1", "1-1.3:1.0", "Right");
        assertThat(ledger.units().open("line-1")).extracting(OpenAttempt::slot).containsExactly("Left");
        assertThat(ledger.units().unit(underWay.id()).orElseThrow().slot()).isEqualTo("Left");
        assertThat(ledger.units().unit(ended.id()).orElseThrow().slot()).isEqualTo("A1");
        assertThat(ledger.units().unit(elsewhere.id()).orElseThrow().slot()).isEqualTo("A1");
    }

    @Test
    void theLastBoardOfAPlaceIsTheStationsOwn() {
        String place = "1-1.2:1.0";
        assertThat(ledger.units().lastIn("line-1", place)).isEmpty();
        UnitRecord first = connect(begin("line-1", 0), MAC, false, 1);
        UnitRecord elsewhere = connect(begin("line-2", 2), "24:0a:c4:d3:ad:49", false, 3);
        begin("line-1", 4);
        assertThat(ledger.units().lastIn("line-1", place)).contains(first.id());
        assertThat(ledger.units().lastIn("line-2", place)).contains(elsewhere.id());
        assertThat(ledger.units().lastIn("line-1", "1-1.3:1.0")).isEmpty();
        UnitRecord next = connect(begin("line-1", 5), "24:0a:c4:d3:ad:4a", false, 6);
        assertThat(ledger.units().lastIn("line-1", place)).contains(next.id());
    }

    @Test
    void aBoardThatFailedIsFoundByTheNameThatItsMacGivesAndByAnyPartOfTheMac() {
        long attempt = begin("line-1", 0);
        ledger.units().told(attempt, MAC, Optional.of("TWOMES-D3AD48"));
        UnitRecord unit = connect(attempt, MAC, false, 1);
        ledger.units().failed(attempt, new Failure(UnitState.PROGRAMMED, "LINE_NOISE", "", true), at(9));
        for (String text : List.of("d3ad48", "TWOMES-D3AD", "24:0A:c4", "240ac4d3ad48", "24-0a-c4-d3-ad-48", "c4d3")) {
            assertThat(search(text)).as(text).containsExactly(unit.id());
        }
        for (String text : List.of(":", "%", "d3ad49", "24:0b")) {
            assertThat(search(text)).as(text).isEmpty();
        }
    }

    private List<Long> search(String text) {
        UnitQuery query = new UnitQuery(
                Optional.of(text), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 9);
        return ledger.units().search(query).stream().map(UnitRecord::id).toList();
    }

    @Test
    void recentDurationsComeFromTransitions() {
        long attempt = begin("line-1", 0);
        connect(attempt, MAC, false, 5);
        identify(attempt, "TWOMES-D3AD48", "3375550652", true, 35);
        assertThat(ledger.units().recentDurations("ab12", 5)).containsExactly(Duration.ofSeconds(30));
        assertThat(ledger.units().recentDurations("other", 5)).isEmpty();
    }

    @Test
    void whatPassedDidSoWhenItWasIdentifiedHoweverLateItIsRegistered() {
        long attempt = begin("line-1", 0);
        connect(attempt, MAC, false, 1);
        UnitRecord unit = identify(attempt, "TWOMES-D3AD48", "3375550652", true, 30);
        ledger.units().bootLog(attempt, "a long log");
        assertThat(ledger.outbox().claim("line-1", unit.id(), at(7200), Duration.ofMinutes(1)))
                .isPresent();
        ledger.outbox().calling(unit.id(), at(7200));
        ledger.outbox().confirmed(unit.id(), "12", BACK_OFFICE, at(7200));
        assertThat(ledger.figures().attempts(at(0), at(60), Optional.of("line-1")))
                .singleElement()
                .satisfies(passed -> {
                    assertThat(passed.state()).isEqualTo(UnitState.REGISTERED);
                    assertThat(passed.mac()).contains(MAC);
                    assertThat(passed.times().identified()).contains(at(30));
                });
        assertThat(ledger.figures().attempts(at(1), at(8000), Optional.empty())).isEmpty();
        assertThat(ledger.figures().attempts(at(0), at(60), Optional.of("line-2")))
                .isEmpty();
        assertThat(ledger.figures().steps(at(0), at(60), Optional.empty(), 1))
                .extracting(FigureLedger.Step::state)
                .containsExactly(UnitState.DETECTED, UnitState.CONNECTED, UnitState.IDENTIFIED, UnitState.REGISTERED);
        assertThat(ledger.units().attempts(unit.id()).get(0).bootLog()).isEqualTo("a long log");
    }

    @Test
    void whatIsPrintedOfATakenOverSheetIsTheOtherStationsToPrint() throws Exception {
        UnitRecord unit = labelled(1);
        SheetLedger.Sheet sheet = ledger.sheets().openSheet("line-1").orElseThrow();
        assertThat(ledger.sheets().takeOver("line-1", "line-2", "sue", at(5)).sheets())
                .containsExactly(sheet.number());
        ledger.prints().due(sheet.id(), at(6));
        ledger.sheets().release(sheet.id(), "a.pdf", at(6));
        assertThat(ledger.prints().jobs("line-1", PrintQueue.State.DUE)).isEmpty();
        assertThat(ledger.prints().jobs("line-2", PrintQueue.State.DUE))
                .singleElement()
                .satisfies(job -> assertThat(job.sheet().number()).isEqualTo(sheet.number()));
        assertThat(ledger.sheets().label(unit.id())).isPresent();
    }

    /** A further preparation of the board that goes on to where its flash is about to be erased. */
    private UnitRecord erasing(String station, String mac, int seconds) {
        long attempt = begin(station, seconds);
        UnitRecord unit = connect(attempt, mac, true, seconds);
        ledger.units().erasing(attempt, at(seconds));
        return unit;
    }

    private UnitRecord unit(UnitRecord known) {
        return ledger.units().unit(known.id()).orElseThrow();
    }

    @Test
    void aBoardThatIsPreparedAgainVoidsItsLabelOnTheOpenSheet() {
        UnitRecord first = registered("line-1", MAC, "TWOMES-D3AD48", "3375550652", 0);
        LabelPlace old = ledger.sheets().place("line-1", first.id(), "L7651", 65, at(1));
        UnitRecord second = registeredAgain("line-1", MAC, 10);
        LabelPlace place = ledger.sheets().place("line-1", second.id(), "L7651", 65, at(11));
        assertThat(place.position()).as("a void position is not used again").isEqualTo(2);
        assertThat(ledger.sheets().labels(old.sheetId()))
                .as("what is printed")
                .extracting(SheetLedger.Label::unit)
                .containsExactly(second.id());
        assertThat(ledger.sheets().allLabels(old.sheetId()))
                .extracting(label -> label.place().state())
                .containsExactly(LabelState.VOID, LabelState.VALID);
        assertThat(unit(first).label().map(LabelPlace::state)).contains(LabelState.VOID);
        assertThat(unit(second).label()).contains(place);
        assertThat(ledger.sheets().dead(MAC)).as("nothing is on paper").isEmpty();
        assertThatThrownBy(() -> ledger.sheets().voidPlace("line-1", Optional.of(1), "sue", at(12)))
                .hasMessageContaining("void already");
    }

    private UnitRecord registeredAgain(String station, String mac, int seconds) {
        long attempt = begin(station, seconds);
        connect(attempt, mac, true, seconds);
        ledger.units().erasing(attempt, at(seconds));
        UnitRecord unit = identify(attempt, "TWOMES-D3AD48", "3375550653", true, seconds);
        ledger.outbox().confirmed(unit.id(), "13", BACK_OFFICE, at(seconds));
        return unit;
    }

    @Test
    void aLabelThatMayBeOnPaperIsDeadWhicheverStationsSheetItIsOn() {
        UnitRecord first = registered("line-1", MAC, "TWOMES-D3AD48", "3375550652", 0);
        LabelPlace old = ledger.sheets().place("line-1", first.id(), "L7651", 65, at(1));
        ledger.sheets().close(old.sheetId(), at(2));
        ledger.sheets().release(old.sheetId(), "x.pdf", at(3));
        ledger.sheets().reprinted(first.id(), "sue", at(4));
        UnitRecord second = erasing("line-2", MAC, 10);
        assertThat(unit(first).label().map(LabelPlace::state)).contains(LabelState.DEAD);
        assertThat(ledger.sheets().labels(old.sheetId())).isEmpty();
        assertThat(ledger.sheets().dead(MAC))
                .extracting(DeadLabel::remedy)
                .containsExactly("throw label 1 of line-1-0001 and its reprint away");
        assertThat(unit(second).label()).isEmpty();
        assertThat(ledger.units().attempts(first.id()).get(0).notes())
                .extracting(AttemptRecord.Note::text)
                .anyMatch(text -> text.contains("label 1 on sheet line-1-0001 (dead"));
        assertThatThrownBy(() -> ledger.sheets().reprinted(first.id(), "sue", at(11)))
                .hasMessageContaining("no valid label");
    }

    @Test
    void onARollThePrintedLabelIsNamedByItsRunningNumber() {
        UnitRecord first = registered("line-1", MAC, "TWOMES-D3AD48", "3375550652", 0);
        ledger.sheets().place("line-1", first.id(), "ROLL", 1, at(1));
        erasing("line-1", MAC, 10);
        assertThat(ledger.sheets().dead(MAC))
                .extracting(DeadLabel::remedy)
                .containsExactly("throw label 1 of the roll (line-1-0001) away");
    }

    @Test
    void aLabelThatIsDueIsNotGivenToABoardThatIsBeingPreparedAgain() {
        UnitRecord first = registered("line-1", MAC, "TWOMES-D3AD48", "3375550652", 0);
        assertThat(ledger.sheets().due("line-1")).containsExactly(first.id());
        erasing("line-1", MAC, 10);
        assertThat(ledger.sheets().due("line-1")).isEmpty();
        assertThatThrownBy(() -> ledger.sheets().place("line-1", first.id(), "L7651", 65, at(11)))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.LEDGER_CONFLICT))
                .hasMessageContaining("prepared again");
        assertThat(ledger.sheets().openSheet("line-1"))
                .as("nothing of the refused label is left")
                .isEmpty();
    }

    @Test
    void aBoardThatIsOnlyLookedAtKeepsItsLabel() {
        UnitRecord first = registered("line-1", MAC, "TWOMES-D3AD48", "3375550652", 0);
        LabelPlace place = ledger.sheets().place("line-1", first.id(), "L7651", 65, at(1));
        long attempt = begin("line-1", 10);
        connect(attempt, MAC, true, 10);
        Failure held = new Failure(UnitState.CONNECTED, "NAME_TAKEN", "in use; nothing was changed", false);
        ledger.units().held(attempt, held, at(11));
        assertThat(unit(first).label()).contains(place);
        assertThat(ledger.sheets().labels(place.sheetId())).hasSize(1);
    }

    private GivenData serial(long number, String mac, String station, int seconds) {
        String text = "TW-%06d".formatted(number);
        return new GivenData(
                "serial TW", String.valueOf(number), OptionalLong.of(number), text, mac, station, at(seconds));
    }

    @Test
    void aNumberIsGivenToOneBoardOfTheFleet() {
        long attempt = begin("line-1", 0);
        List<GivenData.Field> fields = List.of(new GivenData.Field("serial", "TW-000007"));
        UnitDataLedger data = ledger.unitData();
        assertThat(data.give(attempt, serial(7, MAC, "line-1", 1), fields)).contains(serial(7, MAC, "line-1", 1));
        assertThat(data.give(attempt, serial(7, "24:0a:c4:00:00:02", "line-2", 2), fields))
                .as("another board")
                .isEmpty();
        assertThat(data.give(attempt, serial(8, MAC, "line-1", 3), fields))
                .as("the same board again")
                .contains(serial(7, MAC, "line-1", 1));
        assertThat(data.given(MAC)).containsExactly(serial(7, MAC, "line-1", 1));
        assertThat(data.fields("serial TW", MAC)).isEqualTo(fields);
        assertThat(data.inUse("serial TW")).containsExactly("7");
    }

    @Test
    void whatIsGivenBackIsGivenFirst() {
        long attempt = begin("line-1", 0);
        UnitDataLedger data = ledger.unitData();
        assertThat(data.nextNumber("serial TW", 5)).isEqualTo(5);
        for (int n = 5; n < 9; n++) {
            data.give(
                    attempt,
                    serial(n, "24:0a:c4:00:00:0" + n, "line-1", n),
                    List.of(new GivenData.Field("serial", "old " + n)));
        }
        assertThat(data.nextNumber("serial TW", 5)).isEqualTo(9);
        assertThat(data.nextNumber("serial TW", 20)).as("from a later one on").isEqualTo(20);
        assertThat(data.nextNumber("another", 1)).isEqualTo(1);
        assertThat(data.giveBack("24:0a:c4:00:00:06", "sue", at(20)).orElseThrow())
                .extracting(GivenData::shown)
                .containsExactly("TW-000006");
        assertThat(data.given("24:0a:c4:00:00:06")).isEmpty();
        assertThat(data.nextNumber("serial TW", 5)).isEqualTo(6);
        List<GivenData.Field> fields = List.of(new GivenData.Field("serial", "new"));
        assertThat(data.give(attempt, serial(6, MAC, "line-2", 21), fields)).contains(serial(6, MAC, "line-2", 21));
        assertThat(data.fields("serial TW", MAC)).isEqualTo(fields);
        assertThat(data.giveBack("24:0a:c4:00:00:06", "sue", at(22))).contains(List.of());
        assertThat(ledger.auditLines(5)).extracting(Ledger.AuditLine::action).containsOnlyOnce("give unit data back");
    }

    @Test
    void nothingIsGivenBackWhileAnyStationMayStillWriteIt() {
        UnitDataLedger data = ledger.unitData();
        long first = begin("line-2", 0);
        connect(first, MAC, false, 1);
        data.give(first, serial(7, MAC, "line-2", 1), List.of());
        for (UnitState state : List.of(UnitState.PROGRAMMED, UnitState.VERIFIED)) {
            assertThat(data.giveBack(MAC, "sue", at(2))).as("before %s", state).isEmpty();
            ledger.units().advance(first, state, "", at(2));
        }
        assertThat(data.giveBack(MAC, "sue", at(3))).as("VERIFIED").isEmpty();
        assertThat(data.given(MAC)).containsExactly(serial(7, MAC, "line-2", 1));
        assertThat(ledger.auditLines(5)).isEmpty();
        ledger.units().failed(first, new Failure(UnitState.VERIFIED, "UNPLUGGED", "", false), at(4));
        assertThat(data.giveBack(MAC, "sue", at(5))).contains(List.of(serial(7, MAC, "line-2", 1)));
        assertThat(data.given(MAC)).isEmpty();
    }

    @Test
    void stationsThatTakeNumbersAtOnceNeverTakeTheSame() throws Exception {
        ExecutorService stations = Executors.newFixedThreadPool(4);
        try (Ledger other = open()) {
            List<Future<?>> done = new ArrayList<>();
            for (int s = 0; s < 4; s++) {
                Ledger own = s % 2 == 0 ? ledger : other;
                String station = "line-" + s;
                int macs = s * 0x10;
                done.add(stations.submit(() -> {
                    for (int board = 0; board < 10; board++) {
                        long attempt = own.units()
                                .begin(new AttemptStart(station, "1-1:1.0", "A1", "tty", "fw", "ab", at(board)));
                        String mac = "24:0a:c4:00:01:%02x".formatted(macs + board);
                        while (own.unitData()
                                .give(
                                        attempt,
                                        serial(own.unitData().nextNumber("serial TW", 1), mac, station, board),
                                        List.of())
                                .isEmpty()) {
                            Thread.onSpinWait();
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            stations.shutdownNow();
        }
        assertThat(ledger.unitData().inUse("serial TW")).hasSize(40).doesNotHaveDuplicates();
        assertThat(ledger.unitData().nextNumber("serial TW", 1)).isEqualTo(41);
    }
}
