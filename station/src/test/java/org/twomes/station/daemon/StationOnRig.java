package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.twomes.station.demo.DemoRig;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FakeBackOffice;
import org.twomes.station.rig.PlugScript;
import org.twomes.station.rig.RigSettings;

/** A station on a virtual rig, whose boards a test plugs and pulls. */
public final class StationOnRig implements AutoCloseable {
    /** SHA-256 of the 4 MB that esptool makes of an empty flash with the demo's bundle. */
    private static final String HELLO_FLASH = "a79a3818fcce87d6b16e8fb819081ada6227458caa76604670d1d0b8b4c77272";
    /** NVS, into which the firmware itself writes. */
    private static final int NVS = 0x19000;

    private static final int NVS_LENGTH = 0x4000;
    private static final Duration LONGEST_RUN = Duration.ofMinutes(3);
    private static final Duration SEEN = Duration.ofSeconds(20);

    private final DemoRig demo;

    /**
     * Starts a station.
     *
     * @param folder of all files
     * @param slots of the virtual hub
     * @param settings configuration values by dotted key that replace those of the demo
     */
    public StationOnRig(Path folder, int slots, Map<String, String> settings) throws Exception {
        this(folder, slots, settings, UnaryOperator.identity());
    }

    /** As above, in the environment that {@code change} makes of the rig's. */
    public StationOnRig(Path folder, int slots, Map<String, String> settings, UnaryOperator<StationEnvironment> change)
            throws Exception {
        demo = new DemoRig(folder, slots, RigSettings.Speed.FAST, settings, change);
        demo.station().start();
    }

    /** Rig, back office and station. */
    public DemoRig demo() {
        return demo;
    }

    /** The station. */
    public Station station() {
        return demo.station();
    }

    /** The state of a slot, from 0. */
    public SlotView slot(int index) {
        return station().line().slots().get(index);
    }

    /**
     * Plugs a board.
     *
     * @param macTail the last three bytes of its MAC
     * @param faults as in the rig's `plug`
     */
    public void plug(int slot, int macTail, String faults) {
        PlugScript board = PlugScript.parse(macTail, faults);
        demo.rig().plug(slot, board.model(), board.faults());
    }

    /** Waits until the run on this MAC's board has come to an end in the slot, its label too if it only waits for that. */
    public SlotView awaitEnd(int slot, int macTail) {
        await("the end of " + mac(macTail) + " in slot " + slot)
                .atMost(LONGEST_RUN)
                .until(() -> ended(slot, macTail));
        return slot(slot);
    }

    /** Waits until the slot shows an end, whether or not the board said who it is. */
    public SlotView awaitEnd(int slot) {
        await("the end in slot " + slot).atMost(LONGEST_RUN).until(() -> ended(slot(slot)));
        return slot(slot);
    }

    /** Waits until this MAC's board can be pulled and waits for its label only. */
    public SlotView awaitLabelDue(int slot, int macTail) {
        await("the end of all but the label of " + mac(macTail) + " in slot " + slot)
                .atMost(LONGEST_RUN)
                .until(() -> slot(slot).phase() == SlotPhase.REMOVE_ME && shows(slot(slot), macTail));
        return slot(slot);
    }

    /** Plugs a board and waits until its run has ended. */
    public SlotView prepare(int slot, int macTail, String faults) {
        // The slot shows its last board's end until the next is seen, which may be the same board.
        Instant before = slot(slot).since();
        plug(slot, macTail, faults);
        await("slot " + slot + " to see " + mac(macTail))
                .atMost(SEEN)
                .until(() -> !slot(slot).since().equals(before));
        return awaitEnd(slot, macTail);
    }

    /** Pulls the board and waits until the station has noticed. */
    public void pull(int slot) {
        demo.rig().unplug(slot);
        await("slot " + slot + " seen empty")
                .atMost(SEEN)
                .until(() -> !slot(slot).present());
    }

    /** The failure code that the slot shows, or {@code none}. */
    public String code(int slot) {
        return slot(slot).trouble().map(SlotView.Trouble::code).orElse("none");
    }

    /** The unit of this MAC's board in the ledger. */
    public UnitRecord unit(int macTail) {
        return station().ledger().units().byMac(mac(macTail)).orElseThrow();
    }

    /** The attempts of this MAC's board. */
    public List<AttemptRecord> attempts(int macTail) {
        return station().ledger().units().attempts(unit(macTail).id());
    }

    /** Names of the devices in the back office. */
    public List<String> registered() {
        return demo.backOffice().devices().stream()
                .map(FakeBackOffice.Device::name)
                .toList();
    }

    /** The board holds what esptool would have made of it, and nothing else. */
    public void assertProven(int macTail) {
        byte[] flash = demo.rig().flash(BoardModel.usual(macTail).mac());
        Arrays.fill(flash, NVS, NVS + NVS_LENGTH, (byte) 0xFF);
        assertThat(sha256(flash)).as("flash of " + mac(macTail)).isEqualTo(HELLO_FLASH);
    }

    /** The name of the board with this MAC. */
    public static String name(int macTail) {
        return String.format(Locale.ROOT, "TWOMES-%06X", macTail);
    }

    /** The MAC whose last three bytes are {@code macTail}. */
    public static String mac(int macTail) {
        return String.format(
                Locale.ROOT, "24:0a:c4:%02x:%02x:%02x", macTail >> 16, macTail >> 8 & 0xff, macTail & 0xff);
    }

    @Override
    public void close() {
        demo.close();
    }

    private boolean ended(int slot, int macTail) {
        SlotView view = slot(slot);
        return ended(view) && shows(view, macTail);
    }

    private static boolean shows(SlotView view, int macTail) {
        return view.mac().map(mac(macTail)::equals).orElse(false);
    }

    private static boolean ended(SlotView view) {
        return switch (view.phase()) {
            case DONE, FAILED, HELD, UNUSABLE -> true;
            case EMPTY, WAITING, RUNNING, OPERATOR, REMOVE_ME -> false;
        };
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
