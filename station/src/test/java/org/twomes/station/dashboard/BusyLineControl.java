package org.twomes.station.dashboard;

import org.twomes.station.fault.FaultCode;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.SlotPhase;

/** Every light at once, as on a busy line. */
final class BusyLineControl {
    private BusyLineControl() {}

    static void fill(FakeLineControl line) {
        int count = line.slots().size();
        for (int i = 0; i < count; i++) {
            switch (i % 16) {
                case 0, 5 -> line.done(i, "line-1-0007", 17 + i);
                case 1 -> line.running(i, UnitState.PROGRAMMED, "writing 0x10000", 0.62, 14);
                case 2 -> line.running(i, UnitState.VERIFIED, "proving the blank rest", 0.9, 4);
                case 3 -> line.ended(i, SlotPhase.FAILED, UnitState.CONNECTED, FaultCode.NO_REPLY, "7 resets");
                case 4 -> line.simple(i, SlotPhase.WAITING, "waits for its turn");
                case 6 ->
                    line.ended(
                            i,
                            SlotPhase.HELD,
                            UnitState.CONNECTED,
                            FaultCode.NAME_TAKEN,
                            FakeLineControl.name(i) + " is in use");
                case 7 -> line.running(i, UnitState.PROGRAMMED, "erasing", 0.12, 31);
                case 8 -> line.simple(i, SlotPhase.REMOVE_ME, "done but for the back office");
                case 9 -> line.simple(i, SlotPhase.OPERATOR, "hold BOOT, tap RESET");
                case 10 ->
                    line.ended(i, SlotPhase.UNUSABLE, UnitState.DETECTED, FaultCode.PORT_ACCESS_DENIED, "ttyUSB9");
                case 11 -> line.done(i, "line-1-0007", 30 + i);
                case 12 -> line.running(i, UnitState.IDENTIFIED, "reading the boot log", 0.95, 2);
                case 13 ->
                    line.ended(i, SlotPhase.FAILED, UnitState.VERIFIED, FaultCode.VERIFY_MISMATCH, "0x10000 differs");
                default -> {}
            }
        }
    }
}
