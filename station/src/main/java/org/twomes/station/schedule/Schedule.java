package org.twomes.station.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
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
 * The station's jobs, run by Quartz, none of them twice at once. A station's own jobs run in its own process. The fleet's jobs
 * run, where stations share a database, at one station of the fleet at a time, and at another one some 20 s after that one died;
 * the stations' clocks must agree to a second. Where nothing is shared they run here as well.
 */
public final class Schedule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);
    /** Long enough that another station finds the jobs left to it. */
    private static final Duration HANDED_OVER = Duration.ofSeconds(20);

    private static final String TAKE_BACK = "take back";

    /** The job that looks for nights without the hour of a cron job, and the group of the triggers that stand in for it. */
    private static final String CLOCK_CHANGE = "clock change";

    private static final Duration LOOK_FOR_CHANGES_EVERY = Duration.ofDays(1);
    /** Longer than the time between two looks. */
    private static final Duration LOOK_AHEAD = Duration.ofDays(2);

    private final String station;
    private final ZoneRules zone;
    private final Clock clock;
    private final Map<String, String> crons = new ConcurrentHashMap<>();
    private final Set<String> fleetJobs;
    private final Scheduler own;
    private final Optional<Scheduler> fleet;

    /**
     * Schedules {@code jobs}, which run from {@link #start()} on.
     *
     * @param station its name
     * @param shared the database that the fleet shares; empty for a station by itself
     * @throws IllegalStateException when Quartz does not start
     * @throws IllegalArgumentException when a cron expression is none
     */
    public Schedule(String station, List<JobDefinition> jobs, Optional<DataSource> shared) {
        this(station, jobs, shared, ZoneId.systemDefault().getRules(), Clock.systemUTC());
    }

    /** As above; {@code zone} says when clocks are put forward, {@code clock} agrees with that of Quartz. */
    Schedule(String station, List<JobDefinition> jobs, Optional<DataSource> shared, ZoneRules zone, Clock clock) {
        this.station = station;
        this.clock = clock;
        this.zone = zone;
        Map<String, Consumer<String>> here = new LinkedHashMap<>();
        Map<String, Consumer<String>> ofFleet = new LinkedHashMap<>();
        here.put(TAKE_BACK, asker -> takeBack());
        here.put(CLOCK_CHANGE, asker -> crons.forEach(this::standIn));
        for (JobDefinition job : jobs) {
            (job.scope() == JobDefinition.Scope.FLEET ? ofFleet : here).put(job.name(), job.work());
        }
        fleetJobs = Set.copyOf(ofFleet.keySet());
        if (shared.isEmpty()) {
            here.putAll(ofFleet);
        }
        try {
            own = QuartzSchedulers.own(station, here::get);
            fleet = shared.isPresent()
                    ? Optional.of(QuartzSchedulers.fleet(station, shared.get(), ofFleet::get))
                    : Optional.empty();
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz does not start: " + e.getMessage(), e);
        }
        jobs.forEach(job -> time(job.name(), job.timing()));
    }

    private void time(String name, JobDefinition.Timing timing) {
        if (timing instanceof JobDefinition.Every every) {
            every(name, every.period());
        } else if (timing instanceof JobDefinition.Cron cron) {
            cron(name, cron.expression());
        }
    }

    private void every(String name, Duration period) {
        add(
                name,
                name,
                SimpleScheduleBuilder.simpleSchedule()
                        .withIntervalInMilliseconds(period.toMillis())
                        .withMisfireHandlingInstructionNextWithRemainingCount()
                        .repeatForever());
    }

    /**
     * Runs the job {@code name} by a cron expression of this station's own from now on. An empty one removes the trigger of an
     * earlier one, also of an earlier run where the fleet's database keeps it, as does one that names no time any more.
     *
     * @throws IllegalArgumentException when {@code cron} is none
     */
    void cron(String name, String cron) {
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
                LOG.warn("'{}' names no time any more: the job {} will not run by itself", cron, name);
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

    /** Starts Quartz: jobs run from now on. */
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
     * The clock was set back: Quartz goes by it and would wait for times that are far off now, so every periodic job of this
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
            throw new IllegalStateException("Quartz refuses the new time: " + e.getMessage(), e);
        }
    }

    /** This station cannot do the fleet's jobs now: for 20 s they are left to others, if there are any. */
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

    /** Stops, and waits for jobs under way. */
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
            LOG.debug("Another station has just added the job {}", name);
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
        return fleetJobs.contains(name) ? fleet.orElse(own) : own;
    }

    private static IllegalStateException refused(String name, SchedulerException e) {
        return new IllegalStateException("Quartz refuses the job " + name + ": " + e.getMessage(), e);
    }
}
