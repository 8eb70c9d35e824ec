package org.twomes.station.daemon;

import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.twomes.station.common.Json;
import org.twomes.station.dashboard.Browser;
import org.twomes.station.dashboard.Tab;
import org.twomes.station.demo.DemoRig;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FaultScript;
import org.twomes.station.rig.RigSettings;

/** A whole station on the virtual rig, with a browser on its dashboard. */
final class OnRig implements AutoCloseable {
    static final int SLOTS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /**
     * The rig's four places, A2 and B2 at the left of A1 and B1. Failures show at once, boards that say nothing do not hold
     * the test up, and a registration waits until somebody has it tried again.
     */
    private static final Map<String, String> SETTINGS = Map.of(
            "ports.slots",
            Json.line(List.of(
                    place(2, "A2", "Left hub"),
                    place(1, "A1", "Left hub"),
                    place(4, "B2", "Right hub"),
                    place(3, "B1", "Right hub"))),
            "pipeline.attempts",
            "1",
            "device.bootDeadline",
            "5s",
            "loader.connectAttempts",
            "2",
            "backOffice.retryInitialDelay",
            "1h",
            "backOffice.retryMaxDelay",
            "1h");

    private final Path folder;
    private final Map<String, String> settings = new HashMap<>(SETTINGS);
    private DemoRig demo;
    final Tab tab;

    OnRig(Path folder, Browser browser) throws Exception {
        this.folder = folder;
        settings.put("dashboard.port", String.valueOf(freePort()));
        demo = start();
        tab = browser.tab(demo.dashboard(), 1366, 768);
    }

    private static Map<String, String> place(int socket, String name, String group) {
        return Map.of("path", "1-1." + socket + ":1.0", "name", name, "group", group);
    }

    private DemoRig start() throws Exception {
        DemoRig started = new DemoRig(folder, SLOTS, RigSettings.Speed.FAST, settings);
        started.station().start();
        return started;
    }

    /** A port that was free a moment ago, for a daemon that comes back on the same one. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    DemoRig demo() {
        return demo;
    }

    /** The daemon ends, its hub and the back office with it. */
    void stop() {
        demo.close();
    }

    /** The daemon starts again on the same data and the same TCP port. */
    void startAgain() throws Exception {
        demo = start();
    }

    void plug(int slot, int macTail, String faults) {
        demo.rig().plug(slot, BoardModel.usual(macTail), FaultScript.parse(faults));
    }

    void pull(int slot) {
        demo.rig().unplug(slot);
        await().atMost(PATIENCE).until(() -> !slot(slot).present());
    }

    SlotView slot(int slot) {
        String path = demo.rig().slotPaths().get(slot);
        return demo.station().line().slots().stream()
                .filter(view -> view.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    /** The slot's tile once it looks so. */
    Locator tile(int slot, String looks) {
        Locator tile = tab.find(".tile." + looks + "[data-slot='" + slot(slot).path() + "']");
        tile.waitFor();
        return tile;
    }

    /** Opens the slot's particulars and presses a button there. */
    void onSlot(int slot, String button) {
        tab.find(".tile[data-slot='" + slot(slot).path() + "']").click();
        tab.answer(button);
    }

    List<String> audit() {
        return demo.station().ledger().auditLines(100).stream()
                .map(OnRig::words)
                .toList();
    }

    private static String words(Ledger.AuditLine line) {
        return line.who() + ": " + line.action() + (line.object().isEmpty() ? "" : " " + line.object());
    }

    @Override
    public void close() {
        tab.close();
        demo.close();
    }
}
