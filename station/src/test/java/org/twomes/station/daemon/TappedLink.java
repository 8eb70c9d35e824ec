package org.twomes.station.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.twomes.station.port.ForwardingLink;
import org.twomes.station.port.SerialLink;

/** A serial link that also copies all that the board sends into a file. */
final class TappedLink extends ForwardingLink {
    private final FileChannel tap;

    TappedLink(SerialLink link, Path file) {
        super(link);
        try {
            tap = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration patience) {
        int read = super.read(buffer, offset, length, patience);
        try {
            if (read > 0) {
                tap.write(ByteBuffer.wrap(buffer, offset, read));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read;
    }

    @Override
    public void close() {
        super.close();
        try {
            tap.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
