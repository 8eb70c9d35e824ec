package org.twomes.station.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.common.HostileText;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.LedgerSection;
import org.twomes.station.fault.FaultException;

/** A PostgreSQL server that asks for the password in clear and says it again, with more, in its refusal. */
@Tag("fast")
class EchoingDatabaseTest {
    private static final String PASSWORD = "ledger-password-of-the-echo-test-4711";

    /** PostgreSQL's wire protocol 3 (manual, 55.7): the request for TLS, the request for a password in clear. */
    private static final int SSL_REQUEST = 80877103;

    private static final int CLEARTEXT_PASSWORD = 3;

    @TempDir
    Path folder;

    @Test
    void noPasswordAndNoControlIsInTheComplaint() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> serve(listener), "echoing database");
            server.setDaemon(true);
            server.start();
            LedgerSection settings = ConfigFile.defaults(Map.of(
                            "ledger.url",
                            "jdbc:postgresql://127.0.0.1:" + listener.getLocalPort() + "/x",
                            "ledger.user",
                            "station",
                            "ledger.passwordFile",
                            file.toString()))
                    .ledger();
            TokenCipher cipher = AesTokenCipher.open(settings, folder);
            FaultException refused =
                    catchThrowableOfType(FaultException.class, () -> Ledgers.open(settings, folder, cipher));
            assertThat(refused).hasMessageContaining("no such password: ******");
            assertThat(refused.getMessage()).doesNotContain(PASSWORD, "4711");
            assertThat(HostileText.unfit(refused.getMessage(), "")).isEmpty();
        }
    }

    private static void serve(ServerSocket listener) {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                byte[] first = in.readNBytes(in.readInt() - Integer.BYTES);
                if (first.length == Integer.BYTES
                        && new DataInputStream(new java.io.ByteArrayInputStream(first)).readInt() == SSL_REQUEST) {
                    out.write('N');
                    in.readNBytes(in.readInt() - Integer.BYTES);
                }
                out.write('R');
                out.writeInt(2 * Integer.BYTES);
                out.writeInt(CLEARTEXT_PASSWORD);
                in.read();
                byte[] said = in.readNBytes(in.readInt() - Integer.BYTES);
                String password = new String(said, StandardCharsets.UTF_8).replace("\0", "");
                out.write(refusal("no such password: " + password + "\u001b[31m\r\n" + password + "\u202e"));
            } catch (IOException e) {
                continue;
            }
        }
    }

    private static byte[] refusal(String words) throws IOException {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        for (String field : new String[] {"SFATAL", "VFATAL", "C28P01", "M" + words}) {
            fields.write(field.getBytes(StandardCharsets.UTF_8));
            fields.write(0);
        }
        fields.write(0);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(message);
        out.write('E');
        out.writeInt(fields.size() + Integer.BYTES);
        fields.writeTo(out);
        return message.toByteArray();
    }
}
