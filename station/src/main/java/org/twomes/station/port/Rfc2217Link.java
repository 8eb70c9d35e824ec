package org.twomes.station.port;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line behind a network serial server that speaks RFC 2217, e.g. ser2net. */
final class Rfc2217Link implements SerialLink {
    private static final Logger log = LoggerFactory.getLogger(Rfc2217Link.class);

    private static final int READ_BYTES = 8192;
    private static final int BUFFER_BYTES = 64 * 1024;

    /** Beyond this the two ends of the line no longer understand each other (8N1 allows about 5 % in all). */
    private static final double BAUD_TOLERANCE = 0.03;

    /** esptool's server resets the board by itself and never confirms the lines: it costs one such wait, once. */
    private static final Duration LINES_CONFIRMED = Duration.ofMillis(300);

    /** A server that serves one client at a time hangs up until it has seen the last one leave. */
    private static final Duration ONE_CLIENT_LEAVES = Duration.ofMillis(100);

    private final Rfc2217Address address;
    private final LinkLimits limits;
    private final LineUse use;
    private final Socket socket;
    /** Not the socket's own monitor: closing takes that, and must free a write that is stuck. */
    private final Object sending = new Object();

    private final ReceiveBuffer buffer;
    private final Rfc2217Answers answers = new Rfc2217Answers(this::send);
    private final PortThread calls;
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile int baud;
    private volatile boolean confirmsLines = true;
    private volatile boolean established;

    private Rfc2217Link(Rfc2217Address address, int baud, LinkLimits limits, LineUse use, Socket socket) {
        this.address = address;
        this.baud = baud;
        this.limits = limits;
        this.use = use;
        this.socket = socket;
        buffer = new ReceiveBuffer(address.text(), BUFFER_BYTES);
        calls = new PortThread(address.text(), "calls");
    }

    static Rfc2217Link open(Rfc2217Address address, int baud, LinkLimits limits, LineUse use) throws LinkException {
        long end = System.nanoTime() + limits.open().toNanos();
        while (true) {
            Rfc2217Link link = connect(address, baud, limits, use);
            try {
                link.negotiate();
                return link;
            } catch (LinkException e) {
                link.close();
                if (e.fault() != LinkFault.GONE) {
                    throw e;
                }
                if (System.nanoTime() >= end) {
                    throw new LinkException(
                            LinkFault.BUSY, address.text(), "the server hangs up; another client has the port", e);
                }
                link.pause();
            }
        }
    }

    private static Rfc2217Link connect(Rfc2217Address address, int baud, LinkLimits limits, LineUse use)
            throws LinkException {
        Socket socket = new Socket();
        try {
            // Commands are a few bytes and each is waited for.
            socket.setTcpNoDelay(true);
            InetSocketAddress server = new InetSocketAddress(address.host(), address.port());
            socket.connect(server, (int) limits.open().toMillis());
        } catch (UnknownHostException e) {
            throw new LinkException(LinkFault.NOT_FOUND, address.text(), "no such host", e);
        } catch (IOException e) {
            throw new LinkException(
                    LinkFault.NOT_FOUND, address.text(), "no serial server answers there: " + e.getMessage(), e);
        }
        use.opened(address.text());
        Rfc2217Link link = new Rfc2217Link(address, baud, limits, use, socket);
        PortThread.named(address.text(), "reader", link::readOn).start();
        return link;
    }

