package org.twomes.station.figures;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.metrics.BoardReadings;

/** What {@link BoardCount} says now of this station, for those who look often. Safe for use by several threads. */
public final class CurrentFigures implements BoardReadings {
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration RECENT = Duration.ofHours(2);
    private static final List<BoardResult> RESULTS = List.of(BoardResult.values());

    private final LiveConfig live;
    private final Ledger ledger;
    private final Clock clock;
    private final ZoneId zone;
    private final Map<Stretch, Known> known = new EnumMap<>(Stretch.class);

    /** Shifts are those of {@code live} in {@code zone}. */
    public CurrentFigures(LiveConfig live, Ledger ledger, Clock clock, ZoneId zone) {
        this.live = live;
        this.ledger = ledger;
        this.clock = clock;
        this.zone = zone;
    }

    /** Up to now. */
    private enum Stretch {
        SHIFT("shift"),
        TWO_HOURS("2h");

        private final String label;

        Stretch(String label) {
            this.label = label;
        }
    }

    private record Known(Instant at, BoardCount boards) {}

    @Override
    public List<String> stretches() {
        return Arrays.stream(Stretch.values()).map(stretch -> stretch.label).toList();
    }

    @Override
    public List<String> results() {
        return RESULTS.stream().map(CurrentFigures::label).toList();
    }

    @Override
    public int boards(String stretch, String result) {
        return count(stretch)
                .of(RESULTS.stream()
                        .filter(one -> label(one).equals(result))
                        .findFirst()
                        .orElseThrow());
    }

    @Override
    public int firstPass(String stretch) {
        return count(stretch).yields().firstPass();
    }

    private static String label(BoardResult result) {
        return result.name().toLowerCase(Locale.ROOT);
    }

    private BoardCount count(String label) {
        return count(Arrays.stream(Stretch.values())
                .filter(stretch -> stretch.label.equals(label))
                .findFirst()
                .orElseThrow());
    }

    private synchronized BoardCount count(Stretch stretch) {
        Instant now = clock.instant();
        Known last = known.get(stretch);
        if (last == null || !now.isBefore(last.at().plus(FRESH)) || now.isBefore(last.at())) {
            last = new Known(now, read(stretch, now));
            known.put(stretch, last);
        }
        return last.boards();
    }

    private BoardCount read(Stretch stretch, Instant now) {
        Instant from = stretch == Stretch.SHIFT
                ? new Shifts(live.now().dashboard().shifts(), zone).at(now).from()
                : now.minus(RECENT);
        Optional<String> own = Optional.of(live.now().station().name());
        return BoardCount.of(Board.of(ledger.figures().attempts(from, now.plusMillis(1), own)));
    }
}
