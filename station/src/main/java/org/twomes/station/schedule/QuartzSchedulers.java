package org.twomes.station.schedule;

import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.simpl.RAMJobStore;
import org.quartz.utils.DBConnectionManager;

/** Quartz schedulers with our settings: one for this process alone, and one that all stations of a fleet share. */
final class QuartzSchedulers {
    private static final String FLEET = "twomes-fleet";
    /** A station that misses its check-ins is taken for dead after this, and Quartz's own patience of 7.5 s. */
    private static final String CHECK_IN_MS = "5000";
    /** Jobs that are due so soon after one another start together: each start wakes a sleeping machine. */
    private static final String TOGETHER_MS = "500";
    /** How often an idle station looks whether a job is left to it. */
    private static final String IDLE_MS = "10000";

    private QuartzSchedulers() {}

    /** A scheduler that keeps its jobs in memory. */
    static Scheduler own(String station, Function<String, @Nullable Consumer<String>> jobs) throws SchedulerException {
        Properties properties = properties("schedule-" + station);
        properties.setProperty(StdSchedulerFactory.PROP_JOB_STORE_CLASS, RAMJobStore.class.getName());
        properties.setProperty(
                StdSchedulerFactory.PROP_SCHED_MAX_BATCH_SIZE, Integer.toString(ScheduledJobThreads.TOGETHER));
        properties.setProperty(StdSchedulerFactory.PROP_SCHED_BATCH_TIME_WINDOW, TOGETHER_MS);
        return scheduler(properties, jobs);
    }

    /** A scheduler that shares its jobs with those of all stations on the same database: each is run by one of them. */
    static Scheduler fleet(String station, DataSource shared, Function<String, @Nullable Consumer<String>> jobs)
            throws SchedulerException {
        String source = FLEET + "-" + System.identityHashCode(shared) + "-" + station;
        DBConnectionManager.getInstance().addConnectionProvider(source, new SharedConnections(shared));
        Properties properties = properties(FLEET);
        properties.setProperty(StdSchedulerFactory.PROP_SCHED_INSTANCE_ID, station);
        properties.setProperty(StdSchedulerFactory.PROP_SCHED_IDLE_WAIT_TIME, IDLE_MS);
        properties.setProperty(StdSchedulerFactory.PROP_JOB_STORE_CLASS, JobStoreTX.class.getName());
        properties.setProperty("org.quartz.jobStore.driverDelegateClass", PostgreSQLDelegate.class.getName());
        properties.setProperty("org.quartz.jobStore.useProperties", "true");
        properties.setProperty("org.quartz.jobStore.dataSource", source);
        properties.setProperty("org.quartz.jobStore.isClustered", "true");
        properties.setProperty("org.quartz.jobStore.clusterCheckinInterval", CHECK_IN_MS);
        Scheduler scheduler = scheduler(properties, jobs);
        // Quartz hands out the one it knows by this name; the stations of a test live in one process.
        SchedulerRepository.getInstance().remove(FLEET);
        return scheduler;
    }

    private static Properties properties(String name) {
        Properties properties = new Properties();
        properties.setProperty(StdSchedulerFactory.PROP_SCHED_INSTANCE_NAME, name);
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty(StdSchedulerFactory.PROP_THREAD_POOL_CLASS, ScheduledJobThreads.class.getName());
        return properties;
    }

    private static Scheduler scheduler(Properties properties, Function<String, @Nullable Consumer<String>> jobs)
            throws SchedulerException {
        Scheduler scheduler = new StdSchedulerFactory(properties).getScheduler();
        scheduler.setJobFactory((bundle, owner) -> {
            String name = bundle.getJobDetail().getKey().getName();
            Consumer<String> work = jobs.apply(name);
            if (work == null) {
                throw new SchedulerException("no job is named " + name);
            }
            return new ScheduledJob(work);
        });
        return scheduler;
    }
}
