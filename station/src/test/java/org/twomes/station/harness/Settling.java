package org.twomes.station.harness;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.twomes.station.config.ConfigException;

/** The end of a shift: the last sheet is closed, the daemon stopped, and the records are held against each other. */
final class Settling {
    private static final long SHEETS_SECONDS = 90;
    private static final long LOOK_MS = 50;
    private static final String DUE = "SELECT COUNT(*) FROM sheet s WHERE s.state <> 'RELEASED'"
            + " AND EXISTS (SELECT 1 FROM label l WHERE l.sheet_id = s.id)";
    private static final String WAITING = "SELECT COUNT(*) FROM outbox WHERE state = 'WAITING'";

    private final ChaosRig rig;
    private final DaemonProcess daemon;
    private final LedgerEye eye;
    private final SheetPile pile;

    Settling(ChaosRig rig, DaemonProcess daemon, LedgerEye eye, SheetPile pile) {
        this.rig = rig;
        this.daemon = daemon;
        this.eye = eye;
        this.pile = pile;
    }

    Settling(ChaosRig rig, DaemonProcess daemon, LedgerEye eye) {
        this(rig, daemon, eye, new SheetPile(rig.sheets()));
    }

    /** Reports what became of these boards (MAC tails), which are out of their slots. What does not settle shows in the reckoning. */
    ConsistencyReport report(List<Integer> boards)
            throws IOException, InterruptedException, SQLException, ConfigException {
        awaitNone(WAITING);
        daemon.command("sheets", "flush");
        awaitNone(DUE);
        eye.close();
        daemon.stop();
        pile.look();
        List<Records.Label> labels = pile.read();
        eye.allow();
        return ConsistencyReport.of(new Records(
                boards.stream().map(rig::board).toList(),
                eye.units(rig.config()),
                rig.registered(),
                labels,
                pile.halfWritten()));
    }

    private void awaitNone(String count) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SHEETS_SECONDS);
        while (eye.number(count).orElse(1L) > 0 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
    }
}
