package org.twomes.station.pipeline.slot;

import org.twomes.station.pipeline.run.RunCancellation;

/** A run's place in the pool, which it leaves to others while it waits for a person. */
public final class PoolPermit {
    private final BoardPool pool;
    private final BoardPool.Job job;
    private final RunCancellation limit;
    private boolean left;

    public PoolPermit(BoardPool pool, BoardPool.Job job, RunCancellation limit) {
        this.pool = pool;
        this.job = job;
        this.limit = limit;
    }

    /** A person is asked for something. */
    public void leave() {
        left = true;
        pool.rest(job);
    }

    /** The person did it: the run goes on once there is a place again, unless it was ended. */
    public void take() {
        if (!left) {
            return;
        }
        try {
            pool.resume(job, () -> limit.reason().isPresent());
            // One that was ended meanwhile may have no place: its next attempt takes one.
            left = limit.reason().isPresent();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
