package org.twomes.station.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One chore as Quartz runs it: never twice at once, and its failure is told and does not end its schedule. */
@DisallowConcurrentExecution
final class Chore implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(Chore.class);

    private final Runnable work;

    Chore(Runnable work) {
        this.work = work;
    }

    @Override
    public void execute(JobExecutionContext context) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error(
                    "The chore {} failed and will be tried again: {}",
                    context.getJobDetail().getKey().getName(),
                    e.toString());
        }
    }
}
