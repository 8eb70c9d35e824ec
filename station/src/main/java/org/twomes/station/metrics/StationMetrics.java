package org.twomes.station.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Everything the station counts, times and shows. All meters are made here, each with its description. Methods may be called
 * from any thread and never block.
 */
public final class StationMetrics implements AutoCloseable {
    private static final String OK = "ok";
    private static final String FAILED = "failed";
    /** More than the USB places of any rig; the tag must end somewhere. */
    private static final int MOST_SLOTS = 512;

    private static final double MILLIS_PER_SECOND = 1000;

    private final MeterRegistry registry;
    private final KnownTags tags;
    private final JvmMeters jvm;
    private final Counter flashBytes;
    private final Counter labels;
    private final Counter reprints;
    private final Set<String> slots = ConcurrentHashMap.newKeySet();
    /** Micrometer holds what a gauge reads weakly; these fields keep it. */
    private final AtomicLong lastSuccessMillis = new AtomicLong();

    /** Rates in baud by slot. */
    private final Map<String, AtomicInteger> slotRates = new ConcurrentHashMap<>();

    private final List<Object> watched = new ArrayList<>();

    /** Makes every meter with every known tag value, and the JVM's own meters. */
    public StationMetrics(MeterRegistry registry, KnownTags tags) {
        this.registry = registry;
        this.tags = tags;
        flashBytes = Counter.builder(Names.FLASH_BYTES)
                .description("Bytes of firmware written, before compression")
                .baseUnit("bytes")
                .register(registry);
        labels = counter(Names.LABELS, "Labels given to units");
        reprints = counter(Names.REPRINTS, "Labels printed once more on request");
        withOther(tags.unitResults()).forEach(this::unitCounter);
        for (String stage : withOther(tags.stages())) {
            stageTimer(stage, OK);
            stageTimer(stage, FAILED);
            withOther(tags.reasons().getOrDefault(stage, List.of())).forEach(reason -> failureCounter(stage, reason));
        }
        withOther(tags.registrationResults()).forEach(this::registrationTimer);
        withOther(tags.refusals()).forEach(this::refusalCounter);
        reloadCounter(OK);
        reloadCounter(FAILED);
        Gauge.builder(Names.LAST_SUCCESS, lastSuccessMillis, at -> at.get() / MILLIS_PER_SECOND)
                .description("When a unit last passed all stages, as Unix time; 0 before the first")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder(Names.BUILD, () -> 1)
                .description("1, tagged with the program's version")
                .tag("version", tags.version())
                .strongReference(true)
                .register(registry);
        jvm = new JvmMeters(registry, tags.data());
    }

    /** Shows {@code readings} from now on; called once, when the rooms that know the values exist. */
    public void watch(Readings readings) {
        watched.add(readings);
        gauge(Names.POOL_ACTIVE, "Boards being worked on", readings, Readings::poolActive);
        gauge(Names.POOL_QUEUED, "Boards waiting for a worker", readings, Readings::poolQueued);
        gauge(Names.LABELS_LEFT, "Free positions on the current sheet", readings, Readings::labelsLeft);
        gauge(Names.REGISTRATIONS_WAITING, "Registrations still to be made", readings, Readings::registrationsWaiting);
        gauge(
                Names.TOKEN_REFUSED,
                "1 while the back office refuses the admin token",
                readings,
                source -> source.adminTokenRefused() ? 1 : 0);
        gauge(
                Names.BACK_OFFICE_UNUSABLE,
                "1 while what answers is not the back office, or cannot be trusted to be it",
                readings,
                source -> source.backOfficeUnusable() ? 1 : 0);
        gauge(
                Names.DEVICE_TYPES_UNKNOWN,
                "Device types that the back office does not know",
                readings,
                Readings::unknownDeviceTypes);
        Gauge.builder(
                        Names.REGISTRATION_OLDEST,
                        readings,
                        source -> source.oldestRegistration().toMillis() / MILLIS_PER_SECOND)
                .description("Age of the oldest registration still to be made; 0 when there is none")
                .baseUnit("seconds")
                .register(registry);
        for (String state : tags.slotStates()) {
            Gauge.builder(Names.SLOTS, readings, source -> source.slotsIn(state))
                    .description("Slots in each state")
                    .tag("state", state)
                    .register(registry);
        }
    }

    /** Shows boards as the pages count them from now on. */
    public void watchBoards(BoardReadings boards) {
        watched.add(boards);
        for (String stretch : boards.stretches()) {
            for (String result : boards.results()) {
                Gauge.builder(Names.BOARDS, boards, source -> source.boards(stretch, result))
                        .description("Boards by what became of them, each once, of a stretch of time up to now")
                        .tags("stretch", stretch, "result", result)
                        .register(registry);
            }
            Gauge.builder(Names.FIRST_PASS_BOARDS, boards, source -> source.firstPass(stretch))
                    .description("Boards that passed or wait for registration, and of which no attempt failed")
                    .tag("stretch", stretch)
                    .register(registry);
        }
    }

    /**
     * Shows the audit log from now on.
     *
     * @param entries how many it holds
     * @param refused how many found no place in it since the start
     */
    public void watchAudit(LongSupplier entries, LongSupplier refused) {
        watched.add(entries);
        watched.add(refused);
        Gauge.builder(Names.AUDIT_ENTRIES, entries, LongSupplier::getAsLong)
                .description("Entries in the audit log")
                .register(registry);
        FunctionCounter.builder(Names.AUDIT_REFUSED, refused, LongSupplier::getAsLong)
                .description("Entries that found no place in the audit log, for somebody does too much")
                .register(registry);
    }

