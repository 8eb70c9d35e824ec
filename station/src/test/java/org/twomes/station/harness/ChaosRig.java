package org.twomes.station.harness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.twomes.station.common.Secret;
import org.twomes.station.config.DeviceSection;
import org.twomes.station.nvs.NvsEntry;
import org.twomes.station.nvs.NvsReader;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.DeviceTable;
import org.twomes.station.rig.FakeBackOffice;
import org.twomes.station.rig.FaultScript;
import org.twomes.station.rig.Rig;
import org.twomes.station.rig.RigSettings;

/** What is around a station and outlives it: virtual rig, back office, and a folder with the station's configuration. */
final class ChaosRig implements AutoCloseable {
    private static final String BUNDLE = "twomes-hello_ESP32DEV_v3.0.0.zip";
    private static final String ADMIN_TOKEN = "Mg.admin-token-of-the-fake-back-office";
    /** NVS of the demo's bundle, and where the virtual firmware keeps its token there. */
    private static final int NVS = 0x19000;

    private static final int NVS_BYTES = 0x4000;
    private static final String TOKEN_KEY = "dat";

    /** Small sheets: they fill often, and are made and read back in a moment. */
    private static final String TEMPLATE = """
            code: SMALL
            material: paper
            page:
              width: 90mm
              height: 60mm
            label:
              width: 38.1mm
              height: 21.17mm
            columns: 2
            rows: 2
            first:
              left: 4.67mm
              top: 10.9mm
            pitch:
              x: 40.64mm
              y: 21.17mm
            """;

    private static final String CONFIG = """
            station: {name: %s, data: %s}
            ports:
              deviceRoot: %s
              sysRoot: %s
              reset: "command:%s"
              slots:
            %s
            bundle: {name: %s}
            device: {bootDeadline: 5s, identity: %s, data: %s}
            backOffice: {url: "%s", tokenFile: %s, retryInitialDelay: 500ms, retryMaxDelay: 5s}
            sticker: {template: SMALL, templates: %s}
            dashboard: {port: 0}
            """;

    private static final String SERIAL_KEY = "serial";
    /** Where the station makes the tokens, it gives numbers too. */
    private static final String SERIALS = "{serial: {pattern: \"S{n:05}\", first: 1, namespace: factory, key: serial}}";

    private final Path data;
    private final Path config;
    private final Rig rig;
    private final FakeBackOffice backOffice;
    private final ResetGateway resets;
    private final List<String> paths;

    /** A rig with {@code slots} slots in an empty {@code folder}; {@code table} is what the back office writes into. */
    ChaosRig(Path folder, int slots, long seed, DeviceTable table) throws IOException {
        this(folder, slots, seed, table, DeviceSection.Identity.FIRMWARE);
    }

    /** As above; {@code identity}: who makes the tokens. */
    ChaosRig(Path folder, int slots, long seed, DeviceTable table, DeviceSection.Identity identity) throws IOException {
        data = Files.createDirectories(folder.resolve("data"));
        Path rigFolder = Files.createDirectories(folder.resolve("rig"));
        Path templates = Files.createDirectories(folder.resolve("templates"));
        Path tokenFile = folder.resolve("admin-token");
        Files.createFile(tokenFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(tokenFile, ADMIN_TOKEN + "\n");
        Files.writeString(templates.resolve("SMALL.yaml"), TEMPLATE);
        Files.createDirectories(data.resolve("bundles"));
        try (InputStream in = Rig.class.getResourceAsStream(BUNDLE)) {
            Files.copy(in, data.resolve("bundles").resolve(BUNDLE));
        }
        rig = new Rig(new RigSettings(rigFolder, slots, RigSettings.Speed.FAST, seed));
        paths = rig.slotPaths();
        backOffice = new FakeBackOffice(Secret.of(ADMIN_TOKEN), 0, table);
        resets = new ResetGateway(folder, rig.controlSocket());
        config = folder.resolve("station.yaml");
        Files.writeString(
                config,
                CONFIG.formatted(
                        "harness",
                        data,
                        rigFolder.resolve("dev"),
                        rigFolder.resolve("sys"),
                        resets.program(),
                        slots(paths),
                        BUNDLE,
                        identity.name().toLowerCase(Locale.ROOT),
                        identity == DeviceSection.Identity.STATION ? SERIALS : "~",
                        backOffice.url(),
                        tokenFile,
                        templates));
    }

    private static String slots(List<String> paths) {
        return paths.stream()
                .map(path -> "    - {path: \"" + path + "\", name: \"A" + (paths.indexOf(path) + 1) + "\"}")
                .collect(Collectors.joining("\n"));
    }

    /** Name that the firmware of a usual board with this MAC tail gives itself. */
    static String name(int macTail) {
        return String.format(Locale.ROOT, "TWOMES-%06X", macTail);
    }

    /** Its MAC address as the station writes it. */
    static String mac(int macTail) {
        return String.format(
                Locale.ROOT, "24:0a:c4:%02x:%02x:%02x", macTail >> 16, macTail >> 8 & 0xff, macTail & 0xff);
    }

    /** USB paths of the slots. */
    List<String> slots() {
        return paths;
    }

    /** The slots of the station that runs on this rig, as its dashboard shows them. */
    DashboardSlots dashboardSlots() {
        return new DashboardSlots(data.resolve("server-address"));
    }

    Path config() {
        return config;
    }

    Path data() {
        return data;
    }

    Path ledger() {
        return data.resolve("ledger.sqlite");
    }

    Path sheets() {
        return data.resolve("sheets");
    }

    void plug(int slot, int macTail, String faults) {
        rig.plug(slot, BoardModel.usual(macTail), FaultScript.parse(faults));
    }

    void unplug(int slot) {
        rig.unplug(slot);
    }

    /** The board as it is: its name, and what is in its flash. */
    Records.Board board(int macTail) {
        byte[] flash = rig.flash(BoardModel.usual(macTail).mac());
        List<NvsEntry> entries =
                NvsReader.read(Arrays.copyOfRange(flash, NVS, NVS + NVS_BYTES)).entries();
        return new Records.Board(name(macTail), value(entries, TOKEN_KEY).map(Secret::of), value(entries, SERIAL_KEY));
    }

    private static Optional<String> value(List<NvsEntry> entries, String key) {
        return entries.stream()
                .filter(entry -> entry.key().equals(key))
                .map(entry -> entry.value().text())
                .findFirst();
    }

    /** The back office's own record. */
    List<Records.Device> registered() {
        return backOffice.devices().stream()
                .map(device -> new Records.Device(device.name(), device.token()))
                .toList();
    }

    @Override
    public void close() throws IOException {
        resets.close();
        rig.close();
        backOffice.close();
    }
}
