package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.twomes.station.cli.common.ExitCode;

/** {@code station status} beside a daemon that takes the connection and then hangs: it says so soon, and ends. */
@Tag("crash")
@Timeout(60)
class HungDaemonTest {
    private final List<Socket> taken = new CopyOnWriteArrayList<>();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        for (Socket socket : taken) {
            socket.close();
        }
    }

    /** Answers every request with {@code said} and leaves the connection open. */
    private void hangAfter(String said) {
        Thread thread = new Thread(() -> {
            while (true) {
                try {
                    Socket socket = server.accept();
                    taken.add(socket);
                    socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException closed) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private Cli status() {
        return Cli.run("status", "--url", "http://127.0.0.1:" + server.getLocalPort());
    }

    @Test
    void aDaemonThatNeverAnswers() {
        hangAfter("");
        Cli status = status();
        assertThat(status.code()).isEqualTo(ExitCode.BROKEN);
        assertThat(status.err()).contains("does not answer within 3 s", "it hangs or is very busy");
    }

    @Test
    void aDaemonThatHangsInTheMiddleOfAnAnswer() {
        hangAfter("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{\"he");
        Cli status = status();
        assertThat(status.code()).isEqualTo(ExitCode.BROKEN);
        assertThat(status.err()).contains("does not answer within 3 s");
    }

    @Test
    void aDaemonThatHangsAtTheSecondQuestion() {
        hangAfter("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
        Cli status = status();
        assertThat(status.code()).isEqualTo(ExitCode.BROKEN);
        assertThat(status.err()).contains("does not answer within 3 s");
    }
}
