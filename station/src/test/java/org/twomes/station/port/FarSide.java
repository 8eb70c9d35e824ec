package org.twomes.station.port;

import java.time.Duration;
import java.util.List;

/** The board's side of a line in the contract test. */
public interface FarSide extends AutoCloseable {
    /** What {@link LinkOpener} would be given. */
    String address();

    /** Opens the near side at {@code baud}. */
    SerialLink open(int baud) throws Exception;

    /** Sends to the near side. */
    void send(byte[] bytes) throws Exception;

    /** The next {@code count} bytes from the near side; fails when they do not come. */
    byte[] receive(int count) throws Exception;

    /** The rate that the near side last set. */
    int baud() throws Exception;

    /** Whether this kind of line has DTR and RTS here. */
    boolean hasLines();

    /** All line changes so far, as {@code "D0 R1"}, in order. */
    List<String> lines();

    /** Pulls the plug. */
    void unplug() throws Exception;

    @Override
    void close() throws Exception;

    Duration DEADLINE = Duration.ofSeconds(10);
}
