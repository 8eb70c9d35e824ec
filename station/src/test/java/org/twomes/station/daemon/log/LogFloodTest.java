package org.twomes.station.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.StationConfig;
import org.twomes.station.demo.DemoRig;
import org.twomes.station.rig.RigSettings;

/** A client that sends malformed requests as fast as it can does not flush the rest out of the log. */
@Tag("rig")
class LogFloodTest {
    private static final String BROKEN =
            "POST /api/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\nzz\r\n";
    private static final String FOREIGN =
            "POST /api/line/pause HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\n"
                    + "Connection: close\r\nContent-Length: 0\r\n\r\n";
    private static final int REQUESTS = 4000;

    @TempDir
    Path folder;

    @Test
    void malformedAndForeignRequestsWriteNextToNothing() throws Exception {
        StationConfig config = ConfigFile.defaults(Map.of("station.data", folder.toString()));
        try (DemoRig rig = new DemoRig(folder, 1, RigSettings.Speed.FAST, Map.of("dashboard.port", "0"))) {
            Logs.start(config);
            long begun = System.nanoTime();
            try {
                URI server = URI.create(rig.dashboard());
                for (int i = 0; i < REQUESTS; i++) {
                    nonsense(server, i % 2 == 0 ? BROKEN : FOREIGN);
                }
            } finally {
                Logs.stop();
            }
            double seconds = (System.nanoTime() - begun) / (double) TimeUnit.SECONDS.toNanos(1);
            long bytes = Files.size(folder.resolve("logs/station.log"));
            ((Logger) LoggerFactory.getLogger(getClass()))
                    .info(
                            "{} malformed and foreign requests within {} s wrote {} bytes of log, {} a second",
                            REQUESTS,
                            (long) seconds,
                            bytes,
                            (long) (bytes / seconds));
            assertThat(bytes).isLessThan(RepeatLimit.MOST * 200L);
        }
    }

    private static void nonsense(URI server, String request) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getInputStream().readAllBytes();
        }
    }
}
