package org.twomes.station.config;

import java.time.Duration;

/**
 * Concurrency and timeouts.
 *
 * @param workers boards worked on at once; 0 for all slots up to 32
 * @param queue boards that may wait for a worker
 * @param connect deadline of resetting, syncing and reading the chip
 * @param program deadline of erasing and writing, per MB of flash
 * @param verify deadline of the proof, per MB of flash
 * @param drain how long a stop waits for running boards
 * @param attempts runs of a retryable failure before it counts, 1 or more
 */
public record PipelineSection(
        int workers, int queue, Duration connect, Duration program, Duration verify, Duration drain, int attempts) {}
