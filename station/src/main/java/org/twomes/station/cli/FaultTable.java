package org.twomes.station.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.twomes.station.pipeline.FailureCode;

/** Every failure code with its meaning and remedy, as a table in Markdown. */
final class FaultTable {
    private static final Map<FailureCode.RetryPolicy, String> THEN = then();

    private FaultTable() {}

    private static Map<FailureCode.RetryPolicy, String> then() {
        Map<FailureCode.RetryPolicy, String> texts = new LinkedHashMap<>();
        texts.put(FailureCode.RetryPolicy.RUN_AGAIN, "runs it again");
        texts.put(FailureCode.RetryPolicy.STOP, "stops there");
        texts.put(FailureCode.RetryPolicy.ASK, "asks the supervisor");
        return texts;
    }

    static String markdown() {
        StringBuilder table = new StringBuilder("| code | meaning | remedy | the station |\n|---|---|---|---|\n");
        for (FailureCode code : FailureCode.values()) {
            table.append("| `%s` | %s | %s | %s |%n"
                    .formatted(code.name(), code.sentence(), code.remedy(), THEN.get(code.retryPolicy())));
        }
        return table.toString();
    }
}
