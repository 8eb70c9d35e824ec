package org.twomes.station.port.rfc2217;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.twomes.station.port.SerialLinkContract;

/**
 * A server of few words: agrees to the COM port option, says to every rate that it set 115200, confirms nothing else, and
 * keeps what comes, packet by packet as it comes.
 */
final class PacketServer implements AutoCloseable {
    private static final byte[] DO_COM_PORT = HexFormat.of().parseHex("fffd2c");
    private static final byte[] RATE_IS_115200 = HexFormat.of().parseHex("fffa2c650001c200fff0");
    private static final String SET_BAUDRATE = "fffa2c01";

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<String> packets = new CopyOnWriteArrayList<>();

    PacketServer() throws IOException {
        SerialLinkContract.inBackground(this::serve);
    }

    private boolean serve() throws IOException {
        try (Socket client = server.accept()) {
            client.setTcpNoDelay(true);
            OutputStream out = client.getOutputStream();
            out.write(DO_COM_PORT);
            InputStream in = client.getInputStream();
            byte[] buffer = new byte[4096];
            for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
                String packet = HexFormat.of().formatHex(Arrays.copyOf(buffer, size));
                packets.add(packet);
                if (packet.contains(SET_BAUDRATE)) {
                    out.write(RATE_IS_115200);
                }
            }
            return true;
        }
    }

    String address() {
        return "rfc2217://127.0.0.1:" + server.getLocalPort();
    }

    /** In hex. */
    List<String> packets() {
        return packets;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
