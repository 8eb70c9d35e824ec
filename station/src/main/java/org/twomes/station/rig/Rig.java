package org.twomes.station.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.twomes.station.rig.board.Adapter;
import org.twomes.station.rig.board.Conduct;
import org.twomes.station.rig.board.FlashSums;
import org.twomes.station.rig.board.NorFlash;
import org.twomes.station.rig.board.Timing;
import org.twomes.station.rig.board.VirtualBoard;
import org.twomes.station.rig.line.BoardPort;
import org.twomes.station.rig.line.NetworkPort;

/** The virtual rig: a hub with slots, into which boards are plugged and from which they are pulled while it runs. */
public final class Rig implements AutoCloseable {
    private final RigSettings settings;
    private final RigTree tree;
    private final RigControl control;
    private final Random random;
    private final FlashSums sums = new FlashSums();
    private final Map<Integer, Plugged> plugged = new ConcurrentSkipListMap<>();
    private final Map<Integer, Plugged> inHand = new HashMap<>();
    private final Map<Long, NorFlash> flashes = new HashMap<>();
    private final Map<Integer, Integer> networkPorts = new HashMap<>();
    private final Path modemFolder;

    /** A board in a slot. */
    private record Plugged(String node, Path device, BoardPort port, VirtualBoard board) {}

    /** Makes the hub; no board is plugged. */
    public Rig(RigSettings settings) throws IOException {
        this.settings = settings;
        this.random = new Random(settings.seed());
        this.tree = new RigTree(settings.folder());
        this.modemFolder = Files.createDirectories(settings.folder().resolve("modem"));
        this.control = new RigControl(settings.folder().resolve("control.sock"), this);
    }

    /** USB paths of the slots, as the station sees them. */
    public List<String> slotPaths() {
        return java.util.stream.IntStream.range(0, settings.slots())
                .mapToObj(RigTree::slotPath)
                .toList();
    }

    /** Plugs a board into a slot, counted from 0; the same MAC has the flash it had before. Gives its device node. */
    public Path plug(int slot, BoardModel model) {
        return plug(slot, model, FaultScript.NONE);
    }

    /** As {@link #plug(int, BoardModel)}, a board with faults; those of the flash are the ones of its first plugging. */
    public Path plug(int slot, BoardModel model, FaultScript faults) {
        return plug(slot, "ttyUSB" + slot, model, faults);
    }

    /** As above under a device node of another name, as a board gets it that is plugged again before its old node is gone. */
    public synchronized Path plug(int slot, String node, BoardModel model, FaultScript faults) {
        take(slot, node, model, faults);
        return plug(slot);
    }

    /** A board comes with this in its flash, from its beginning on, at its first plugging. */
    public synchronized void bring(BoardModel model, byte[] content) {
        NorFlash flash = new NorFlash(model.flashBytes(), FaultScript.NONE, sums);
        flash.program(0, content, 0, content.length);
        flashes.put(model.mac(), flash);
    }

    /**
     * Takes a board to hand that {@link #plug(int)} plugs then: all work but the plugging itself, which so takes no time that
     * would count as somebody else's.
     */
    public synchronized void take(int slot, BoardModel model, FaultScript faults) {
        take(slot, "ttyUSB" + slot, model, faults);
    }

