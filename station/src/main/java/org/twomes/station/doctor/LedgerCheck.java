package org.twomes.station.doctor;

import java.nio.file.Files;
import java.util.List;
import java.util.function.Supplier;
import org.twomes.station.config.StationConfig;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.LedgerException;

/** The ledger: can be opened with our key, is whole, and takes a write. */
record LedgerCheck(StationConfig config, Supplier<Ledger> opener) implements Check {
    private static final String FILE = "ledger.sqlite";

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public List<Finding> look() {
        boolean file = config.ledger().url().isEmpty();
        if (file && Files.notExists(config.station().data().resolve(FILE))) {
            return List.of(Finding.fine(name(), "There is none yet; the station will make it."));
        }
        String where = file
                ? config.station().data().resolve(FILE).toString()
                : config.ledger().url();
        try (Ledger ledger = opener.get()) {
            ledger.probe();
            return List.of(Finding.fine(name(), where + " is whole and can be written."));
        } catch (LedgerException e) {
            return List.of(Finding.fault(name(), e.getMessage() + ".", e.fault().mend() + "."));
        }
    }
}
