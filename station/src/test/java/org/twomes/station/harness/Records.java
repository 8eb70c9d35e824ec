package org.twomes.station.harness;

import java.util.List;
import java.util.Optional;
import org.twomes.station.common.Secret;

/**
 * What several witnesses say about the same boards, none of which asks the station.
 *
 * @param boards every board that was ever plugged
 * @param units rows of the ledger
 * @param devices rows of the back office
 * @param labels what ZXing reads on the rendered sheets
 * @param halfWritten files that show as PDFs and are none, at any look
 */
record Records(List<Board> boards, List<Unit> units, List<Device> devices, List<Label> labels, int halfWritten) {
    /**
     * A board.
     *
     * @param name that its MAC gives it
     * @param token in its flash, if it has one
     * @param serial the serial number in its flash, if it has one
     */
    record Board(String name, Optional<Secret> token, Optional<String> serial) {}

    /**
     * A unit of the ledger.
     *
     * @param name that its MAC gives it
     * @param life from 1
     * @param state as the ledger writes it
     * @param token decrypted
     * @param place of its label
     */
    record Unit(String name, int life, String state, Optional<Secret> token, Optional<Place> place) {
        boolean registered() {
            return state.equals("REGISTERED") || state.equals("LABELLED");
        }
    }

    /** A place on a sheet. */
    record Place(String sheet, int position) {}

    /** A device of the back office. */
    record Device(String name, Secret token) {}

    /** A label: where it is, and what its QR code says. */
    record Label(Place place, String name, Secret token) {}
}
