package org.twomes.station.esp;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Settings of a loader.
 *
 * @param stub whether the flasher stub is uploaded; false lets the ROM do everything
 * @param baud rate in baud to begin with
 * @param ladder rates in baud to fall back to, in any order; those at or above {@code baud} are not used, and
 *     {@link LoaderProtocol#ROM_BAUD} is always the last
 * @param connectAttempts resets before a board counts as silent, 1 or more
 * @param timeouts how long answers may take
 * @param proven highest rate in baud that this line is known to carry: a higher one is a try, which is given up sooner
 * @param flashSize size in bytes of a flash whose identification does not encode it; empty refuses such a flash
 */
public record LoaderSettings(
        boolean stub,
        int baud,
        List<Integer> ladder,
        int connectAttempts,
        LoaderTimeouts timeouts,
        int proven,
        OptionalInt flashSize) {

    /** Settings of a line that is known to carry {@code baud}, which refuse a flash whose size is not known. */
    public LoaderSettings(boolean stub, int baud, List<Integer> ladder, int connectAttempts, LoaderTimeouts timeouts) {
        this(stub, baud, ladder, connectAttempts, timeouts, baud, OptionalInt.empty());
    }

    /** Checks the numbers and keeps a copy of the ladder. */
    public LoaderSettings {
        if (baud <= 0 || connectAttempts < 1) {
            throw new IllegalArgumentException(
                    "loader settings: baud " + baud + " and connectAttempts " + connectAttempts + " must be 1 or more");
        }
        ladder = List.copyOf(ladder);
    }

    /** The rates to try, highest first. */
    public List<Integer> rates() {
        List<Integer> rates = new ArrayList<>();
        rates.add(baud);
        ladder.stream()
                .filter(rate -> rate < baud && rate > LoaderProtocol.ROM_BAUD)
                .sorted((a, b) -> Integer.compare(b, a))
                .distinct()
                .forEach(rates::add);
        if (baud > LoaderProtocol.ROM_BAUD) {
            rates.add(LoaderProtocol.ROM_BAUD);
        }
        return rates;
    }
}
