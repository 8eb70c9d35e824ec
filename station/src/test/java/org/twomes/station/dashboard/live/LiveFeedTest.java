package org.twomes.station.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.pipeline.Health;

/** The room for live pages. */
@Tag("fast")
class LiveFeedTest {
    private final HealthWatch health = new HealthWatch(() -> new Health.Report(true, List.of()), System::nanoTime);
    private final LiveFeed feed = new LiveFeed(
            new Page.Source(() -> new StationHead("line-1", "", true, ""), List::of, health, () -> Instant.EPOCH));

    @AfterEach
    void close() {
        health.close();
    }

    @Test
    void aPageThatCannotBeBegunTakesNoRoomAway() throws Exception {
        for (int i = 0; i <= LiveFeed.MOST_PAGES; i++) {
            assertThatThrownBy(() -> feed.serve("vera", () -> {
                        throw new IOException("gone before its answer began");
                    }))
                    .isInstanceOf(IOException.class);
        }
        assertThat(feed.serve("vera", () -> new Page(new Gone()))).isTrue();
        assertThat(feed.open()).isZero();
    }

    /** A page that is closed before anything is sent to it. */
    private static final class Gone implements Page.Sender {
        @Override
        public boolean send(String event, Object data) {
            return false;
        }

        @Override
        public boolean flush() {
            return false;
        }
    }
}
