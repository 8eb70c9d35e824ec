package org.twomes.station.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.twomes.station.common.Secret;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.AttemptRecord.Transition;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.SheetLedger;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;

/** A shift as it may have been: boards over some hours, some of which failed and ran again. */
final class PastShift {
    static final String BUNDLE = "generic_ESP32DEV_TEST_SERVER_v3.1.0.zip";
    static final String TOKEN = "1734567890";
    private static final String SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final int SHEET = 65;

    private final LedgerDouble ledger;
    private final Random random;
    private int attempts;
    private int labels;

    PastShift(LedgerDouble ledger, long seed) {
        this.ledger = ledger;
        this.random = new Random(seed);
    }

    void work(int boards, Instant end, Duration each) {
        for (int i = 0; i < boards; i++) {
            board(i, end.minus(each.multipliedBy(boards - i)));
        }
    }

    private void board(int index, Instant start) {
        String slot = String.valueOf((char) ('A' + random.nextInt(2))) + (1 + random.nextInt(8));
        long unit = index + 1;
        int runs = 1;
        double luck = random.nextDouble();
        boolean failed = luck < 0.09;
        boolean stays = luck < 0.02;
        Optional<Failure> failure = Optional.empty();
        if (failed) {
            failure = Optional.of(failure());
            attempt(unit, index, 1, slot, start, failure);
            if (!stays) {
                runs = 2;
                failure = Optional.empty();
                start = start.plusSeconds(60);
            }
        }
        Instant changed = start.plusSeconds(40);
        Optional<LabelPlace> label = Optional.empty();
        if (failure.isEmpty()) {
            changed = attempt(unit, index, runs, slot, start, failure);
            label = Optional.of(label(unit, index, slot, changed));
        }
        ledger.units.add(new UnitRecord(
                unit,
                new UnitRecord.Identity(
                        FakeLineControl.mac(index),
                        1,
                        Optional.of(FakeLineControl.name(index)),
                        Optional.of("generic-test"),
                        Optional.empty()),
                failure.isPresent() ? UnitState.FAILED : UnitState.LABELLED,
                failure,
                label,
                new UnitRecord.Work("line-1", slot, BUNDLE, SHA, runs),
                start,
                changed));
    }

    private Failure failure() {
        return switch (random.nextInt(7)) {
            case 0, 1, 2 -> new Failure(UnitState.CONNECTED, "NO_REPLY", "no answer to 7 resets", true);
            case 3, 4 -> new Failure(UnitState.PROGRAMMED, "LINE_NOISE", "12 damaged messages at 460800 baud", true);
            case 5 -> new Failure(UnitState.VERIFIED, "VERIFY_MISMATCH", "region 0x10000 differs", true);
            default -> new Failure(UnitState.IDENTIFIED, "BROWN_OUT", "3 brown-outs after the restart", true);
        };
    }

    private Instant attempt(long unit, int index, int ordinal, String slot, Instant start, Optional<Failure> failure) {
        List<Transition> steps = new ArrayList<>();
        Instant at = start;
        steps.add(new Transition(UnitState.DETECTED, at, ""));
        double[] usual = {0.6, 24, 3.1, 2.2, 0.4, 0.05};
        UnitState[] states = {
            UnitState.CONNECTED,
            UnitState.PROGRAMMED,
            UnitState.VERIFIED,
            UnitState.IDENTIFIED,
            UnitState.REGISTERED,
            UnitState.LABELLED
        };
        UnitState reached = UnitState.DETECTED;
        for (int i = 0; i < states.length; i++) {
            at = at.plusMillis(Math.round(1000 * usual[i] * (0.9 + 0.4 * random.nextDouble())));
            if (failure.isPresent() && failure.get().stage() == states[i]) {
                steps.add(new Transition(UnitState.FAILED, at, failure.get().detail()));
                reached = UnitState.FAILED;
                break;
            }
            steps.add(new Transition(states[i], at, ""));
            reached = states[i];
        }
        ledger.attempts.add(new AttemptRecord(
                ++attempts,
                Optional.of(unit),
                Optional.of(FakeLineControl.mac(index)),
                ordinal,
                new AttemptRecord.Work("line-1", slot, BUNDLE),
                reached,
                failure,
                new AttemptRecord.History(
                        steps,
                        List.of(new AttemptRecord.Note(
                                start, "existence test: " + FakeLineControl.name(index) + " is free")),
                        "I (312) main: device " + FakeLineControl.name(index) + "\nI (320) token: ******\n")));
        return at;
    }

    private LabelPlace label(long unit, int index, String slot, Instant at) {
        int sheetIndex = labels / SHEET;
        int position = labels % SHEET + 1;
        labels++;
        String number = "line-1-%04d".formatted(sheetIndex + 1);
        LabelPlace place = new LabelPlace(sheetIndex + 1, number, position, 65);
        if (position == 1) {
            ledger.sheets.add(0, sheet(place, 1, SheetLedger.SheetState.OPEN, at));
        } else {
            boolean full = position == SHEET;
            ledger.sheets.set(
                    0,
                    sheet(place, position, full ? SheetLedger.SheetState.RELEASED : SheetLedger.SheetState.OPEN, at));
        }
        ledger.labels.add(new SheetLedger.Label(
                place, unit, FakeLineControl.name(index), "generic-test", slot, Optional.of(Secret.of(TOKEN)), at, 0));
        return place;
    }

    private static SheetLedger.Sheet sheet(LabelPlace place, int used, SheetLedger.SheetState state, Instant at) {
        boolean released = state == SheetLedger.SheetState.RELEASED;
        return new SheetLedger.Sheet(
                place.sheetId(),
                place.sheet(),
                "line-1",
                "L7651",
                new SheetLedger.Positions(SHEET, 1, used),
                state,
                released ? place.sheet() + ".pdf" : "",
                new SheetLedger.Times(at, released ? Optional.of(at) : Optional.empty()));
    }
}
