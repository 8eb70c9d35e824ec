package org.twomes.station.cli;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.Messages;

/** Every failure code with its meaning and remedy, as a table in Markdown. */
final class FaultTable {
    private FaultTable() {}

    /** The table in the language of {@code messages}. */
    static String markdown(Messages messages) {
        String heads = Stream.of("code", "meaning", "remedy", "then")
                .map(head -> messages.text("table." + head))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
        StringBuilder table = new StringBuilder(heads).append("|---|---|---|---|\n");
        for (FaultCode code : FaultCode.allShown()) {
            table.append("| `%s` | %s | %s | %s |%n"
                    .formatted(
                            code.name(),
                            messages.sentence(code),
                            messages.remedy(code),
                            messages.text("table." + code.retryPolicy())));
        }
        return table.toString();
    }
}
