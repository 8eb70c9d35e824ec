package org.twomes.station.ledger.sql;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.StationClaim;

/** A claim by a lock on a file beside the ledger's; the system gives it back when the process ends, however it ends. */
final class FileClaim implements StationClaim {
    private final FileChannel channel;

    private FileClaim(FileChannel channel) {
        this.channel = channel;
    }

    /** Claims {@code station} in the data folder, or says LEDGER_IN_USE. */
    static StationClaim take(Path folder, String station) {
        Path file = folder.resolve("station-" + URLEncoder.encode(station, StandardCharsets.UTF_8) + ".lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel).isPresent()) {
                return new FileClaim(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw Database.explain(e);
        }
        throw new FaultException(
                FaultCode.LEDGER_IN_USE, "Another process works as station " + station + " on the ledger in " + folder);
    }

    private static Optional<FileLock> lock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            // The other one is in this very process.
            return Optional.empty();
        }
    }

    @Override
    public void renew() {
        // A lock on a file lasts as long as the process.
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw Database.explain(e);
        }
    }
}
