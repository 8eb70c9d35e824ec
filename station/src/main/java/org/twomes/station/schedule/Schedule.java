package org.twomes.station.schedule;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.quartz.CronScheduleBuilder;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.matchers.GroupMatcher;

/** The station's clockwork: named chores run by Quartz, none of them twice at once. */
public final class Schedule implements AutoCloseable {
    /** Chores are short; two threads keep a slow one from holding up the others. */
    private static final String THREADS = "2";

    private final Scheduler scheduler;

    /**
     * A clockwork for {@code station} that works {@code chores} when it is started.
     *
     * @throws IllegalStateException when Quartz does not start
     */
    public Schedule(String station, Map<String, Runnable> chores) {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", "schedule-" + station);
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.setProperty("org.quartz.threadPool.threadCount", THREADS);
        properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        properties.setProperty("org.quartz.threadPool.threadNamePrefix", "schedule");
        properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        try {
            scheduler = new StdSchedulerFactory(properties).getScheduler();
            scheduler.setJobFactory((bundle, owner) -> new Chore(chore(chores, bundle.getJobDetail())));
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz does not start: " + e.getMessage(), e);
        }
    }

    /** Runs the chore {@code name} every {@code period}, from one period after the start. */
    public void every(String name, Duration period) {
        add(
                name,
                TriggerBuilder.newTrigger()
                        .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                                .withIntervalInMilliseconds(period.toMillis())
                                .withMisfireHandlingInstructionNextWithRemainingCount()
                                .repeatForever())
                        .build());
    }

    /**
     * Runs the chore {@code name} by a Quartz cron expression.
     *
     * @throws IllegalArgumentException when {@code cron} is none
     */
    public void cron(String name, String cron) {
        try {
            add(
                    name,
                    TriggerBuilder.newTrigger()
                            .withSchedule(CronScheduleBuilder.cronSchedule(cron)
                                    .withMisfireHandlingInstructionFireAndProceed())
                            .build());
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
            scheduler.start();
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz does not start: " + e.getMessage(), e);
        }
    }

    /**
     * The clock was set back: Quartz goes by it and would wait for times that are far off now, so every periodic chore is run at
     * once and by its period from then on.
     */
    public void clockSetBack() {
        try {
            for (TriggerKey key : scheduler.getTriggerKeys(GroupMatcher.anyTriggerGroup())) {
                if (scheduler.getTrigger(key) instanceof SimpleTrigger trigger) {
                    scheduler.rescheduleJob(
                            key, trigger.getTriggerBuilder().startNow().build());
                }
            }
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz does not take the new time: " + e.getMessage(), e);
        }
    }

    /** Stops, waiting for chores under way. */
    @Override
    public void close() {
        try {
            scheduler.shutdown(true);
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz does not stop: " + e.getMessage(), e);
        }
    }

    private void add(String name, Trigger trigger) {
        JobDetail job =
                JobBuilder.newJob(Chore.class).withIdentity(JobKey.jobKey(name)).build();
        try {
            scheduler.scheduleJob(job, trigger);
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz does not take the chore " + name + ": " + e.getMessage(), e);
        }
    }

    private static Runnable chore(Map<String, Runnable> chores, JobDetail job) throws SchedulerException {
        Runnable chore = chores.get(job.getKey().getName());
        if (chore == null) {
            throw new SchedulerException("no chore is named " + job.getKey().getName());
        }
        return chore;
    }
}
