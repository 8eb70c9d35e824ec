package org.twomes.station.dashboard;

import java.util.List;
import java.util.Optional;
import org.twomes.station.pipeline.Approval;
import org.twomes.station.pipeline.Line;
import org.twomes.station.pipeline.LineListener;
import org.twomes.station.pipeline.SlotView;

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

    /** The line itself. */
    static LineControl of(Line line) {
        return new LineControl() {
            @Override
            public List<SlotView> slots() {
                return line.slots();
            }

            @Override
            public void listen(LineListener listener) {
                line.listen(listener);
            }

            @Override
            public boolean runAgain(String slotPath) {
                return line.runAgain(slotPath);
            }

            @Override
            public boolean release(String slotPath) {
                return line.release(slotPath);
            }

            @Override
            public Optional<String> finished(String slotPath) {
                return line.finished(slotPath);
            }

            @Override
            public Approval approve(String mac, String by) {
                return line.approve(mac, by);
            }

            @Override
            public void pause() {
                line.pause();
            }

            @Override
            public void resume() {
                line.resume();
            }

            @Override
            public boolean taking() {
                return line.taking();
            }

            @Override
            public int active() {
                return line.active();
            }

            @Override
            public int queued() {
                return line.queued();
            }
        };
    }
}