    private void pause() throws LinkException {
        try {
            Thread.sleep(ONE_CLIENT_LEAVES.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkException(LinkFault.CLOSED, address.text(), "interrupted while it was opened", e);
        }
    }

    private void negotiate() throws LinkException {
        send(answers.opening());
        if (!answers.awaitAgreement(limits.open())) {
            buffer.check();
            throw new LinkException(
                    LinkFault.OPEN_FAILED, address.text(), "the server does not speak RFC 2217; is it raw telnet?");
        }
        send(new TelnetWriter(64)
                .command(TelnetCodes.SET_DATASIZE, (byte) TelnetCodes.DATASIZE_8)
                .command(TelnetCodes.SET_PARITY, (byte) TelnetCodes.PARITY_NONE)
                .command(TelnetCodes.SET_STOPSIZE, (byte) TelnetCodes.STOPSIZE_1)
                .command(TelnetCodes.SET_CONTROL, (byte) TelnetCodes.CONTROL_NO_FLOW)
                .bytes());
        setLines(false, false);
        setBaud(baud);
        established = true;
    }

    private void readOn() {
        byte[] bytes = new byte[READ_BYTES];
        TelnetParser parser = new TelnetParser(answers);
        try {
            InputStream in = socket.getInputStream();
            for (int size = in.read(bytes); size >= 0; size = in.read(bytes)) {
                int data = parser.strip(bytes, size);
                buffer.put(bytes, 0, data);
                answers.settle();
            }
            end(LinkFault.GONE, "the server ended the connection");
        } catch (IOException e) {
            end(LinkFault.GONE, "the connection was lost: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(LinkFault.CLOSED, "interrupted");
        }
    }

    @Override
    public String address() {
        return address.text();
    }

    @Override
    public int read(byte[] bytes, int offset, int length, Duration patience) throws LinkException {
        return buffer.take(bytes, offset, length, patience);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws LinkException {
        buffer.check();
        byte[] escaped =
                new TelnetWriter(length + 16).data(bytes, offset, length).bytes();
        call(limits.write(length, baud), "take " + length + " bytes", escaped);
    }

    @Override
    public void setBaud(int rate) throws LinkException {
        byte[] value = ByteBuffer.allocate(Integer.BYTES).putInt(rate).array();
        Rfc2217Answers.Expected answer = answers.expect(TelnetCodes.SET_BAUDRATE);
        command(new TelnetWriter(16).command(TelnetCodes.SET_BAUDRATE, value));
        byte[] got = answer.await(limits.control()).orElseThrow(() -> unanswered("the baud rate"));
        int set = got.length == Integer.BYTES ? ByteBuffer.wrap(got).getInt() : 0;
        if (Math.abs(set - rate) > rate * BAUD_TOLERANCE) {
            throw new LinkException(
                    LinkFault.REFUSED, address.text(), "refused " + rate + " baud, the server set " + set);
        }
        baud = rate;
    }

    @Override
    public int baud() {
        return baud;
    }

    @Override
    public void setLines(boolean dtr, boolean rts) throws LinkException {
        byte dtrCommand = (byte) (dtr ? TelnetCodes.CONTROL_DTR_ON : TelnetCodes.CONTROL_DTR_OFF);
        byte rtsCommand = (byte) (rts ? TelnetCodes.CONTROL_RTS_ON : TelnetCodes.CONTROL_RTS_OFF);
        // Between the two commands the board must not see RTS alone, which would reset it.
        byte first = dtr ? dtrCommand : rtsCommand;
        byte second = dtr ? rtsCommand : dtrCommand;
        Rfc2217Answers.Expected answer = answers.expect(TelnetCodes.SET_CONTROL, second);
        command(new TelnetWriter(16).command(TelnetCodes.SET_CONTROL, first).command(TelnetCodes.SET_CONTROL, second));
        if (confirmsLines && answer.await(LINES_CONFIRMED).isEmpty()) {
            buffer.check();
            log.info("{}: the server does not confirm DTR and RTS; its own timing counts", address.text());
            confirmsLines = false;
        }
    }

    @Override
    public void check() throws LinkException {
        buffer.check();
    }

    @Override
    public void discardInput() throws LinkException {
        Rfc2217Answers.Expected answer = answers.expect(TelnetCodes.PURGE_DATA);
        command(new TelnetWriter(8).command(TelnetCodes.PURGE_DATA, (byte) TelnetCodes.PURGE_RECEIVED));
        // What was on its way is in the buffer once the answer, which came after it, is here.
        if (answer.await(limits.control()).isEmpty()) {
            throw unanswered("a purge");
        }
        buffer.clear();
    }

    private void command(TelnetWriter commands) throws LinkException {
        buffer.check();
        byte[] bytes = commands.bytes();
        call(limits.write(bytes.length, baud), "take a command", bytes);
    }

    private void call(Duration limit, String what, byte[] bytes) throws LinkException {
        try {
            calls.call(limit, what, () -> {
                send(bytes);
                return true;
            });
        } catch (LinkException e) {
            if (e.fault() == LinkFault.STUCK) {
                end(LinkFault.STUCK, "the server did not " + what);
            }
            throw buffer.cause(e);
        }
    }

    /** One write, one packet: between two packets a server may take its time. */
    private void send(byte[] bytes) throws LinkException {
        try {
            synchronized (sending) {
                socket.getOutputStream().write(bytes);
            }
        } catch (IOException e) {
            end(LinkFault.GONE, "the connection was lost: " + e.getMessage());
            buffer.check();
            throw new LinkException(LinkFault.GONE, address.text(), "the connection was lost: " + e.getMessage(), e);
        }
    }

    private LinkException unanswered(String what) {
        try {
            buffer.check();
        } catch (LinkException e) {
            return e;
        }
        return new LinkException(
                LinkFault.STUCK,
                address.text(),
                "the server did not answer to " + what + " within "
                        + limits.control().toMillis() + " ms");
    }

    @Override
    public void close() {
        buffer.close();
        end(LinkFault.CLOSED, "closed");
    }

    private void end(LinkFault fault, String why) {
        buffer.fail(fault, why);
        if (closing.compareAndSet(false, true)) {
            calls.close();
            answers.close();
            use.closed(address.text(), established && fault == LinkFault.GONE);
            try {
                socket.close();
            } catch (IOException e) {
                log.debug("{}: closing the connection failed", address.text(), e);
            }
        }
    }
}
