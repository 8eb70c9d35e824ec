package org.twomes.station.doctor;

import java.nio.file.Path;
import java.util.List;
import org.twomes.station.config.StationConfig;
import org.twomes.station.fault.FaultException;
import org.twomes.station.fault.Messages;
import org.twomes.station.ledger.LedgerInspection;
import org.twomes.station.ledger.Ledgers;

/** The ledger is reachable, undamaged and writable, its schema is known to this build, and the token key fits. Read only. */
record LedgerCheck(StationConfig config) implements Check {
    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public List<Finding> look() {
        Path data = config.station().data();
        if (!LedgerInspection.possible(config.ledger(), data)) {
            return List.of(Finding.fine(name(), "There is none yet; the station will make it."));
        }
        String where = config.ledger().url().isEmpty()
                ? Ledgers.file(data).toString()
                : config.ledger().url();
        try {
            return List.of(finding(where, LedgerInspection.at(config.ledger(), data)));
        } catch (FaultException e) {
            return List.of(Finding.fault(name(), e.getMessage() + ".", e.remedy(Messages.english())));
        }
    }

    private Finding finding(String where, LedgerInspection look) {
        if (!look.settled()) {
            return Finding.warning(
                    name(),
                    where + " was not closed, as after a power cut, and has changes in its log; it was not opened.",
                    "Start the station: it recovers them, and reports it if that fails.");
        }
        if (look.schema().isEmpty()) {
            return Finding.fine(name(), where + " has no tables yet; the station will make them.");
        }
        String tables = look.update()
                .map(update -> "its tables are of version " + look.schema().get() + ", which the station brings to "
                        + update + " when it starts")
                .orElse("its tables are of version " + look.schema().get() + ", which this station knows");
        String key = look.key()
                .map(fingerprint -> "its token key (fingerprint " + fingerprint + ") is here")
                .orElse("it has no token key yet");
        return Finding.fine(name(), where + " is undamaged and can be written; " + tables + "; " + key + ".");
    }
}
