package org.twomes.station.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class StationMetricsTest {
    @TempDir
    static Path data;

    private final MetricsPage page = new MetricsPage();
    private final StationMetrics metrics = new StationMetrics(
            page.registry(),
            new KnownTags(
                    "1.2.3",
                    data,
                    List.of("labelled", "failed", "held"),
                    List.of("connect", "program"),
                    Map.of("connect", List.of("no-sync"), "program", List.of("unplugged", "timeout")),
                    List.of("free", "busy"),
                    List.of("registered", "later"),
                    List.of("NAME_TAKEN")));

    @AfterEach
    void close() {
        metrics.close();
        page.close();
    }

    @Test
    void everyKnownSeriesIsThereWithZeroBeforeTheFirstEvent() {
        metrics.knownSlot("A1");
        assertThat(lines())
                .contains(
                        "station_units_total{result=\"labelled\"} 0.0",
                        "station_units_total{result=\"failed\"} 0.0",
                        "station_units_total{result=\"other\"} 0.0",
                        "station_failures_total{reason=\"no-sync\",stage=\"connect\"} 0.0",
                        "station_failures_total{reason=\"unplugged\",stage=\"program\"} 0.0",
                        "station_failures_total{reason=\"timeout\",stage=\"program\"} 0.0",
                        "station_attempts_total{slot=\"A1\"} 0.0",
                        "station_slot_failures_total{slot=\"A1\"} 0.0",
                        "station_flash_bytes_total 0.0",
                        "station_labels_total 0.0",
                        "station_reprints_total 0.0",
                        "station_registrations_refused_total{reason=\"NAME_TAKEN\"} 0.0",
                        "station_registrations_refused_total{reason=\"other\"} 0.0",
                        "station_config_reloads_total{result=\"ok\"} 0.0",
                        "station_config_reloads_total{result=\"failed\"} 0.0",
                        "station_last_success_timestamp_seconds 0.0",
                        "station_stage_seconds_count{result=\"ok\",stage=\"connect\"} 0",
                        "station_stage_seconds_count{result=\"failed\",stage=\"program\"} 0",
                        "station_registration_seconds_count{result=\"later\"} 0")
                .doesNotContain("station_failures_total{reason=\"no-sync\",stage=\"program\"} 0.0");
        assertThat(lines()).contains("station_build_info{version=\"1.2.3\"} 1");
    }

    @Test
    void stageTimesFallIntoTheirBuckets() {
        metrics.stage("connect", true, Duration.ofMillis(1500));
        metrics.stage("connect", true, Duration.ofSeconds(100));
        assertThat(bounds("station_stage_seconds_bucket{result=\"ok\",stage=\"connect\""))
                .containsExactly(
                        "1.0", "2.0", "5.0", "10.0", "15.0", "20.0", "30.0", "45.0", "60.0", "90.0", "120.0", "+Inf");
        assertThat(lines())
                .contains(
                        "station_stage_seconds_bucket{result=\"ok\",stage=\"connect\",le=\"1.0\"} 0",
                        "station_stage_seconds_bucket{result=\"ok\",stage=\"connect\",le=\"2.0\"} 1",
                        "station_stage_seconds_bucket{result=\"ok\",stage=\"connect\",le=\"90.0\"} 1",
                        "station_stage_seconds_bucket{result=\"ok\",stage=\"connect\",le=\"120.0\"} 2",
                        "station_stage_seconds_sum{result=\"ok\",stage=\"connect\"} 101.5");
    }

    @Test
    void eventsCount() {
        metrics.attempt("A1");
        metrics.failure("program", "timeout");
        metrics.slotFailed("A1");
        metrics.attempt("A1");
        metrics.flashed(1_000_000);
        metrics.flashed(234_567);
        metrics.registration("registered", Duration.ofMillis(300));
        metrics.label();
        metrics.reprint(3);
        metrics.unit("labelled");
        metrics.passed(Instant.ofEpochSecond(1_000));
        metrics.passed(Instant.ofEpochSecond(2_000));
        metrics.passed(Instant.ofEpochSecond(1_500));
        metrics.reload(false);
        assertThat(lines())
                .contains(
                        "station_attempts_total{slot=\"A1\"} 2.0",
                        "station_slot_failures_total{slot=\"A1\"} 1.0",
                        "station_failures_total{reason=\"timeout\",stage=\"program\"} 1.0",
                        "station_flash_bytes_total 1234567.0",
                        "station_registration_seconds_bucket{result=\"registered\",le=\"0.25\"} 0",
                        "station_registration_seconds_bucket{result=\"registered\",le=\"0.5\"} 1",
                        "station_labels_total 1.0",
                        "station_reprints_total 3.0",
                        "station_units_total{result=\"labelled\"} 1.0",
                        "station_last_success_timestamp_seconds 2000.0",
                        "station_config_reloads_total{result=\"failed\"} 1.0");
    }

    @Test
    void readingsAreReadAtEachScrapeAndOutliveTheGarbageCollector() {
        int[] active = {3};
        metrics.watch(new FixedReadings(active));
        System.gc();
        assertThat(lines())
                .contains(
                        "station_pool_active 3.0",
                        "station_pool_queued 5.0",
                        "station_labels_left 60.0",
                        "station_registrations_waiting 7.0",
                        "station_registration_oldest_age_seconds 90.5",
                        "station_admin_token_refused 1.0",
                        "station_back_office_unusable 1.0",
                        "station_device_types_unknown 2.0",
                        "station_slots{state=\"free\"} 4.0",
                        "station_slots{state=\"busy\"} 2.0");
        active[0] = 4;
        assertThat(lines()).contains("station_pool_active 4.0");
    }

    @Test
    void unknownTagValuesCannotGrowThePage() {
        long before = page.registry().getMeters().size();
        for (int i = 0; i < 100; i++) {
            metrics.unit("TWOMES-%06X".formatted(i));
            metrics.stage("stage" + i, true, Duration.ofSeconds(1));
            metrics.failure("stage" + i, "reason" + i);
            metrics.failure("program", "reason" + i);
            metrics.registration("answer" + i, Duration.ofSeconds(1));
            metrics.registrationRefused("refusal" + i);
        }
        assertThat(page.registry().getMeters().size()).isEqualTo((int) before);
        assertThat(lines())
                .contains(
                        "station_units_total{result=\"other\"} 100.0",
                        "station_failures_total{reason=\"other\",stage=\"other\"} 100.0",
                        "station_failures_total{reason=\"other\",stage=\"program\"} 100.0");
    }

    @Test
    void slotsAreBoundedToo() {
        for (int i = 0; i < 2000; i++) {
            metrics.attempt("slot" + i);
        }
        assertThat(lines().stream().filter(line -> line.startsWith("station_attempts_total")))
                .hasSize(513)
                .contains("station_attempts_total{slot=\"other\"} 1488.0");
    }

    @Test
    void theJvmAndTheDiskAreThere() {
        assertThat(text())
                .contains("jvm_memory_used_bytes", "jvm_threads_live_threads", "process_files_open_files")
                .contains("process_uptime_seconds", "jvm_info", "disk_free_bytes", "process_cpu_usage");
    }

    @Test
    void everyStationMeterHasItsDescription() {
        metrics.watch(new FixedReadings(new int[] {0}));
        assertThat(page.registry().getMeters())
                .filteredOn(meter -> meter.getId().getName().startsWith("station."))
                .hasSizeGreaterThan(20)
                .allSatisfy(meter -> assertThat(meter.getId().getDescription()).isNotBlank());
    }

    @Test
    void openMetricsOnRequest() {
        assertThat(page.scrape("").contentType()).startsWith("text/plain; version=0.0.4");
        MetricsPage.Answer answer = page.scrape("application/openmetrics-text;version=1.0.0,*/*;q=0.1");
        assertThat(answer.contentType()).startsWith("application/openmetrics-text");
        assertThat(answer.text()).endsWith("# EOF\n");
    }

    private String text() {
        return page.scrape("").text();
    }

    private List<String> lines() {
        return text().lines().toList();
    }

    private List<String> bounds(String series) {
        Pattern bound = Pattern.compile("le=\"([^\"]+)\"");
        return lines().stream()
                .filter(line -> line.startsWith(series))
                .flatMap(line -> bound.matcher(line).results().map(result -> result.group(1)))
                .toList();
    }

    /** Values of which only the first changes. */
    private record FixedReadings(int[] active) implements Readings {
        @Override
        public int registrationsWaiting() {
            return 7;
        }

        @Override
        public Duration oldestRegistration() {
            return Duration.ofMillis(90_500);
        }

        @Override
        public boolean backOfficeUnusable() {
            return true;
        }

        @Override
        public int unknownDeviceTypes() {
            return 2;
        }

        @Override
        public boolean adminTokenRefused() {
            return true;
        }

        @Override
        public int labelsLeft() {
            return 60;
        }

        @Override
        public int poolActive() {
            return active[0];
        }

        @Override
        public int poolQueued() {
            return 5;
        }

        @Override
        public int slotsIn(String state) {
            return state.equals("free") ? 4 : 2;
        }
    }
}
