package org.twomes.station.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.RetryPolicy;

/** Every failure code with its meaning and remedy, as a table in Markdown. */
final class FaultTable {
    private static final Map<RetryPolicy, String> THEN = then();

    private FaultTable() {}

    private static Map<RetryPolicy, String> then() {
        Map<RetryPolicy, String> texts = new LinkedHashMap<>();
        texts.put(RetryPolicy.RUN_AGAIN, "runs it again");
        texts.put(RetryPolicy.STOP, "stops there");
        texts.put(RetryPolicy.ASK, "asks the supervisor");
        return texts;
    }

    static String markdown() {
        StringBuilder table = new StringBuilder("| code | meaning | remedy | the station |\n|---|---|---|---|\n");
        for (FaultCode code : FaultCode.allShown()) {
            table.append("| `%s` | %s | %s | %s |%n"
                    .formatted(code.name(), code.sentence(), code.remedy(), THEN.get(code.retryPolicy())));
        }
        return table.toString();
    }
}
