package org.twomes.station.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.DateBuilder;
import org.quartz.DateBuilder.IntervalUnit;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.ScheduleBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.config.CronText;

/**
 * The station's clockwork: named chores run by Quartz, none of them twice at once. A station's own chores run in its own
 * process. The fleet's chores run, where stations share a database, at one station of the fleet at a time, and at another one
 * some 20 s after that one died; the stations' clocks must agree to a second. Where nothing is shared they run here as well.
 */
public final class Schedule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);
    /** Long enough that another station finds the chores left to it. */
    private static final Duration HANDED_OVER = Duration.ofSeconds(20);

    private static final String TAKE_BACK = "take back";

    /** Looks for nights without the hour of a chore, and the group of the triggers that stand in for it. */
    private static final String CLOCK_CHANGE = "clock change";

    private static final Duration LOOK_FOR_CHANGES_EVERY = Duration.ofDays(1);
    /** Longer than the time between two looks. */
    private static final Duration LOOK_AHEAD = Duration.ofDays(2);

    private final String station;
    private final ZoneRules zone;
    private final Clock clock;
    private final Map<String, String> crons = new ConcurrentHashMap<>();
    private final Map<String, Consumer<String>> fleetChores;
    private final Scheduler own;
    private final Optional<Scheduler> fleet;

    /** A clockwork for {@code station} that works {@code chores}, all its own, when it is started. */
    public Schedule(String station, Map<String, Runnable> chores) {
        this(station, chores, Map.of(), Optional.empty());
    }

    /**
     * A clockwork for {@code station} that works its chores when it is started.
     *
     * @param ownChores run here
     * @param fleetChores run here or at another station; each is told which station asked for it
     * @param shared the database that the fleet shares
     * @throws IllegalStateException when Quartz does not start
     */
    public Schedule(
            String station,
            Map<String, Runnable> ownChores,
            Map<String, Consumer<String>> fleetChores,
            Optional<DataSource> shared) {
        this(station, ownChores, fleetChores, shared, ZoneId.systemDefault().getRules(), Clock.systemUTC());
    }

    /** As above; {@code zone} says when clocks are put forward, {@code clock} goes as that of Quartz. */
    Schedule(
            String station,
            Map<String, Runnable> ownChores,
            Map<String, Consumer<String>> fleetChores,
            Optional<DataSource> shared,
            ZoneRules zone,
            Clock clock) {
        this.station = station;
        this.clock = clock;
        this.zone = zone;
        this.fleetChores = fleetChores;
        Map<String, Consumer<String>> here = new LinkedHashMap<>();
        ownChores.forEach((name, chore) -> here.put(name, asker -> chore.run()));
        here.put(TAKE_BACK, asker -> takeBack());
        here.put(CLOCK_CHANGE, asker -> crons.forEach(this::standIn));
        if (shared.isEmpty()) {
            here.putAll(fleetChores);
        }
        try {
            own = QuartzSchedulers.own(station, here::get);
            fleet = shared.isPresent()
                    ? Optional.of(QuartzSchedulers.fleet(station, shared.get(), fleetChores::get))
                    : Optional.empty();
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz does not start: " + e.getMessage(), e);
        }
    }

    /** Runs the chore {@code name} every {@code period}. */
    public void every(String name, Duration period) {
        add(
                name,
                name,
                SimpleScheduleBuilder.simpleSchedule()
                        .withIntervalInMilliseconds(period.toMillis())
                        .withMisfireHandlingInstructionNextWithRemainingCount()
                        .repeatForever());
    }

    /**
     * Runs the chore {@code name} by a Quartz cron expression of this station's own; an empty one takes back an earlier one, as does one that
     * names no time any more. What is due in an hour that clocks jump over is done at its end.
     *
     * @throws IllegalArgumentException when {@code cron} is none
     */
    public void cron(String name, String cron) {
        String mine = name + " of " + station;
        try {
            if (!cron.isEmpty() && !CronText.neverAfter(cron, clock.instant())) {
                add(name, mine, CronScheduleBuilder.cronSchedule(cron).withMisfireHandlingInstructionFireAndProceed());
                crons.put(name, cron);
                standIn(name, cron);
                every(CLOCK_CHANGE, LOOK_FOR_CHANGES_EVERY);
                return;
            }
            if (!cron.isEmpty()) {
                LOG.warn("'{}' names no time any more: the chore {} will not run by itself", cron, name);
            }
            crons.remove(name);
            of(name).unscheduleJob(TriggerKey.triggerKey(mine));
        } catch (SchedulerException e) {
            throw refused(name, e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "'" + cron + "' is no Quartz cron expression (seconds minutes hours day month weekday): "
                            + e.getMessage(),
                    e);
        }
    }

    /** Quartz passes over a time that a night has not; a trigger of its own stands in for it. */
    private void standIn(String name, String cron) {
        MissedByClockChange.next(cron, zone, clock.instant(), LOOK_AHEAD).ifPresent(due -> {
            TriggerKey key = TriggerKey.triggerKey(name + " of " + station + " at " + due, CLOCK_CHANGE);
            try {
                if (of(name).getTrigger(key) == null) {
                    of(name).scheduleJob(TriggerBuilder.newTrigger()
                            .withIdentity(key)
                            .forJob(name)
                            .usingJobData(ScheduledJob.STATION, station)
                            .startAt(Date.from(due))
                            .build());
                }
            } catch (SchedulerException e) {
                throw refused(name, e);
            }
        });
    }

    /** Begins. */
    public void start() {
        try {
            own.start();
            if (fleet.isPresent()) {
                fleet.get().start();
            }
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz does not start: " + e.getMessage(), e);
        }
    }

    /**
     * The clock was set back: Quartz goes by it and would wait for times that are far off now, so every periodic chore of this
     * station is run at once and by its period from then on. The fleet's go by the other stations' clocks as well.
     */
    public void clockSetBack() {
        try {
            for (TriggerKey key : own.getTriggerKeys(GroupMatcher.anyTriggerGroup())) {
                if (!key.getGroup().equals(CLOCK_CHANGE) && own.getTrigger(key) instanceof SimpleTrigger trigger) {
                    own.rescheduleJob(
                            key, trigger.getTriggerBuilder().startNow().build());
                }
            }
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz does not take the new time: " + e.getMessage(), e);
        }
    }

    /** This station cannot do the fleet's chores now: for a while they are left to others, if there are any. */
    public void handOver() {
        if (fleet.isEmpty()) {
            return;
        }
        try {
            fleet.get().standby();
            own.scheduleJob(
                    job(TAKE_BACK),
                    Set.of(TriggerBuilder.newTrigger()
                            .withIdentity(TAKE_BACK)
                            .startAt(DateBuilder.futureDate((int) HANDED_OVER.toSeconds(), IntervalUnit.SECOND))
                            .build()),
                    true);
        } catch (SchedulerException e) {
            throw refused(TAKE_BACK, e);
        }
    }

    /** Stops, waiting for chores under way. */
    @Override
    public void close() {
        try {
            own.shutdown(true);
            if (fleet.isPresent()) {
                fleet.get().shutdown(true);
            }
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz does not stop: " + e.getMessage(), e);
        }
    }

    private void takeBack() {
        try {
            if (fleet.isPresent()) {
                fleet.get().start();
            }
        } catch (SchedulerException e) {
            throw refused(TAKE_BACK, e);
        }
    }

    /** Leaves a fleet's trigger as it is that says the same already: it would begin anew with every station that starts. */
    private void add(String name, String triggerName, ScheduleBuilder<?> when) {
        Trigger trigger = TriggerBuilder.newTrigger()
                .withIdentity(triggerName)
                .forJob(name)
                .usingJobData(ScheduledJob.STATION, station)
                .withSchedule(when)
                .build();
        try {
            Trigger known = of(name).getTrigger(trigger.getKey());
            if (known != null && same(known, trigger)) {
                return;
            }
            of(name).addJob(job(name), true);
            if (known == null) {
                of(name).scheduleJob(trigger);
            } else {
                of(name).rescheduleJob(trigger.getKey(), trigger);
            }
        } catch (ObjectAlreadyExistsException e) {
            LOG.debug("Another station has just added the chore {}", name);
        } catch (SchedulerException e) {
            throw refused(name, e);
        }
    }

    private static boolean same(Trigger known, Trigger wanted) {
        if (known instanceof SimpleTrigger one && wanted instanceof SimpleTrigger other) {
            return one.getRepeatInterval() == other.getRepeatInterval();
        }
        return known instanceof CronTrigger one
                && wanted instanceof CronTrigger other
                && one.getCronExpression().equals(other.getCronExpression());
    }

    private static JobDetail job(String name) {
        return JobBuilder.newJob(ScheduledJob.class)
                .withIdentity(name)
                .storeDurably()
                .requestRecovery()
                .build();
    }

    private Scheduler of(String name) {
        return fleetChores.containsKey(name) ? fleet.orElse(own) : own;
    }

    private static IllegalStateException refused(String name, SchedulerException e) {
        return new IllegalStateException("Quartz does not take the chore " + name + ": " + e.getMessage(), e);
    }
}