    /** An attempt began in {@code slot}. */
    public void attempt(String slot) {
        knownSlot(slot);
        attemptCounter(slotTag(slot)).increment();
    }

    /** An attempt failed in {@code slot}. */
    public void slotFailed(String slot) {
        knownSlot(slot);
        slotFailureCounter(slotTag(slot)).increment();
    }

    /** The transfers of {@code slot} run at so many baud. */
    public void slotBaud(String slot, int baud) {
        knownSlot(slot);
        slotRates.computeIfAbsent(slotTag(slot), this::slotRateGauge).set(baud);
    }

    /** Shows {@code slot} with 0 attempts and failures before its first board. */
    public void knownSlot(String slot) {
        if (slots.size() < MOST_SLOTS && slots.add(slot)) {
            attemptCounter(slot);
            slotFailureCounter(slot);
        }
    }

    /** A stage ended after {@code took}. */
    public void stage(String stage, boolean ok, Duration took) {
        stageTimer(Names.known(stage, tags.stages()), ok ? OK : FAILED).record(took);
    }

    /** An attempt failed in {@code stage} with the failure code {@code reason}. */
    public void failure(String stage, String reason) {
        String knownStage = Names.known(stage, tags.stages());
        failureCounter(knownStage, Names.known(reason, tags.reasons().getOrDefault(stage, List.of())))
                .increment();
    }

    /** A unit came to its end with {@code result}. */
    public void unit(String result) {
        unitCounter(Names.known(result, tags.unitResults())).increment();
    }

    /** A unit passed all stages at this time. */
    public void passed(Instant at) {
        lastSuccessMillis.accumulateAndGet(at.toEpochMilli(), Math::max);
    }

    /** {@code bytes} of firmware (before compression) were written. */
    public void flashed(long bytes) {
        flashBytes.increment((double) bytes);
    }

    /** The back office answered with the class {@code result} after {@code took}. */
    public void registration(String result, Duration took) {
        registrationTimer(Names.known(result, tags.registrationResults())).record(took);
    }

    /** The back office refused a registration, at once or from the outbox, for the failure code {@code reason}. */
    public void registrationRefused(String reason) {
        refusalCounter(Names.known(reason, tags.refusals())).increment();
    }

    /** A unit was given its label. */
    public void label() {
        labels.increment();
    }

    /** {@code count} labels were printed once more. */
    public void reprint(int count) {
        reprints.increment(count);
    }

    /** The changed configuration was taken over, or refused. */
    public void reload(boolean ok) {
        reloadCounter(ok ? OK : FAILED).increment();
    }

    /** Stops listening to the JVM's garbage collector. The counts stay. */
    @Override
    public void close() {
        jvm.close();
    }

    private void gauge(String name, String description, Readings readings, ToDoubleFunction<Readings> value) {
        Gauge.builder(name, readings, value).description(description).register(registry);
    }

    private Counter counter(String name, String description, String... tagPairs) {
        return Counter.builder(name).description(description).tags(tagPairs).register(registry);
    }

    private Counter unitCounter(String result) {
        return counter(Names.UNITS, "Runs that ended; boards are in station_boards", "result", result);
    }

    private Counter attemptCounter(String slot) {
        return counter(Names.ATTEMPTS, "Attempts begun", "slot", slot);
    }

    private Counter slotFailureCounter(String slot) {
        return counter(Names.SLOT_FAILURES, "Failed attempts by slot", "slot", slot);
    }

    private AtomicInteger slotRateGauge(String slot) {
        AtomicInteger rate = new AtomicInteger();
        Gauge.builder(Names.SLOT_BAUD, rate, AtomicInteger::get)
                .description("Transfer rate of the slot's last board, in baud")
                .tag("slot", slot)
                .register(registry);
        return rate;
    }

    private String slotTag(String slot) {
        return slots.contains(slot) ? slot : KnownTags.OTHER;
    }

    private Counter failureCounter(String stage, String reason) {
        return counter(Names.FAILURES, "Failed attempts", "stage", stage, "reason", reason);
    }

    private Counter refusalCounter(String reason) {
        return counter(Names.REGISTRATIONS_REFUSED, "Registrations that the back office refused", "reason", reason);
    }

    private Counter reloadCounter(String result) {
        return counter(Names.RELOADS, "Changes of the configuration file seen", "result", result);
    }

    private Timer stageTimer(String stage, String result) {
        return Timer.builder(Names.STAGE)
                .description("Time that a stage took")
                .tags("stage", stage, "result", result)
                .serviceLevelObjectives(Names.STAGE_BOUNDS)
                .register(registry);
    }

    private Timer registrationTimer(String result) {
        return Timer.builder(Names.REGISTRATION)
                .description("Time until the back office answered a registration")
                .tags("result", result)
                .serviceLevelObjectives(Names.REGISTRATION_BOUNDS)
                .register(registry);
    }

    private static List<String> withOther(List<String> values) {
        List<String> all = new ArrayList<>(values);
        if (!all.contains(KnownTags.OTHER)) {
            all.add(KnownTags.OTHER);
        }
        return all;
    }
}
