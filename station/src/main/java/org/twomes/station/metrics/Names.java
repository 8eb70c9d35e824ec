package org.twomes.station.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Every meter's name, in Micrometer's form: Prometheus shows {@code station.units} as {@code station_units_total}. */
final class Names {
    static final String UNITS = "station.units";
    static final String STAGE = "station.stage";
    static final String FAILURES = "station.failures";
    static final String ATTEMPTS = "station.attempts";
    static final String SLOT_FAILURES = "station.slot.failures";
    static final String SLOT_BAUD = "station.slot.baud";
    static final String BOARDS = "station.boards";
    static final String FIRST_PASS_BOARDS = "station.first.pass.boards";
    static final String LAST_SUCCESS = "station.last.success.timestamp";
    static final String FLASH_BYTES = "station.flash";
    static final String SLOTS = "station.slots";
    static final String POOL_ACTIVE = "station.pool.active";
    static final String POOL_QUEUED = "station.pool.queued";
    static final String REGISTRATION = "station.registration";
    static final String REGISTRATIONS_WAITING = "station.registrations.waiting";
    static final String REGISTRATION_OLDEST = "station.registration.oldest.age";
    static final String REGISTRATIONS_REFUSED = "station.registrations.refused";
    static final String TOKEN_REFUSED = "station.admin.token.refused";
    static final String BACK_OFFICE_UNUSABLE = "station.back.office.unusable";
    static final String DEVICE_TYPES_UNKNOWN = "station.device.types.unknown";
    static final String LABELS = "station.labels";
    static final String LABELS_LEFT = "station.labels.left";
    static final String REPRINTS = "station.reprints";
    static final String RELOADS = "station.config.reloads";
    static final String AUDIT_ENTRIES = "station.audit.entries";
    static final String AUDIT_REFUSED = "station.audit.refused";
    static final String BUILD = "station.build.info";

    /** Bucket bounds of stage times: a board's stages take from a second to two minutes. */
    static final Duration[] STAGE_BOUNDS = seconds(1, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120);

    /** Bucket bounds of the back office's answers: one call has a limit of some ten seconds. */
    static final Duration[] REGISTRATION_BOUNDS = millis(50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000);

    private Names() {}

    private static Duration[] seconds(long... bounds) {
        return Arrays.stream(bounds).mapToObj(Duration::ofSeconds).toArray(Duration[]::new);
    }

    private static Duration[] millis(long... bounds) {
        return Arrays.stream(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    static String known(String value, List<String> values) {
        return values.contains(value) ? value : KnownTags.OTHER;
    }
}
