package org.twomes.station.schedule;

import java.util.function.Consumer;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job as Quartz runs it: never twice at once; a failure is logged and does not end its schedule. A fleet's database stores
 * this class by its name: whoever renames it adds a migration.
 */
@DisallowConcurrentExecution
final class ScheduledJob implements Job {
    /** Key of the name of the station that asked for the job, in the trigger's data. */
    static final String STATION = "station";

    private static final Logger LOG = LoggerFactory.getLogger(ScheduledJob.class);

    private final Consumer<String> work;

    ScheduledJob(Consumer<String> work) {
        this.work = work;
    }

    @Override
    public void execute(JobExecutionContext context) {
        try {
            work.accept(context.getMergedJobDataMap().getString(STATION));
        } catch (RuntimeException e) {
            LOG.error(
                    "The job {} failed and will be tried again: {}",
                    context.getJobDetail().getKey().getName(),
                    e.toString());
        }
    }
}
