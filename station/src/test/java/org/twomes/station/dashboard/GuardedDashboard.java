package org.twomes.station.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.twomes.station.TestCertificate;
import org.twomes.station.access.Passwords;
import org.twomes.station.dashboard.http.Connections;

/** A {@link TestDashboard} with a viewer (vera) and a supervisor (sam), with or without TLS. */
final class GuardedDashboard implements AutoCloseable {
    static final String VIEWER_PASSWORD = "only-eyes-and-no-hands";
    static final String SUPERVISOR_PASSWORD = "hands-that-may-do-it";
    static final String METRICS_TOKEN = "the-token-of-prometheus";
    private static final int SOCKET_MS = 60_000;

    /** Hashing costs what it shall cost an attacker, so once. */
    private static final String USERS = "users:\n  - {name: vera, role: viewer, password: \"" + hash(VIEWER_PASSWORD)
            + "\"}\n  - {name: sam, role: supervisor, password: \"" + hash(SUPERVISOR_PASSWORD)
            + "\"}\nmetricsTokenSha256: \"7213330aedd0f9cd6a3f2f8dc0e9295dbdd380ef671807c39223b99edac9ac82\"\n";

    final Path users;
    final TestDashboard dashboard;
    private final Optional<SSLContext> trust;

    GuardedDashboard(Path folder, boolean tls, Clock clock, Duration patience) throws Exception {
        this(folder, tls, clock, patience, Map.of());
    }

    /** As above, with more settings. */
    GuardedDashboard(Path folder, boolean tls, Clock clock, Duration patience, Map<String, String> more)
            throws Exception {
        users = folder.resolve("users.yaml");
        Files.createFile(users, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(users, USERS);
        Map<String, String> settings = new HashMap<>(Map.of("dashboard.users", users.toString()));
        settings.putAll(more);
        trust = tls ? Optional.of(certificate(folder)) : Optional.empty();
        if (tls) {
            settings.put(
                    "dashboard.tls",
                    "{certificate: " + folder.resolve("server.crt") + ", key: " + folder.resolve("server.key") + "}");
        }
        dashboard = new TestDashboard(4, settings, clock, patience);
    }

    GuardedDashboard(Path folder, boolean tls) throws Exception {
        this(folder, tls, Clock.systemUTC(), Connections.PATIENCE);
    }

    private static String hash(String password) {
        return Passwords.hash(password.toCharArray(), new SecureRandom());
    }

    Visitor visitor() {
        return new Visitor(dashboard.at("/"), trust);
    }

    Visitor viewer() {
        Visitor visitor = visitor();
        visitor.logIn("vera", VIEWER_PASSWORD);
        return visitor;
    }

    Visitor supervisor() {
        Visitor visitor = visitor();
        visitor.logIn("sam", SUPERVISOR_PASSWORD);
        return visitor;
    }

    Optional<SSLContext> trust() {
        return trust;
    }

    /** A connection below HTTP. */
    Socket connect() throws IOException {
        return connectFrom("127.0.0.1");
    }

    /** As above, from an address of this machine's. */
    Socket connectFrom(String address) throws IOException {
        return connectFrom(address, SOCKET_MS);
    }

    /** As above; throws SocketTimeoutException where nobody accepts in time. */
    Socket connectFrom(String address, int timeoutMs) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(address, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", dashboard.server().port()), timeoutMs);
        socket.setSoTimeout(SOCKET_MS);
        return socket;
    }

    /** Sends these characters and gives all that comes until the server closes. */
    String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return rest(socket);
        }
    }

    static String rest(Socket socket) throws IOException {
        try (InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static SSLContext certificate(Path folder) throws Exception {
        TestCertificate made =
                TestCertificate.make(folder, "dns:localhost,ip:127.0.0.1,dns:station.example,dns:*.factory.example");
        made.write(folder.resolve("server.crt"), folder.resolve("server.key"));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, made.trusted(), null);
        return context;
    }

    @Override
    public void close() {
        dashboard.close();
    }
}