    /** Plugs the board that was taken to hand for a slot. Gives its device node. */
    public synchronized Path plug(int slot) {
        Plugged board = inHand.remove(slot);
        if (board == null) {
            throw new IllegalStateException("no board is in hand for slot " + slot + ": take it first");
        }
        try {
            board.board().powerOn();
            // Known before its node is seen: whoever sees that may reset the board at once.
            plugged.put(slot, board);
            return tree.show(board.node(), board.port().slave());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(int slot, String node, BoardModel model, FaultScript faults) {
        if (slot < 0 || slot >= settings.slots()) {
            throw new IllegalArgumentException("slot " + slot + " is not one of 0 to " + (settings.slots() - 1));
        }
        if (plugged.containsKey(slot) || inHand.containsKey(slot)) {
            throw new IllegalStateException("slot " + slot + " has a board already: unplug it first");
        }
        try {
            BoardPort port = new BoardPort();
            NorFlash flash =
                    flashes.computeIfAbsent(model.mac(), mac -> new NorFlash(model.flashBytes(), faults, sums));
            VirtualBoard board = new VirtualBoard(
                    node,
                    model,
                    flash,
                    new Conduct(timing(faults), randomness(), faults),
                    new Adapter(port::send, port::baud),
                    gone -> unplug(slot, gone));
            port.serve(board, modemFolder, networkPort(slot));
            port.network().ifPresent(network -> networkPorts.put(slot, network.port()));
            tree.describe(slot, node);
            inHand.put(slot, new Plugged(node, tree.device(node), port, board));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pulls the board out of a slot; does nothing to an empty one. */
    public synchronized void unplug(int slot) {
        Plugged board = plugged.remove(slot);
        if (board == null) {
            return;
        }
        board.board().powerOff();
        board.port().close();
        try {
            tree.unplug(slot, board.node());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void putDown(int slot) {
        Plugged board = inHand.remove(slot);
        if (board != null) {
            board.port().close();
        }
    }

    private synchronized void unplug(int slot, VirtualBoard board) {
        Plugged there = plugged.get(slot);
        if (there != null && there.board() == board) {
            unplug(slot);
        }
    }

    private OptionalInt networkPort(int slot) {
        Integer before = networkPorts.get(slot);
        if (before != null) {
            return OptionalInt.of(before);
        }
        OptionalInt first = settings.rfc2217();
        return first.isPresent() && first.getAsInt() > 0 ? OptionalInt.of(first.getAsInt() + slot) : first;
    }

    /** Address of the board in a slot as {@code rfc2217://host:port}; empty when there is none or only ptys are served. */
    public synchronized Optional<String> networkAddress(int slot) {
        return Optional.ofNullable(plugged.get(slot))
                .flatMap(board -> board.port().network())
                .map(NetworkPort::address);
    }

    /** Folder where the modem-line shim finds the sockets of the boards' ptys: its TTYMODEM_DIR. */
    public Path modemFolder() {
        return modemFolder;
    }

    /** What is in the flash of the board with this MAC now, for comparison. */
    public synchronized byte[] flash(long mac) {
        NorFlash flash = flashes.get(mac);
        if (flash == null) {
            throw new IllegalArgumentException("no board with this MAC was ever plugged");
        }
        return flash.read(0, flash.size());
    }

    /** Socket of the rig's control line. */
    public Path controlSocket() {
        return settings.folder().resolve("control.sock");
    }

    /** Resets the board whose node this is. */
    void reset(String node, boolean intoLoader) {
        board(node).start(intoLoader);
    }

    /** Sets the modem lines of the board whose node this is. */
    void lines(String node, boolean dtr, boolean rts) {
        board(node).lines(dtr, rts);
    }

    synchronized String list() {
        StringBuilder text = new StringBuilder();
        plugged.forEach((slot, board) -> text.append(slot)
                .append(' ')
                .append(board.device())
                .append(' ')
                .append(board.board().model().suffix())
                .append('\n'));
        return text.toString();
    }

    @Override
    public void close() {
        control.close();
        for (int slot = 0; slot < settings.slots(); slot++) {
            putDown(slot);
            unplug(slot);
        }
    }

    /** Not synchronized: a reset must not wait for another board's plugging. */
    private VirtualBoard board(String node) {
        @Nullable
        String name = Optional.ofNullable(Path.of(node).getFileName())
                .map(Path::toString)
                .orElse("");
        return plugged.values().stream()
                .filter(board -> board.node().equals(name)
                        || board.port().slave().toString().equals(node))
                .findFirst()
                .map(Plugged::board)
                .orElseThrow(() -> new IllegalArgumentException("no board is plugged at " + node));
    }

    private Timing timing(FaultScript faults) {
        return faults.has(FaultKind.SLOW_ERASE) ? settings.timing().withSlowErase() : settings.timing();
    }

    private LongSupplier randomness() {
        Random own = new Random(random.nextLong());
        return own::nextLong;
    }
}
