package org.twomes.station.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.twomes.station.port.LinkException;
import org.twomes.station.port.SerialLink;

/** A line with an ear on it: all that the board says also goes into a file. */
final class TappedLink implements SerialLink {
    private final SerialLink link;
    private final FileChannel tap;

    TappedLink(SerialLink link, Path file) {
        this.link = link;
        try {
            tap = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration patience) throws LinkException {
        int read = link.read(buffer, offset, length, patience);
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
    public String address() {
        return link.address();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws LinkException {
        link.write(bytes, offset, length);
    }

    @Override
    public void setLines(boolean dtr, boolean rts) throws LinkException {
        link.setLines(dtr, rts);
    }

    @Override
    public void setBaud(int baud) throws LinkException {
        link.setBaud(baud);
    }

    @Override
    public int baud() {
        return link.baud();
    }

    @Override
    public void check() throws LinkException {
        link.check();
    }

    @Override
    public void discardInput() throws LinkException {
        link.discardInput();
    }

    @Override
    public void close() {
        link.close();
        try {
            tap.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
