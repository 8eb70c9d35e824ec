package org.twomes.station.backoffice;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.twomes.station.common.Secret;
import org.twomes.station.common.SecretMask;

/** Any answer of a back office: one of the known ones, short, without the token that it may echo. */
public final class AnswerFuzz {
    private static final String TOKEN = "3375550652";
    private static final Registration BOARD = new Registration("TWOMES-D3AD48", "Generic-Test", Secret.of(TOKEN));
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-02T10:00:00Z"), ZoneOffset.UTC);
    private static final int LONGEST = 1_000;

    private AnswerFuzz() {}

    /** Jazzer's entry: three digits of status, then the body. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length < 3) {
            return;
        }
        int status = 100 * Math.max(1, digit(data[0])) + 10 * digit(data[1]) + digit(data[2]);
        String body = new String(Arrays.copyOfRange(data, 3, data.length), StandardCharsets.UTF_8);
        Optional<Duration> wait = RetryAfter.parse(body, CLOCK);
        if (wait.isPresent() && (wait.get().isNegative() || wait.get().compareTo(RetryAfter.MOST) > 0)) {
            throw new IllegalStateException("would wait " + wait.get());
        }
        RegistrationAnswer answer =
                AnswerReader.read(new Reply.Answered(status, body, wait, body, SecretMask.of(List.of(TOKEN))), BOARD);
        String said = answer.toString();
        if (said.contains(TOKEN) || said.length() > LONGEST) {
            throw new IllegalStateException("said: " + said);
        }
        if (answer instanceof RegistrationAnswer.Registered && status != 200 && status != 201) {
            throw new IllegalStateException("registered by status " + status);
        }
    }

    private static int digit(byte character) {
        return Math.floorMod(character - '0', 10);
    }
}
