package org.twomes.station.rig.board;

/** The stub streaming a range of its flash, a bounded number of packets ahead of what the host has acknowledged. */
final class ReadJob {
    private final NorFlash flash;
    private final int offset;
    private final int length;
    private final int packet;
    private final int window;
    private int sent;
    private int acknowledged;

    ReadJob(NorFlash flash, int offset, int length, int packet, int window) {
        this.flash = flash;
        this.offset = offset;
        this.length = length;
        this.packet = Math.max(1, packet);
        this.window = Math.max(1, window);
    }

    void acknowledged(int bytes) {
        acknowledged = Math.max(acknowledged, Math.min(bytes, sent));
    }

    boolean maySend() {
        return sent < length && sent - acknowledged < packet * window;
    }

    byte[] next() {
        int size = Math.min(packet, length - sent);
        byte[] data = flash.read(offset + sent, size);
        sent += size;
        return data;
    }

    boolean finished() {
        return acknowledged >= length;
    }

    byte[] md5() {
        return flash.md5(offset, length);
    }
}
