package org.twomes.station.harness;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What became of the boards, found by holding the records against each other.
 *
 * @param boards plugged
 * @param registered boards that the back office knows
 * @param labelled boards with a right label on a sheet
 * @param failed boards that the ledger calls failed or held, and the back office does not know
 * @param lost boards that are neither registered nor honestly failed, or about which the records contradict each other
 * @param registeredTwice registrations of a board beyond its first
 * @param labelsDoubled labels beyond the one right label of a registered board
 * @param labelsMissing registered boards without a right label where the ledger says it is, and places left out on sheets
 * @param halfWrittenFiles as {@link Records#halfWritten}
 * @param complaints a line for each thing that is not as it should be
 */
record ConsistencyReport(
        int boards,
        int registered,
        int labelled,
        int failed,
        int lost,
        int registeredTwice,
        int labelsDoubled,
        int labelsMissing,
        int halfWrittenFiles,
        List<String> complaints) {
    /** One board in so many may fail. */
    private static final int FAILED_ONE_IN = 20;

    static ConsistencyReport of(Records records) {
        return new Tally(records).count();
    }

    /** Whether nothing is lost, doubled, missing or half done, and few boards failed. */
    boolean sound() {
        return whole() && failed * FAILED_ONE_IN <= boards;
    }

    /** As {@link #sound}, however many failed. */
    boolean whole() {
        return lost == 0
                && registeredTwice == 0
                && labelsDoubled == 0
                && labelsMissing == 0
                && halfWrittenFiles == 0
                && registered == labelled;
    }

    /** The records by board, while they are compared. */
    private static final class Tally {
        private final Records records;
        private final Map<String, List<Records.Unit>> units;
        private final Map<String, List<Records.Device>> devices;
        private final Map<String, List<Records.Label>> labels;
        private final List<String> complaints = new ArrayList<>();
        private int registered;
        private int labelled;
        private int failed;
        private int lost;
        private int twice;
        private int doubled;
        private int missing;

        private Tally(Records records) {
            this.records = records;
            units = records.units().stream().collect(Collectors.groupingBy(Records.Unit::name));
            devices = records.devices().stream().collect(Collectors.groupingBy(Records.Device::name));
            labels = records.labels().stream().collect(Collectors.groupingBy(Records.Label::name));
        }

        private ConsistencyReport count() {
            Set<String> known = new HashSet<>();
            for (Records.Board board : records.boards()) {
                known.add(board.name());
                board(board);
            }
            serials();
            strangers(known);
            gaps();
            if (records.halfWritten() > 0) {
                complaints.add(records.halfWritten() + " half-written PDFs were seen");
            }
            return new ConsistencyReport(
                    known.size(),
                    registered,
                    labelled,
                    failed,
                    lost,
                    twice,
                    doubled,
                    missing,
                    records.halfWritten(),
                    List.copyOf(complaints));
        }

        private void board(Records.Board board) {
            String name = board.name();
            List<Records.Unit> lives = units.getOrDefault(name, List.of());
            List<Records.Device> rows = devices.getOrDefault(name, List.of());
            long registeredLives =
                    lives.stream().filter(Records.Unit::registered).count();
            int registrations = Math.max(rows.size(), (int) registeredLives);
            if (registrations > 1) {
                twice += registrations - 1;
                complaints.add(name + " is registered " + registrations + " times");
            }
            if (rows.isEmpty()) {
                unregistered(name, lives);
                return;
            }
            registered++;
            Optional<Records.Unit> unit = lives.stream()
                    .filter(Records.Unit::registered)
                    .filter(life -> life.token().equals(Optional.of(rows.get(0).token())))
                    .findFirst();
            boolean same = board.token().equals(Optional.of(rows.get(0).token()));
            if (unit.isEmpty() || !same) {
                lost++;
                complaints.add(
                        name + " is registered, but " + (same ? "not in the ledger" : "the board has another token"));
            }
            label(name, rows.get(0), unit);
        }

        private void unregistered(String name, List<Records.Unit> lives) {
            Optional<Records.Unit> latest =
                    lives.stream().reduce((one, other) -> one.life() > other.life() ? one : other);
            String state = latest.map(Records.Unit::state).orElse("not in the ledger");
            if (state.equals("FAILED") || state.equals("HELD")) {
                failed++;
            } else {
                lost++;
                complaints.add(name + " is not registered, and " + state);
            }
            List<Records.Label> drawn = labels.getOrDefault(name, List.of());
            if (!drawn.isEmpty()) {
                doubled += drawn.size();
                complaints.add(name + " has a label and no registration: " + places(drawn));
            }
        }

        private void label(String name, Records.Device device, Optional<Records.Unit> unit) {
            List<Records.Label> drawn = labels.getOrDefault(name, List.of());
            List<Records.Label> right = drawn.stream()
                    .filter(label -> label.token().equals(device.token()))
                    .toList();
            int tooMany = drawn.size() - Math.min(1, right.size());
            if (tooMany > 0) {
                doubled += tooMany;
                complaints.add(name + " has too many labels: " + places(drawn));
            }
            if (!right.isEmpty()) {
                labelled++;
            }
            Optional<Records.Place> place = unit.flatMap(Records.Unit::place);
            boolean there =
                    right.stream().anyMatch(label -> place.isEmpty() || place.equals(Optional.of(label.place())));
            if (!there) {
                missing++;
                complaints.add(name + " has no right label at " + place + ", but at " + places(right));
            }
        }

        /** Where boards have serial numbers, each registered board has one, and no two have the same. */
        private void serials() {
            Map<String, List<String>> boardsBySerial = new TreeMap<>();
            for (Records.Board board : records.boards()) {
                board.serial()
                        .ifPresent(serial -> boardsBySerial
                                .computeIfAbsent(serial, number -> new ArrayList<>())
                                .add(board.name()));
            }
            boardsBySerial.forEach((serial, names) -> {
                if (names.size() > 1) {
                    lost += names.size() - 1;
                    complaints.add("serial number " + serial + " is on " + names);
                }
            });
            for (Records.Board board : records.boards()) {
                if (!boardsBySerial.isEmpty() && board.serial().isEmpty() && devices.containsKey(board.name())) {
                    lost++;
                    complaints.add(board.name() + " is registered and has no serial number");
                }
            }
        }

        /** What belongs to no board at all. */
        private void strangers(Set<String> known) {
            devices.keySet().stream().filter(name -> !known.contains(name)).forEach(name -> {
                twice++;
                complaints.add(name + " is registered and was never plugged");
            });
            labels.keySet().stream().filter(name -> !known.contains(name)).forEach(name -> {
                doubled++;
                complaints.add(name + " has a label and was never plugged");
            });
        }

        /** Sheets are filled from their first place on; none is left out. */
        private void gaps() {
            Map<String, Set<Integer>> taken = new TreeMap<>();
            records.labels()
                    .forEach(label -> taken.computeIfAbsent(label.place().sheet(), sheet -> new TreeSet<>())
                            .add(label.place().position()));
            taken.forEach((sheet, positions) -> {
                int last = positions.stream().mapToInt(Integer::intValue).max().orElse(0);
                if (last > positions.size()) {
                    missing += last - positions.size();
                    complaints.add("sheet " + sheet + " has gaps: only " + positions);
                }
            });
            Map<Records.Place, Integer> drawn = new HashMap<>();
            records.labels().forEach(label -> drawn.merge(label.place(), 1, Integer::sum));
            drawn.forEach((place, times) -> {
                if (times > 1) {
                    doubled += times - 1;
                    complaints.add(place + " is drawn " + times + " times");
                }
            });
        }

        private static String places(List<Records.Label> drawn) {
            return drawn.stream().map(label -> label.place().toString()).collect(Collectors.joining(", "));
        }
    }
}
