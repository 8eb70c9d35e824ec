package org.twomes.station.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.twomes.station.config.StationConfig;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.LedgerException;
import org.twomes.station.ledger.Ledgers;

/** The ledger: can be opened with our key, is whole, and takes a write. */
record LedgerCheck(StationConfig config, Supplier<Ledger> opener) implements Check {
    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public List<Finding> look() {
        boolean sqlite = config.ledger().url().isEmpty();
        Path file = Ledgers.file(config.station().data());
        if (sqlite && Files.notExists(file)) {
            return List.of(Finding.fine(name(), "There is none yet; the station will make it."));
        }
        String where = sqlite ? file.toString() : config.ledger().url();
        try (Ledger ledger = opener.get()) {
            ledger.probe();
            return List.of(Finding.fine(name(), where + " is whole and can be written."));
        } catch (LedgerException e) {
            return List.of(Finding.fault(name(), e.getMessage() + ".", e.fault().mend() + "."));
        }
    }
}
