package org.twomes.station.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.twomes.station.cli.common.ConfigOption;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.common.Json;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.Assembly;
import org.twomes.station.daemon.Bundles;
import org.twomes.station.doctor.Doctor;
import org.twomes.station.doctor.Finding;
import org.twomes.station.doctor.Machine;
import org.twomes.station.doctor.Severity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code station doctor}: what would keep this machine from being a station. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Checks this machine and the configuration, and prints each fault with its remedy. Changes nothing.",
        footer = {
            "",
            "Run it as the user that the station runs as.",
            "Exit code 0 when all is fine, 1 with warnings only, 3 when boards cannot be prepared.",
            "",
            "Examples:",
            "  station doctor --config station.yaml",
            "  station doctor --json"
        })
final class DoctorCommand implements Callable<Integer> {
    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        StationConfig settings = config.load();
        List<Finding> findings =
                Doctor.of(settings, Machine.here(), asked(settings)).examine();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(findings.stream().map(DoctorCommand::row).toList()));
        } else {
            print(out, findings);
        }
        out.flush();
        return code(findings);
    }

    /** The exit code: that of the worst finding. */
    static int code(List<Finding> findings) {
        return switch (Doctor.worst(findings)) {
            case FINE -> ExitCode.OK;
            case WARNING -> ExitCode.FAILED;
            case FAULT -> ExitCode.BROKEN;
        };
    }

    private static Doctor.Asked asked(StationConfig settings) {
        return new Doctor.Asked(
                () -> pinned(settings), Assembly.backOffice(settings), Assembly.existingDevices(settings));
    }

    private static Optional<String> pinned(StationConfig settings) {
        return Bundles.open(settings)
                .map(bundle -> bundle.name() + ", " + bundle.regions().size() + " regions,");
    }

    private static Map<String, Object> row(Finding finding) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("check", finding.check());
        row.put("severity", finding.severity().name());
        row.put("what", finding.what());
        row.put("remedy", finding.remedy());
        return row;
    }

    private static void print(PrintWriter out, List<Finding> findings) {
        for (Finding finding : findings) {
            out.printf("%-8s %-14s %s%n", sign(finding.severity()), finding.check(), finding.what());
            if (!finding.remedy().isEmpty()) {
                out.printf("%-8s %-14s -> %s%n", "", "", finding.remedy());
            }
        }
        out.printf(
                "%n%d fine, %d warnings, %d faults%n",
                count(findings, Severity.FINE), count(findings, Severity.WARNING), count(findings, Severity.FAULT));
    }

    private static String sign(Severity severity) {
        return switch (severity) {
            case FINE -> "ok";
            case WARNING -> "warning";
            case FAULT -> "FAULT";
        };
    }

    private static long count(List<Finding> all, Severity wanted) {
        return all.stream().filter(finding -> finding.severity() == wanted).count();
    }
}
