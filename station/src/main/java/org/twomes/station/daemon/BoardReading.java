package org.twomes.station.daemon;

import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.dashboard.Identify;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.pipeline.Identifier;
import org.twomes.station.pipeline.Line;

/** Reads the board in a slot for the dashboard, whose port it holds against the line. */
final class BoardReading implements Identify {
    private static final Logger LOG = LoggerFactory.getLogger(BoardReading.class);

    private final Line line;
    private final Identifier identifier;

    BoardReading(Line line, Identifier identifier) {
        this.line = line;
        this.identifier = identifier;
    }

    @Override
    public Optional<Board> identify(String slotPath) {
        try {
            return line.read(slotPath, port -> identifier.identify(port, (address, request) -> {}))
                    .map(BoardReading::board);
        } catch (IOException e) {
            LOG.warn("The board in {} could not be read: {}", slotPath, e.getMessage());
            return Optional.empty();
        }
    }

    private static Board board(Identifier.Found found) {
        return new Board(
                found.chip().mac().toString(),
                found.name(),
                found.unit().map(unit -> unit.state().name()).orElse("not known here"),
                found.unit().flatMap(UnitRecord::label));
    }
}
