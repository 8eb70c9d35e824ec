package org.twomes.station.daemon.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import org.twomes.station.common.OutsideText;
import org.twomes.station.common.SecretMask;

/**
 * The last filter of a log line, as libraries and the causes of exceptions quote servers and devices too: it leaves no control or
 * invisible character and no secret of the station.
 */
final class GuardedEncoder extends EncoderBase<ILoggingEvent> {
    private static final String OURS = "org.twomes.station.";

    private final Encoder<ILoggingEvent> inner;
    private final SecretMask secrets;

    GuardedEncoder(Encoder<ILoggingEvent> inner, SecretMask secrets) {
        this.inner = inner;
        this.secrets = secrets;
    }

    @Override
    public byte[] headerBytes() {
        return bytes(inner.headerBytes());
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        String line = new String(inner.encode(event), StandardCharsets.UTF_8);
        // Text from outside is masked already in our own messages.
        boolean quotes =
                event.getThrowableProxy() != null || !event.getLoggerName().startsWith(OURS);
        return OutsideText.printable(quotes ? secrets.mask(line) : line).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] footerBytes() {
        return bytes(inner.footerBytes());
    }

    private static byte[] bytes(byte @org.jspecify.annotations.Nullable [] some) {
        return some == null ? new byte[0] : some;
    }
}
