package org.twomes.station.daemon;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.common.FileVersion;
import org.twomes.station.config.ConfigException;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.log.RuntimeLevels;
import org.twomes.station.fault.FaultArea;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.metrics.StationMetrics;
import org.twomes.station.pipeline.Health;
import org.twomes.station.pipeline.LabelService;
import org.twomes.station.pipeline.Line;
import org.twomes.station.sticker.LabelStock;

/**
 * Reloads a changed configuration file while boards run: the bundle, the labels, the slots and the log levels, all of them or,
 * when one is not valid, none. For every other key it reports that a restart is needed.
 */
final class ConfigReload {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigReload.class);
    private static final String PART = "configuration";

    private final LiveConfig live;
    private final AtomicReference<Optional<Bundle>> bundle;
    private final LabelStock stock;
    private final LabelService labels;
    private final Line line;
    private final StationMetrics metrics;
    private final Consumer<String> audit;
    private Optional<Path> file = Optional.empty();
    private String version = "";
    /** The configuration that waits for a file that it names. */
    private Optional<StationConfig> awaited = Optional.empty();
    /** Versions of the files that it names. */
    private String named = "";
    /** Why it waits. */
    private String reason = "";

    private volatile List<Health.Finding> findings = List.of();

    /**
     * Changes these parts when the file changes.
     *
     * @param audit writes what was taken over into the audit log; throws FaultException
     */
    ConfigReload(
            LiveConfig live,
            AtomicReference<Optional<Bundle>> bundle,
            LabelStock stock,
            LabelService labels,
            Line line,
            StationMetrics metrics,
            Consumer<String> audit) {
        this.live = live;
        this.bundle = bundle;
        this.stock = stock;
        this.labels = labels;
        this.line = line;
        this.metrics = metrics;
        this.audit = audit;
    }

    /** What of the file on disk is not in force, and why. */
    List<Health.Finding> findings() {
        return findings;
    }

    /** Reloads {@code chosen} when it changes from now on; as it is now, it is in force. */
    synchronized void follow(Path chosen) {
        file = Optional.of(chosen);
        version = FileVersion.of(chosen);
        StationConfig now = live.now();
        if (!now.bundle().name().isEmpty() && Optional.empty().equals(bundle.get())) {
            awaited = Optional.of(now);
        }
    }

    /** Reloads the file if it has changed, or if a file that it waited for is there now. */
    synchronized void check() {
        if (file.isEmpty()) {
            return;
        }
        String found = FileVersion.of(file.get());
        boolean changed = !found.equals(version);
        boolean arrived = awaited.filter(wanted -> !NamedFiles.versions(wanted).equals(named))
                .isPresent();
        if (!changed && !arrived) {
            return;
        }
        version = found;
        reason = changed ? "" : reason;
        awaited = Optional.empty();
        try {
            StationConfig wanted = ConfigFile.load(file.get());
            named = NamedFiles.versions(wanted);
            awaited = Optional.of(wanted);
            take(wanted);
            awaited = Optional.empty();
            metrics.reload(true);
        } catch (ConfigException e) {
            refused(String.valueOf(e.getMessage()), "correct the file");
        } catch (RuntimeException e) {
            if (e instanceof FaultException fault && (fault.isOf(FaultArea.BUNDLE) || fault.isOf(FaultArea.LABEL))) {
                refused(fault.advised(), "correct it, or put the file there: the station then takes it up by itself");
                return;
            }
            metrics.reload(false);
            LOG.error("Could not reload {}", file.get(), e);
        }
    }

    /** Logged once for each reason: a configuration that waits for a file is tried again with every change of that. */
    private void refused(String why, String remedy) {
        if (why.equals(reason)) {
            return;
        }
        reason = why;
        metrics.reload(false);
        LOG.error(
                "{} is not reloaded; the configuration in force stays. {}",
                file.map(Path::toString).orElse(""),
                why);
        findings = List.of(new Health.Finding(
                PART,
                file.map(Path::toString).orElse("") + " is not reloaded: " + firstLine(why),
                remedy + "; `station config check " + file.map(Path::toString).orElse("") + "` lists all errors"));
    }

    private void take(StationConfig changed) {
        StationConfig before = live.now();
        StationConfig next = live.with(changed);
        Optional<Bundle> opened = Optional.empty();
        boolean awaitsBundle =
                !next.bundle().name().isEmpty() && Optional.empty().equals(bundle.get());
        boolean otherBundle = awaitsBundle || !next.bundle().equals(before.bundle());
        boolean otherLabels = !next.sticker().equals(before.sticker());
        if (otherBundle) {
            opened = Bundles.open(next);
        }
        if (otherLabels) {
            stock.take(next.sticker());
        }
        List<String> waiting = live.take(changed);
        List<String> taken = new ArrayList<>();
        if (otherBundle) {
            bundle.set(opened);
            if (opened.isPresent()) {
                line.firmwareCame();
            }
            taken.add("bundle " + opened.map(Bundle::name).orElse("none"));
        }
        if (otherLabels) {
            finishOldLabels();
            taken.add("labels " + stock.code());
        }
        if (!next.ports().slots().equals(before.ports().slots())) {
            line.renameSlots();
            taken.add(next.ports().slots().size() + " slots");
        }
        if (!next.log().equals(before.log())) {
            RuntimeLevels.change(before.log(), next.log());
            taken.add("log levels");
        }
        report(taken, waiting);
    }

    private void finishOldLabels() {
        try {
            labels.changeStock();
        } catch (FaultException e) {
            LOG.warn("The sheet with the old labels will be closed once the ledger can be written: {}", e.advised());
        }
    }

    private void report(List<String> taken, List<String> waiting) {
        if (!taken.isEmpty()) {
            String what = String.join(", ", taken);
            LOG.info("Configuration reloaded: {}", what);
            note(what);
        }
        findings = waiting.isEmpty()
                ? List.of()
                : List.of(new Health.Finding(
                        PART,
                        "a change of " + String.join(", ", waiting) + " waits for a restart",
                        "restart the station when no board is under way"));
        findings.forEach(finding -> LOG.warn("{}: {}", finding.what(), finding.remedy()));
    }

    private void note(String what) {
        try {
            audit.accept(what);
        } catch (FaultException e) {
            LOG.warn("Could not write the audit record: {}", e.advised());
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
