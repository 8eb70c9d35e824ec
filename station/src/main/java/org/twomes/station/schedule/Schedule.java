package org.twomes.station.schedule;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private final String station;
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
        this.station = station;
        this.fleetChores = fleetChores;
        Map<String, Consumer<String>> here = new LinkedHashMap<>();
        ownChores.forEach((name, chore) -> here.put(name, asker -> chore.run()));
        here.put(TAKE_BACK, asker -> takeBack());
        if (shared.isEmpty()) {
            here.putAll(fleetChores);
        }
        try {
            own = Clockwork.own(station, here::get);
            fleet = shared.isPresent()
                    ? Optional.of(Clockwork.fleet(station, shared.get(), fleetChores::get))
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
     * Runs the chore {@code name} by a Quartz cron expression of this station's own; an empty one takes back an earlier one.
     *
     * @throws IllegalArgumentException when {@code cron} is none
     */
    public void cron(String name, String cron) {
        String mine = name + " of " + station;
        try {
            if (cron.isEmpty()) {
                of(name).unscheduleJob(TriggerKey.triggerKey(mine));
                return;
            }
            add(name, mine, CronScheduleBuilder.cronSchedule(cron).withMisfireHandlingInstructionFireAndProceed());
        } catch (SchedulerException e) {
            throw refused(name, e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "'" + cron + "' is no Quartz cron expression (seconds minutes hours day month weekday): "
                            + e.getMessage(),
                    e);
        }
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
                if (own.getTrigger(key) instanceof SimpleTrigger trigger) {
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
                .usingJobData(Chore.STATION, station)
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
        return JobBuilder.newJob(Chore.class)
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
