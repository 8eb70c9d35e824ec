package org.twomes.station.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the JMH benchmarks of the hot paths, with what they allocate. */
final class HotPaths {
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final String ALL = "org\\.twomes\\.station\\..*HotPath.*";
    private static final String LONG = ".*HotPath\\.labels1000";
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private HotPaths() {}

    static void run(BenchReport report, boolean brief) throws RunnerException {
        List<RunResult> results = new ArrayList<>();
        try (Deadline end = new Deadline(LONGEST, () -> "the hot paths' benchmarks (JMH)")) {
            if (brief) {
                results.addAll(
                        measure(options(1).warmupIterations(1).include(ALL).exclude(LONG)));
                // A thousand labels warm themselves up.
                results.addAll(measure(options(1).warmupIterations(0).include(LONG)));
            } else {
                results.addAll(measure(options(5).warmupIterations(2).include(ALL)));
            }
        }
        report.say("");
        report.say("hot paths (JMH)");
        report.say("  %-44s %12s %16s", "", "us a call", "bytes allocated");
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark().replaceAll("^.*\\.(\\w+\\.\\w+)$", "$1");
            Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
            report.say(
                    "  %-44s %12.1f %16.0f",
                    name, result.getPrimaryResult().getScore(), allocated == null ? Double.NaN : allocated.getScore());
        }
    }

    /** Iterations of this many seconds, and as many of them. */
    private static ChainedOptionsBuilder options(int seconds) {
        return new OptionsBuilder()
                .mode(Mode.AverageTime)
                .forks(1)
                .warmupTime(TimeValue.seconds(seconds))
                .measurementIterations(seconds)
                .measurementTime(TimeValue.seconds(seconds))
                .addProfiler("gc")
                .verbosity(VerboseMode.SILENT);
    }

    private static Collection<RunResult> measure(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build()).run();
    }
}
