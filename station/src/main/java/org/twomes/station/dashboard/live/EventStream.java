package org.twomes.station.dashboard.live;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.twomes.station.dashboard.http.JsonText;

/** Server-sent events (WHATWG HTML, 9.2) over one response, written on the page's own thread. */
final class EventStream implements Page.Sender {
    private static final int BUFFER_BYTES = 32 * 1024;
    /** After a lost connection the browser tries again this soon. */
    private static final String RETRY = "retry: 1000\n\n";

    private final OutputStream out;
    private final BooleanSupplier mayLook;

    /** {@code mayLook} says whether the one who looks still may. */
    EventStream(HttpServletResponse response, BooleanSupplier mayLook) throws IOException {
        response.setContentType("text/event-stream; charset=utf-8");
        response.setHeader("X-Accel-Buffering", "no");
        this.out = new BufferedOutputStream(response.getOutputStream(), BUFFER_BYTES);
        this.mayLook = mayLook;
        out.write(RETRY.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public boolean send(String event, Object data) {
        try {
            out.write(("event: " + event + "\ndata: " + JsonText.of(data) + "\n\n").getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public boolean flush() {
        try {
            out.flush();
            return mayLook.getAsBoolean();
        } catch (IOException e) {
            return false;
        }
    }
}
