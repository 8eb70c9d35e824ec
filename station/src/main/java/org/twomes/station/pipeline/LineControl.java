package org.twomes.station.pipeline;

import java.util.List;
import java.util.Optional;
import org.twomes.station.ledger.GivenData;

/** What people see of the line and can tell it. */
public interface LineControl {
    /** Every slot as it is now, in the rig's order. */
    List<SlotView> slots();

    /** Tells {@code listener} of every change from now on. */
    void listen(LineListener listener);

    /** Runs the board in the slot once more; false when none is there or it is being worked on. */
    boolean runAgain(String slotPath);

    /** Forgets what the slot shows; false while its board is being worked on. */
    boolean release(String slotPath);

    /** Why a run of the board that the slot shows would change nothing; empty when it would. */
    Optional<String> finished(String slotPath);

    /** Lets this board be prepared. */
    Approval approve(String mac, String by);

    /** Takes no more boards. */
    void pause();

    /** Takes boards again. */
    void resume();

    /** Whether it takes boards. */
    boolean taking();

    /** Boards worked on now. */
    int active();

    /** Boards that wait for a worker. */
    int queued();

    /**
     * A supervisor gives back the data that this board alone was given, so that another board may get it.
     *
     * @return what it was; empty while the board is worked on
     */
    Optional<List<GivenData>> releaseData(String mac, String by);
}
