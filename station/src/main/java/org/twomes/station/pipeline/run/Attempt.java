package org.twomes.station.pipeline.run;

import java.time.Duration;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.config.LoaderSection;
import org.twomes.station.esp.LoaderSettings;
import org.twomes.station.esp.LoaderTimeouts;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.slot.SlotState;

/** One attempt while it runs: what its stages share. */
public final class Attempt {
    private final LiveConfig live;
    private final RunControl control;
    private final AttemptJournal journal;
    private final OpenBoard board;
    private final Bundle bundle;
    private final SlotRate rate;
    private UnitState towards = UnitState.CONNECTED;
    private int startBaud;

    Attempt(
            LiveConfig live,
            RunControl control,
            AttemptJournal journal,
            OpenBoard board,
            Bundle bundle,
            SlotRate rate) {
        this.live = live;
        this.control = control;
        this.journal = journal;
        this.board = board;
        this.bundle = bundle;
        this.rate = rate;
    }

    /** A stage begins; from now on it is cut off after {@code deadline}. */
    void begin(UnitState towards, String activity, Duration deadline) {
        control.permit().take();
        check();
        this.towards = towards;
        journal.stageBegins();
        control.cancellation().within(deadline);
        control.slot().stage(towards, activity, 0);
    }

    /** The stage under way has done {@code done} of {@code total}; what a person was asked for is done. */
    void progress(String activity, long done, long total) {
        control.permit().take();
        control.slot().stage(towards, activity, total <= 0 ? 0 : Math.min(1.0, (double) done / total));
    }

    /** Its state is about to be written to the ledger: not for a run that was given up. */
    void check() {
        if (cancellation().reason().isPresent()) {
            FaultCode code = cancellation().reason().get();
            throw new FaultException(code, code.sentence());
        }
    }

    /** The stage under way ended well: durable from here on. */
    void reached(UnitState state, String detail) {
        check();
        journal.reached(state, detail);
    }

    /** As {@link AttemptJournal#connected}, and shown in the slot. */
    UnitRecord connected(String mac, String chip, int flashBytes, boolean newPreparation) {
        check();
        UnitRecord unit = journal.connected(mac, chip, flashBytes, newPreparation);
        control.slot().unit(unit.id());
        return unit;
    }

    /** The flash is going to be erased: labels of the board's earlier preparations are not valid any more, durable from here on. */
    void erasing() {
        check();
        journal.erasing().ifPresent(control.slot()::oldLabels);
    }

    void note(String text) {
        journal.note(text);
    }

    /** The transfers run at {@code baud}: shown. */
    void baud(int baud, boolean fellBack) {
        control.slot().baud(baud, fellBack || baud < rate.highest(), rate.reason(baud));
        journal.baud(control.slot().slotName(), baud);
        if (fellBack) {
            note("fell back to " + baud + " baud");
        }
    }

    /** The board is proven, at {@code baud} in the end: remembered for the slot's next board. */
    void carried(int baud) {
        rate.carried(startBaud, baud, journal.now())
                .ifPresent(higher -> note("clean at " + startBaud + " baud: the next begins at " + higher));
    }

    /** How the loader is to be talked to: from the rate that last worked in this slot. */
    LoaderSettings loaderSettings() {
        LoaderSection loader = live.now().loader();
        startBaud = rate.start();
        return new LoaderSettings(
                loader.stub() == LoaderSection.StubChoice.AUTO,
                startBaud,
                loader.ladder(),
                loader.connectAttempts(),
                LoaderTimeouts.SETTLED,
                rate.proven(),
                live.now().flash().bytes());
    }

    /** The rate of the transfers and why it is that, in a few words. */
    String rateText(int baud) {
        return baud + " baud, " + rate.reason(baud);
    }

    AttemptJournal journal() {
        return journal;
    }

    SlotState.RunHandle slot() {
        return control.slot();
    }

    RunCancellation cancellation() {
        return control.cancellation();
    }

    OpenBoard board() {
        return board;
    }

    Bundle bundle() {
        return bundle;
    }

    UnitState towards() {
        return towards;
    }
}
