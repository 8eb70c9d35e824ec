package org.twomes.station.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.twomes.station.backoffice.TwomesV1Client;
import org.twomes.station.common.Json;
import org.twomes.station.common.PrivateFile;
import org.twomes.station.common.Secret;
import org.twomes.station.config.ConfigException;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.Assembly;
import org.twomes.station.daemon.Bundles;
import org.twomes.station.daemon.Station;
import org.twomes.station.daemon.StationEnvironment;
import org.twomes.station.dashboard.WebServer;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.port.Links;
import org.twomes.station.port.PortWatch;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FakeBackOffice;
import org.twomes.station.rig.Rig;
import org.twomes.station.rig.RigReset;
import org.twomes.station.rig.RigSettings;

/** A station on a virtual rig with a fake back office, all its files in one folder. */
public final class DemoRig implements AutoCloseable {
    private static final String BUNDLE = "twomes-hello_ESP32DEV_v3.0.0.zip";
    private static final String BUNDLE_RESOURCE = "/org/twomes/station/rig/" + BUNDLE;
    private static final String ADMIN_TOKEN = "Mg.demo-admin-token-of-the-fake-back-office";
    private static final int FIRST_MAC_TAIL = 0xD3AD40;
    private static final int ADMIN_TOKEN_BYTES = 30;

    private final Rig rig;
    private final FakeBackOffice backOffice;
    private final Station station;
    private final WebServer webServer;
    private final Path data;
    private final List<String> paths;

    /**
     * Makes rig, back office and station, and opens the dashboard on any free port; boards are taken once the station is started.
     *
     * @param folder of all files
     * @param slots of the virtual hub, 1 or more
     * @throws IOException when the folder cannot be written
     */
    public DemoRig(Path folder, int slots, RigSettings.Speed speed) throws IOException, ConfigException {
        this(folder, slots, speed, Map.of());
    }

    /** As above, with configuration values by dotted key that replace those of the demo. */
    public DemoRig(Path folder, int slots, RigSettings.Speed speed, Map<String, String> settings)
            throws IOException, ConfigException {
        this(folder, slots, speed, settings, UnaryOperator.identity());
    }

    /** As above, in the environment that {@code change} makes of the rig's. */
    public DemoRig(
            Path folder,
            int slots,
            RigSettings.Speed speed,
            Map<String, String> settings,
            UnaryOperator<StationEnvironment> change)
            throws IOException, ConfigException {
        data = folder;
        Path rigFolder = Files.createDirectories(folder.resolve("rig"));
        Path tokenFile = folder.resolve("admin-token");
        Secret adminToken = Secret.of(ADMIN_TOKEN + "-" + random());
        writePrivately(tokenFile, adminToken.reveal());
        rig = new Rig(new RigSettings(rigFolder, slots, speed, new SecureRandom().nextLong()));
        paths = rig.slotPaths();
        backOffice = new FakeBackOffice(adminToken);
        StationConfig config = ConfigFile.defaults(overrides(rigFolder, tokenFile, settings));
        Links links = new Links();
        RigReset reset = new RigReset(rig.controlSocket());
        StationEnvironment environment = new StationEnvironment(
                links,
                (now, port, prompt) -> reset,
                PortWatch.on("Linux", config.ports(), links),
                new TwomesV1Client(config.backOffice()),
                Clock.systemUTC(),
                new SecureRandom()::nextDouble);
        station = Assembly.station(config, change.apply(environment), Optional.of(bundle(config)));
        webServer = station.open();
    }

    /** Address of the dashboard. */
    public String dashboard() {
        return "http://127.0.0.1:" + webServer.port() + "/";
    }

    /** The station. */
    public Station station() {
        return station;
    }

    /** The rig. */
    public Rig rig() {
        return rig;
    }

    /** The fake back office. */
    public FakeBackOffice backOffice() {
        return backOffice;
    }

    /** Folder of the label sheets. */
    public Path sheets() {
        return data.resolve("sheets");
    }

    /**
     * Starts the station, prepares {@code boards} boards and makes the sheets.
     *
     * @param draw called after each change of a slot
     * @return the last state of the slot of each board
     */
    public List<SlotView> run(int boards, Runnable draw) throws InterruptedException {
        DemoOperator operator = new DemoOperator(
                new DemoOperator.HubControl() {
                    @Override
                    public void plug(int slot, int number) {
                        rig.plug(slot, BoardModel.usual(FIRST_MAC_TAIL + number));
                    }

                    @Override
                    public void pull(int slot) {
                        rig.unplug(slot);
                    }
                },
                paths,
                boards);
        station.line().listen(operator);
        station.start();
        List<SlotView> results = operator.work(draw);
        station.labels().flush();
        return results;
    }

    @Override
    public void close() {
        station.close();
        rig.close();
        backOffice.close();
    }

    private Map<String, String> overrides(Path rigFolder, Path tokenFile, Map<String, String> settings) {
        Map<String, String> overrides = new LinkedHashMap<>();
        overrides.put("station.name", "demo");
        overrides.put("station.data", Json.line(data.toString()));
        overrides.put("ports.deviceRoot", Json.line(rigFolder.resolve("dev").toString()));
        overrides.put("ports.sysRoot", Json.line(rigFolder.resolve("sys").toString()));
        overrides.put("ports.reset", "none");
        overrides.put("ports.slots", slots());
        overrides.put("backOffice.url", Json.line(backOffice.url().toString()));
        overrides.put("backOffice.tokenFile", Json.line(tokenFile.toString()));
        overrides.put("dashboard.port", "0");
        overrides.putAll(settings);
        return overrides;
    }

    private String slots() {
        List<Map<String, String>> slots = new ArrayList<>();
        for (int slot = 0; slot < paths.size(); slot++) {
            slots.add(Map.of("path", paths.get(slot), "name", "A" + (slot + 1), "group", "Virtual hub"));
        }
        return Json.line(slots);
    }

    private Bundle bundle(StationConfig config) throws IOException {
        Path file = data.resolve("bundles").resolve(BUNDLE);
        Files.createDirectories(file.getParent());
        try (InputStream in = DemoRig.class.getResourceAsStream(BUNDLE_RESOURCE)) {
            if (in == null) {
                throw new IOException("the demo's bundle is not in the program: build it again");
            }
            Files.write(file, in.readAllBytes());
        }
        return Bundle.open(file, Bundles.expectations(config, false));
    }

    private static void writePrivately(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        PrivateFile.create(file, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String random() {
        byte[] bytes = new byte[ADMIN_TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
