package org.twomes.station.identity;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Scanning a boot log of 64 KB whose payloads come last. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BootLogHotPath {
    private static final String LINE = "\u001b[0;32mI (412) cpu_start: Starting scheduler on PRO CPU.\u001b[0m\r\n";
    private static final String HEAD = "\u001b[0;32mI (655) Twomes generic ESP32 firmware library: ";
    private static final String PAYLOADS = HEAD
            + "QR Code Payload: \r\n\r\n\r\n{\r\n\"ver\":\"v1\",\r\n\"name\":\"TWOMES-D3AD48\",\r\n\"pop\":\"3375550652\",\r\n"
            + "\"transport\":\"ble\"\r\n}\r\n\r\n\u001b[0m\r\n" + HEAD
            + "POST /device payload: \r\n\r\n\r\n{\r\n\"name\":\"TWOMES-D3AD48\",\r\n\"device_type\":\"Generic-Test\",\r\n"
            + "\"activation_token\":\"3375550652\"\r\n}\r\n\r\n\u001b[0m\r\n";

    private final byte[] log = log();

    /** Scans the log. */
    @Benchmark
    public BootLogState scan64K() {
        BootLogState state = new BootLogParser().feed(log, 0, log.length);
        if (!(state instanceof BootLogState.Complete)) {
            throw new IllegalStateException("the log is not understood: " + state);
        }
        return state;
    }

    private static byte[] log() {
        String text = LINE.repeat((BootLogReader.LOG_LIMIT - PAYLOADS.length()) / LINE.length()) + PAYLOADS;
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
