package org.twomes.station.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.Size;
import org.twomes.station.ledger.UnitLifecycle.Event;

@Tag("fast")
class UnitLifecycleTest {
    private static final Path SOURCES = Path.of("src/main/java/org/twomes/station/ledger");

    /** The states in the order of their declaration: DETECTED CONNECTED PROGRAMMED VERIFIED IDENTIFIED REGISTERED LABELLED FAILED HELD. */
    private static final Map<Event, String> MOVES = Map.ofEntries(
            Map.entry(Event.CONNECTED, "x x x x . . . x x"),
            Map.entry(Event.PROGRAMMED, "x x x x . . . x x"),
            Map.entry(Event.VERIFIED, "x x x x . . . x x"),
            Map.entry(Event.IDENTIFIED, "x x x x . . . x x"),
            Map.entry(Event.FAILED, "x x x x . . . x x"),
            Map.entry(Event.HELD, "x x x x . . . x x"),
            Map.entry(Event.REGISTERED, "x x x x x . . x x"),
            Map.entry(Event.REGISTRATION_REFUSED, "x x x x x . . x x"),
            Map.entry(Event.REGISTRATION_HELD, "x x x x x . . x x"),
            Map.entry(Event.REGISTRATION_REOPENED, ". . . . . . . x x"),
            Map.entry(Event.LABELLED, ". . . . . x . . ."));

    @Example
    void theTableIsThisOne() {
        for (Event event : Event.values()) {
            StringBuilder row = new StringBuilder();
            for (UnitState from : UnitState.values()) {
                Optional<UnitState> next = UnitLifecycle.next(from, event);
                assertThat(next.isEmpty() || next.get() == event.to()).isTrue();
                row.append(next.isPresent() ? "x " : ". ");
            }
            assertThat(row.toString().strip()).as(event.name()).isEqualTo(MOVES.get(event));
        }
    }

    private static List<UnitState> life(List<Event> events) {
        List<UnitState> states = new ArrayList<>(List.of(UnitLifecycle.START));
        for (Event event : events) {
            UnitState now = states.get(states.size() - 1);
            states.add(UnitLifecycle.next(now, event).orElse(now));
        }
        return states;
    }

    @Property
    void noEventTakesBackARegistrationOrALabel(@ForAll @Size(max = 30) List<Event> events) {
        List<UnitState> states = life(events);
        for (int i = 1; i < states.size(); i++) {
            UnitState before = states.get(i - 1);
            if (before == UnitState.LABELLED) {
                assertThat(states.get(i)).isEqualTo(UnitState.LABELLED);
            } else if (before == UnitState.REGISTERED) {
                assertThat(states.get(i)).isIn(UnitState.REGISTERED, UnitState.LABELLED);
            }
        }
    }

    @Property
    void noLabelWithoutARegistration(@ForAll @Size(max = 30) List<Event> events) {
        List<UnitState> states = life(events);
        int label = states.indexOf(UnitState.LABELLED);
        if (label >= 0) {
            assertThat(states.subList(0, label)).contains(UnitState.REGISTERED);
            assertThat(events.subList(0, label)).contains(Event.REGISTERED);
        }
    }

    @Property
    void onlyTheBackOfficesAnswerMovesWhatIsInTheOutbox(@ForAll @Size(max = 30) List<Event> events) {
        List<UnitState> states = life(events);
        for (int i = 1; i < states.size(); i++) {
            if (states.get(i - 1) == UnitState.IDENTIFIED && states.get(i) != UnitState.IDENTIFIED) {
                assertThat(events.get(i - 1))
                        .isIn(Event.REGISTERED, Event.REGISTRATION_REFUSED, Event.REGISTRATION_HELD);
            }
        }
    }

    @Property
    void whatIsNotInTheOutboxYetCanAlwaysFailAndGoOn(@ForAll @Size(max = 30) List<Event> events) {
        List<UnitState> states = life(events);
        UnitState last = states.get(states.size() - 1);
        if (!Set.of(UnitState.IDENTIFIED, UnitState.REGISTERED, UnitState.LABELLED)
                .contains(last)) {
            assertThat(UnitLifecycle.next(last, Event.FAILED)).contains(UnitState.FAILED);
            assertThat(UnitLifecycle.next(last, Event.HELD)).contains(UnitState.HELD);
            assertThat(UnitLifecycle.continues(last, Optional.empty())).isTrue();
        }
    }

    @Property
    void aUnitThatTheBackOfficeRefusedIsNotContinuedByAnotherAttempt(
            @ForAll UnitState state, @ForAll UnitState failedStage) {
        boolean asked = failedStage == UnitState.REGISTERED || failedStage == UnitState.LABELLED;
        if (asked) {
            assertThat(UnitLifecycle.continues(state, Optional.of(failedStage))).isFalse();
        }
        assertThat(UnitLifecycle.continues(UnitState.FAILED, Optional.of(failedStage)))
                .isEqualTo(!asked && failedStage != UnitState.FAILED && failedStage != UnitState.HELD);
    }

    /** All SQL that the sources hold, each statement with the file it stands in. */
    private static Map<String, String> statements(String beginning) throws IOException {
        Pattern statement = Pattern.compile(beginning + "[^\"]*");
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String sql =
                        Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", "").replaceAll("\\s+", " ");
                Matcher each = statement.matcher(sql);
                while (each.find()) {
                    found.put(each.group(), String.valueOf(file.getFileName()));
                }
            }
        }
        return found;
    }

    @Example
    void oneStatementWritesAUnitsState() throws IOException {
        Map<String, String> updates = statements("UPDATE unit ");
        assertThat(updates).as("the scan finds what there is").hasSizeGreaterThan(3);
        updates.keySet().removeIf(sql -> !sql.split(" WHERE ")[0].matches(".*[ ,]state *=.*"));
        assertThat(updates.values()).containsExactly("UnitStates.java");
        assertThat(statements("INSERT INTO unit ").keySet())
                .as("a new one starts where the table starts")
                .singleElement()
                .satisfies(sql -> assertThat(sql).contains(":start").doesNotContain("'"));
    }
}
