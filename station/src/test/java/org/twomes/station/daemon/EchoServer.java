package org.twomes.station.daemon;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * A back office, or a proxy before it, that answers each call with all that it was sent, head and body: each time in another
 * form and at another place of the answer. Loopback only.
 */
final class EchoServer implements AutoCloseable {
    /** How the request is written into the answer. */
    enum Form {
        RAW,
        JSON_ESCAPED,
        URL_ENCODED,
        BASE64,
        HEX,
        BACKWARDS,
        UPPER_CASE,
        CHARACTER_REFERENCES,
        TWICE_URL_ENCODED
    }

    /** Where in the answer it stands. */
    enum Place {
        PLAIN_500,
        STATUS_LINE,
        DETAIL_401,
        DETAIL_400,
        DETAIL_422,
        HTML_404,
        LOCATION_307,
        DEVICE_200
    }

    /** Turns, after which every form was at every place. */
    static final int ALL = Form.values().length * Place.values().length;

    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *([0-9]+)");
    private static final String EXISTENCE = "\"device_type\":\"?\"";

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final boolean existenceTestPasses;
    private final AtomicInteger turns = new AtomicInteger();

    /** With {@code existenceTestPasses} boards get as far as their registration. */
    EchoServer(boolean existenceTestPasses) throws IOException {
        this.existenceTestPasses = existenceTestPasses;
        Thread accepting = new Thread(this::serve, "echo server");
        accepting.setDaemon(true);
        accepting.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Calls that were answered with an echo. */
    int turns() {
        return turns.get();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                String request = request(socket.getInputStream());
                socket.getOutputStream().write(answer(request).getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                // The client went away, or the server is closed.
                continue;
            }
        }
    }

    private static String request(InputStream in) throws IOException {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        while (!seen.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("no request");
            }
            seen.write(octet);
        }
        Matcher length = LENGTH.matcher(seen.toString(StandardCharsets.ISO_8859_1));
        if (length.find()) {
            seen.write(in.readNBytes(Integer.parseInt(length.group(1))));
        }
        return seen.toString(StandardCharsets.ISO_8859_1);
    }

    private String answer(String request) {
        if (existenceTestPasses && request.contains(EXISTENCE)) {
            return json("400 Bad Request", "Unknown device type \"?\" of " + request);
        }
        int turn = turns.getAndIncrement();
        String echo = form(Form.values()[turn % Form.values().length], request);
        String line = echo.replaceAll("[\\r\\n]+", " ");
        return switch (Place.values()[turn / Form.values().length % Place.values().length]) {
            case DETAIL_401 -> json("401 Unauthorized", "unknown admin token " + lastLines(echo));
            case DETAIL_400 -> json("400 Bad Request", echo);
            case DETAIL_422 ->
                head("422 Unprocessable Entity", "application/json")
                        + "{\"detail\":[{\"loc\":[\"body\",\"x\"],\"type\":\"x\",\"msg\":" + quoted(lastLines(echo))
                        + ",\"ctx\":{\"doc\":" + quoted(echo) + "}}]}";
            case PLAIN_500 -> head("500 Internal Server Error", "text/plain") + lastLines(echo);
            case HTML_404 ->
                head("404 Not Found", "text/html") + "<html><pre>" + echo.replace("&", "&amp;") + "</pre></html>";
            case LOCATION_307 ->
                "HTTP/1.1 307 Temporary Redirect\r\nContent-Length: 0\r\nLocation: /" + line
                        + "\r\nConnection: close\r\n\r\n";
            case STATUS_LINE -> "HTTP/1.1 " + line + "\r\nConnection: close\r\n\r\n";
            case DEVICE_200 ->
                head("200 OK", "application/json") + "{\"id\":1,\"name\":" + quoted(lastLines(echo)) + "}";
        };
    }

    /** The end first, so that the secrets are not all cut off with what is too long. */
    private static String lastLines(String echo) {
        int end = echo.lastIndexOf("\r\n\r\n");
        return end < 0 ? echo : echo.substring(end).strip() + echo.substring(0, end);
    }

    private static String json(String status, String detail) {
        return head(status, "application/json") + "{\"detail\":" + quoted(detail) + "}";
    }

    private static String head(String status, String type) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nConnection: close\r\n\r\n";
    }

    private static String quoted(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }

    private static String form(Form form, String request) {
        byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
        return switch (form) {
            case RAW -> request;
            case JSON_ESCAPED -> each(request, "\\u%04x");
            case URL_ENCODED -> URLEncoder.encode(request, StandardCharsets.UTF_8);
            case TWICE_URL_ENCODED -> URLEncoder.encode(each(request, "%%%02x"), StandardCharsets.UTF_8);
            case BASE64 -> Base64.getEncoder().encodeToString(bytes);
            case HEX -> HexFormat.of().formatHex(bytes);
            case BACKWARDS -> new StringBuilder(request).reverse().toString();
            case UPPER_CASE -> request.toUpperCase(Locale.ROOT);
            case CHARACTER_REFERENCES -> each(request, "&#%d;");
        };
    }

    private static String each(String text, String format) {
        return text.chars().mapToObj(c -> String.format(Locale.ROOT, format, c)).collect(Collectors.joining());
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
