package org.twomes.station.harness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FaultScript;
import org.twomes.station.rig.Rig;
import org.twomes.station.rig.RigSettings;

/** One station of a fleet: the real daemon in a process of its own, and its rig. */
final class FleetStation implements AutoCloseable {
    static final int SLOTS = 2;
    private static final String BUNDLE = "twomes-hello_ESP32DEV_v3.0.0.zip";
    private static final String SMALL_HEAP = "-Xmx128m";

    private static final String CONFIG = """
            station: {name: %s, data: %s}
            ports:
              deviceRoot: %s
              sysRoot: %s
              reset: "command:%s"
              slots:
            %s
            bundle: {name: %s}
            device: {bootDeadline: 60s, sameBoard: 1h}
            backOffice: {url: "%s", tokenFile: %s, retryInitialDelay: 500ms, retryMaxDelay: 5s}
            ledger: {url: "%s", user: postgres, tokenKeyFile: %s}
            dashboard: {port: 0}
            """;

    private final String name;
    private final Path config;
    private final Path log;
    private final Rig rig;
    private final ResetGateway resets;
    private final DaemonProcess daemon;

    /** What the stations of a fleet have in common. */
    record Shared(String backOffice, Path tokenFile, String ledger, Path tokenKey) {}

    /** The station {@code name} in an empty {@code folder}; nothing runs yet. */
    FleetStation(String name, Path folder, Shared shared) throws IOException {
        this.name = name;
        Path data = Files.createDirectories(folder.resolve("data"));
        Path rigFolder = Files.createDirectories(folder.resolve("rig"));
        Files.createDirectories(data.resolve("bundles"));
        try (InputStream in = Rig.class.getResourceAsStream(BUNDLE)) {
            Files.copy(in, data.resolve("bundles").resolve(BUNDLE));
        }
        rig = new Rig(new RigSettings(rigFolder, SLOTS, RigSettings.Speed.FAST, name.hashCode()));
        resets = new ResetGateway(folder, rig.controlSocket());
        List<String> paths = rig.slotPaths();
        String slots = paths.stream()
                .map(path -> "    - {path: \"" + path + "\", name: \"A" + (paths.indexOf(path) + 1) + "\"}")
                .collect(Collectors.joining("\n"));
        config = folder.resolve("station.yaml");
        log = folder.resolve("station.log");
        Files.writeString(
                config,
                CONFIG.formatted(
                        name,
                        data,
                        rigFolder.resolve("dev"),
                        rigFolder.resolve("sys"),
                        resets.program(),
                        slots,
                        BUNDLE,
                        shared.backOffice(),
                        shared.tokenFile(),
                        shared.ledger(),
                        shared.tokenKey()));
        daemon = new DaemonProcess(config, data, log, SMALL_HEAP);
    }

    String name() {
        return name;
    }

    void start() throws IOException {
        daemon.start();
    }

    /** Whether it takes boards or is about to; an exception when it has ended. */
    boolean open() throws IOException {
        if (!daemon.alive()) {
            throw new IllegalStateException(name + " has ended: " + said());
        }
        return daemon.open();
    }

    void kill() {
        daemon.kill();
    }

    /** Runs another command with this station's configuration; gives its exit code. */
    int command(String... words) throws IOException, InterruptedException {
        return daemon.command(words);
    }

    /** Everything that its processes have printed. */
    String said() throws IOException {
        return Files.exists(log) ? Files.readString(log) : "";
    }

    void plug(int slot, int macTail, String faults) {
        rig.plug(slot, BoardModel.usual(macTail), FaultScript.parse(faults));
    }

    void pull(int slot) {
        rig.unplug(slot);
    }

    @Override
    public void close() throws IOException {
        daemon.close();
        resets.close();
        rig.close();
    }
}
