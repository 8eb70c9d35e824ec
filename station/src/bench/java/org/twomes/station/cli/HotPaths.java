package org.twomes.station.cli;

import java.time.Duration;
import java.util.Collection;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the JMH benchmarks of the hot paths, with what they allocate. */
final class HotPaths {
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private HotPaths() {}

    static void run(BenchReport report, boolean brief) throws RunnerException {
        int seconds = brief ? 1 : 5;
        Collection<RunResult> results;
        try (Deadline end = new Deadline(LONGEST, () -> "the hot paths' benchmarks (JMH)")) {
            results = new Runner(new OptionsBuilder()
                            .include("org\\.twomes\\.station\\..*HotPath.*")
                            .mode(Mode.AverageTime)
                            .forks(1)
                            .warmupIterations(brief ? 1 : 2)
                            .warmupTime(TimeValue.seconds(seconds))
                            .measurementIterations(brief ? 1 : 5)
                            .measurementTime(TimeValue.seconds(seconds))
                            .addProfiler("gc")
                            .verbosity(VerboseMode.SILENT)
                            .build())
                    .run();
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
}
