package org.twomes.station.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.common.FileOwner;
import org.twomes.station.config.StationConfig;
import org.twomes.station.ledger.AesTokenCipher;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.Ledgers;

/** The ledger of a configured station, in its data folder or on its server. */
public final class StationLedger {
    private static final Logger LOG = LoggerFactory.getLogger(StationLedger.class);

    private StationLedger() {}

    /**
     * Opens it; files that this creates belong to the owner of the data folder.
     *
     * @throws java.io.UncheckedIOException when the data folder cannot be made or written
     * @throws org.twomes.station.ledger.FaultException when the ledger cannot be used
     */
    public static Ledger open(StationConfig config) {
        Path data = StartupChecks.dataFolder(config);
        Ledger ledger = Ledgers.open(config.ledger(), data, AesTokenCipher.open(config.ledger(), data));
        giveToTheFoldersOwner(data);
        return ledger;
    }

    /** At once: a command that root runs and that is killed must not leave the service a ledger that it cannot write. */
    private static void giveToTheFoldersOwner(Path data) {
        try (Stream<Path> files = Files.list(data)) {
            for (Path file : files.filter(Ledgers::isItsFile).toList()) {
                FileOwner.ofItsFolder(file);
            }
        } catch (IOException e) {
            LOG.debug("Could not change the owner of the ledger's files: {}", e.toString());
        }
    }
}
