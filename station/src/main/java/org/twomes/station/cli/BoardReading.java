package org.twomes.station.cli;

import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.dashboard.Identify;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.pipeline.Identifier;
import org.twomes.station.pipeline.Line;
import org.twomes.station.port.PortSighting;

/** Reads the board in a slot for the dashboard, while the line leaves it alone. */
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
        return line.idlePort(slotPath).flatMap(this::read);
    }

    private Optional<Board> read(PortSighting port) {
        try {
            Identifier.Found found = identifier.identify(port, (address, request) -> {});
            return Optional.of(new Board(
                    found.chip().mac().toString(),
                    found.name(),
                    found.unit().map(unit -> unit.state().name()).orElse("not known here"),
                    found.unit().flatMap(UnitRecord::label)));
        } catch (IOException e) {
            LOG.warn("The board in {} could not be read: {}", port.slotName(), e.getMessage());
            return Optional.empty();
        }
    }
}
