package org.twomes.station.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.twomes.station.common.Secret;
import org.twomes.station.ledger.AttemptStart;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.UnitLedger;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;

/** Boards that are plugged, tried, held and registered as chance has it, and what became of each by its own book. */
final class RandomShift {
    private static final int PLUGGINGS = 14;
    private static final int BOARDS = 7;
    private static final int MOST_TRIES = 3;
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final Ledger ledger;
    private final UnitLedger units;
    private final Random random;
    /** What became of each board last, by its MAC or its plugging. */
    private final Map<String, String> results = new LinkedHashMap<>();

    private final Set<String> failed = new LinkedHashSet<>();
    private Instant now;
    private int attempts;
    private int attemptsFailed;

    RandomShift(Ledger ledger, Random random, Instant begin) {
        this.ledger = ledger;
        this.units = ledger.units();
        this.random = random;
        this.now = begin.plusSeconds(60);
    }

    /** What happened: boards by result, those that passed without a failure, and attempts. */
    record Truth(Map<String, Integer> results, int firstPass, int attempts, int attemptsFailed) {
        int of(String result) {
            return results.get(result);
        }

        int plugged() {
            return results.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    void work() {
        for (int plugging = 0; plugging < PLUGGINGS; plugging++) {
            boolean elsewhere = random.nextInt(6) == 0;
            plug(elsewhere ? "line-2" : "line-1", plugging);
        }
    }

    Truth truth() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String result : new String[] {"passed", "waiting", "failed", "held", "under_way"}) {
            counts.put(result, (int)
                    results.values().stream().filter(result::equals).count());
        }
        int first = (int) results.entrySet().stream()
                .filter(board ->
                        board.getValue().equals("passed") || board.getValue().equals("waiting"))
                .filter(board -> !failed.contains(board.getKey()))
                .count();
        return new Truth(counts, first, attempts, attemptsFailed);
    }

    /** One board, up to three tries. */
    private void plug(String station, int plugging) {
        int index = random.nextInt(BOARDS) + (station.equals("line-2") ? BOARDS : 0);
        String mac = "24:0a:c4:00:00:%02x".formatted(index);
        String slot = "A" + (1 + random.nextInt(3));
        Optional<Long> first = Optional.empty();
        Optional<String> before = Optional.ofNullable(results.get(mac));
        boolean told = false;
        int tries = 1 + random.nextInt(MOST_TRIES);
        boolean failedUntold = false;
        String outcome = "";
        for (int i = 0; i < tries && !outcome.equals("end"); i++) {
            now = now.plusSeconds(20);
            String bundle = "fw-" + random.nextInt(2) + ".zip";
            AttemptStart start = new AttemptStart(station, "path " + slot, slot, "/dev/x", bundle, "00", now, first);
            long attempt = units.begin(start);
            first = first.or(() -> Optional.of(attempt));
            boolean own = station.equals("line-1");
            attempts += own ? 1 : 0;
            String result = run(attempt, mac, index);
            if (!own) {
                continue;
            }
            boolean deaf = result.equals("deaf");
            boolean fails = deaf || result.equals("failed");
            attemptsFailed += fails ? 1 : 0;
            told |= !deaf;
            failedUntold |= deaf;
            String board = told ? mac : "plugging " + plugging;
            if (told) {
                results.remove("plugging " + plugging);
                failed.remove("plugging " + plugging);
            }
            // A plugging that found the board ready leaves it as it was.
            results.put(board, fails ? "failed" : result.equals("ready") ? before.orElse("held") : result);
            if (fails || failedUntold) {
                failed.add(board);
            }
            outcome = fails ? "" : "end";
        }
    }

    private String run(long attempt, String mac, int index) {
        Optional<UnitRecord> before = units.byMac(mac);
        if (random.nextInt(5) == 0) {
            units.failed(attempt, new Failure(UnitState.CONNECTED, "NO_REPLY", "", true), now.plusSeconds(2));
            return "deaf";
        }
        units.told(attempt, mac, Optional.of("TWOMES-%06X".formatted(index)));
        if (random.nextInt(8) == 0) {
            units.failed(attempt, new Failure(UnitState.CONNECTED, "CHIP_PROTECTED", "", false), now.plusSeconds(2));
            return "failed";
        }
        if (before.isPresent() && before.get().state() == UnitState.REGISTERED) {
            units.held(attempt, new Failure(UnitState.CONNECTED, "ALREADY_PREPARED", "", false), now.plusSeconds(2));
            return "ready";
        }
        UnitRecord unit = units.connected(attempt, mac, "ESP32", 4 << 20, false, now.plusSeconds(3));
        switch (random.nextInt(5)) {
            case 0:
                units.failed(attempt, new Failure(UnitState.PROGRAMMED, "LINE_NOISE", "", true), now.plusSeconds(9));
                return "failed";
            case 1:
                units.held(attempt, new Failure(UnitState.CONNECTED, "NAME_TAKEN", "", false), now.plusSeconds(4));
                return "held";
            case 2:
                units.advance(attempt, UnitState.PROGRAMMED, "", now.plusSeconds(9));
                return "under_way";
            default:
                units.advance(attempt, UnitState.PROGRAMMED, "", now.plusSeconds(9));
                units.identified(
                        attempt, "TWOMES-X", Optional.empty(), Secret.of("1234567"), true, true, now.plusSeconds(12));
                return register(unit.id());
        }
    }

    private String register(long unit) {
        switch (random.nextInt(4)) {
            case 0:
                return "waiting";
            case 1:
                Failure refusal = new Failure(UnitState.REGISTERED, "NAME_TAKEN", "", false);
                ledger.outbox().refused(unit, refusal, true, now.plusSeconds(14));
                if (random.nextBoolean()) {
                    ledger.outbox().reopen(unit, now.plusSeconds(15));
                    return "waiting";
                }
                return "held";
            default:
                ledger.outbox().claim("line-1", unit, now.plusSeconds(13), LEASE);
                ledger.outbox().calling(unit, now.plusSeconds(13));
                ledger.outbox().confirmed(unit, "12", "https://office.example", now.plusSeconds(14));
                return "passed";
        }
    }
}
