package org.twomes.station.rig.board;

import java.util.Arrays;
import java.util.Optional;
import org.twomes.station.esp.LoaderProtocol;
import org.twomes.station.rig.FaultKind;
import org.twomes.station.rig.FaultScript;

/** What a fault script does to a loader's conversation: counts its requests, and says when something goes wrong. */
final class FaultInjector {
    /** Data blocks after which a pull at the write comes: in the middle of a region. */
    private static final int PULLED_BLOCK = 3;
    /** Place of the operation in a request and in its answer. */
    private static final int OPERATION_AT = 1;
    /** Where an answer's data begins. */
    private static final int DATA_AT = 8;

    private final FaultScript faults;
    private final Optional<FaultScript.Moment> pullAt;
    private int blocks;
    private int blocksSinceReset;
    private int sums;
    private boolean spoken;

    /** What happens at a request. */
    enum FaultAction {
        NOTHING,
        /** It is carried out and its answer is lost. */
        LOSE_ANSWER,
        /** The supply breaks down before it is carried out. */
        BROWN_OUT,
        /** The board is pulled. */
        PULL
    }

    FaultInjector(FaultScript faults) {
        this.faults = faults;
        this.pullAt = faults.pullAt();
    }

    /** A reset: counts that are of one loader's life begin anew. */
    void reset() {
        blocksSinceReset = 0;
    }

    /** A request arrives. */
    FaultAction at(byte[] request) {
        if (request.length <= OPERATION_AT) {
            return FaultAction.NOTHING;
        }
        spoken = true;
        int operation = request[OPERATION_AT] & 0xff;
        boolean data = operation == LoaderProtocol.FLASH_DATA || operation == LoaderProtocol.FLASH_DEFL_DATA;
        if (data) {
            blocks++;
            blocksSinceReset++;
        }
        if (pullAt.filter(moment -> comes(moment, operation, data)).isPresent()) {
            return FaultAction.PULL;
        }
        if (data && counts(FaultKind.BROWN_OUT_AT, blocksSinceReset)) {
            return FaultAction.BROWN_OUT;
        }
        return data && counts(FaultKind.LOSE_ACK, blocks) ? FaultAction.LOSE_ANSWER : FaultAction.NOTHING;
    }

    /** The board runs its firmware: whether it is pulled now, after its loader was spoken with. */
    boolean pulledAtBoot() {
        return spoken
                && pullAt.filter(moment -> moment == FaultScript.Moment.BOOT).isPresent();
    }

    /** What becomes of an answer. */
    byte[] answer(byte[] packet) {
        boolean sum = packet.length > DATA_AT && (packet[OPERATION_AT] & 0xff) == LoaderProtocol.SPI_FLASH_MD5;
        if (!sum || ++sums > faults.figure(FaultKind.WRONG_MD5).orElse(0.0)) {
            return packet;
        }
        byte[] wrong = Arrays.copyOf(packet, packet.length);
        // Never the same twice, as damage is.
        wrong[DATA_AT] ^= (byte) (1 + sums % 0xFF);
        return wrong;
    }

    private boolean comes(FaultScript.Moment moment, int operation, boolean data) {
        return switch (moment) {
            case SYNC -> operation == LoaderProtocol.SYNC;
            case ERASE -> operation == LoaderProtocol.ERASE_FLASH || operation == LoaderProtocol.ERASE_REGION;
            case WRITE -> data && blocks == PULLED_BLOCK;
            case PROVE -> operation == LoaderProtocol.SPI_FLASH_MD5 && blocks > 0;
            case BOOT -> false;
        };
    }

    private boolean counts(FaultKind kind, int count) {
        return faults.figure(kind).filter(figure -> figure == count).isPresent();
    }
}
