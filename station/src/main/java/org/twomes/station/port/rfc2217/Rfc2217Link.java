package org.twomes.station.port.rfc2217;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.SerialLink;
import org.twomes.station.port.link.LinkLimits;
import org.twomes.station.port.link.PortThread;
import org.twomes.station.port.link.ReceiveBuffer;

/** A line behind a network serial server that speaks RFC 2217, e.g. ser2net. */
public final class Rfc2217Link implements SerialLink {
    private static final Logger LOG = LoggerFactory.getLogger(Rfc2217Link.class);

    private static final int READ_BYTES = 8192;
    private static final int BUFFER_BYTES = 64 * 1024;

    /** Largest deviation of the set rate from the requested one (8N1 allows about 5 % in all). */
    private static final double BAUD_TOLERANCE = 0.03;

    /** Wait for the confirmation of DTR and RTS; esptool's server never confirms them, so the wait is made only once. */
    private static final Duration LINES_CONFIRMED = Duration.ofMillis(300);

    /** ser2net's message for a device that it cannot open, and the part of it for one that does not exist. */
    private static final String NO_DEVICE = "Device open failure";

    private static final String NO_SUCH_DEVICE = "not found";
    /** Longest part of a server's message before it disconnects that is read. */
    private static final int REFUSAL_BYTES = 256;
    /** Wait for the server's first message, once for each connection. */
    private static final Duration FIRST_WORDS = Duration.ofMillis(200);
    /** Within this after its first message a server without a device, or with another client, disconnects: a few ms in ser2net. */
    private static final Duration REFUSAL = Duration.ofMillis(40);

    /** TCP keep-alive: idle time and interval in seconds, and probes; a dead connection is noticed after half a minute. */
    private static final int ALIVE_SECONDS = 8;

    private static final int ALIVE_TRIES = 3;

    /** Pause before the next attempt: a server for one client refuses others until it has seen the last one leave. */
    private static final Duration ONE_CLIENT_LEAVES = Duration.ofMillis(100);

    private final Rfc2217Address address;
    private final LinkLimits limits;
    private final NetworkLines lines;
    private final Socket socket;
    /** Lock of writes; not the socket's monitor, as closing takes that and must free a stuck write. */
    private final Object sending = new Object();

    private final ReceiveBuffer buffer;
    private final Rfc2217Answers answers = new Rfc2217Answers(this::reply);
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean holding = true;
    private final PortThread calls;
    private final AtomicBoolean closing = new AtomicBoolean();
    /** Opens once the server has sent anything. */
    private final CountDownLatch spoken = new CountDownLatch(1);

    private volatile int baud;
    private volatile boolean confirmsLines = true;
    private volatile boolean established;
    private volatile boolean resting;

    private Rfc2217Link(Rfc2217Address address, int baud, LinkLimits limits, NetworkLines lines, Socket socket) {
        this.address = address;
        this.baud = baud;
        this.limits = limits;
        this.lines = lines;
        this.socket = socket;
        buffer = new ReceiveBuffer(address.text(), BUFFER_BYTES);
        calls = new PortThread(address.text(), "calls");
    }

    static Rfc2217Link open(Rfc2217Address address, int baud, LinkLimits limits, NetworkLines lines) {
        long end = System.nanoTime() + limits.open().toNanos();
        while (true) {
            try {
                return once(address, baud, limits, lines);
            } catch (FaultException e) {
                if (e.code() != FaultCode.PORT_BUSY || System.nanoTime() >= end) {
                    throw e;
                }
                pause(address);
            }
        }
    }

    /** As {@link #open}, without waiting for another client to leave. */
    public static Rfc2217Link once(Rfc2217Address address, int baud, LinkLimits limits, NetworkLines lines) {
        Rfc2217Link link = connect(address, baud, limits, lines);
        try {
            link.negotiate();
            return link;
        } catch (FaultException e) {
            FaultException why = e.code() == FaultCode.UNPLUGGED ? link.refused(e) : e;
            link.close();
            throw why;
        }
    }

    /** The reason why the server disconnected at once, from the message that ser2net 4.3.11 sends before. */
    private FaultException refused(FaultException hangUp) {
        byte[] message = new byte[REFUSAL_BYTES];
        String text = "";
        try {
            int size = buffer.take(message, 0, message.length, Duration.ZERO);
            text = new String(message, 0, size, StandardCharsets.US_ASCII);
        } catch (FaultException silent) {
            LOG.debug("{}: the server sent nothing before it disconnected", address.text());
        }
        if (!text.contains(NO_DEVICE)) {
            return new FaultException(
                    FaultCode.PORT_BUSY, address.text(), "the server hangs up; another client has the port", hangUp);
        }
        return text.contains(NO_SUCH_DEVICE)
                ? new FaultException(
                        FaultCode.PORT_NOT_FOUND, address.text(), "the serial server's device is not there", hangUp)
                : new FaultException(
                        FaultCode.PORT_OPEN_FAILED,
                        address.text(),
                        "the serial server cannot open its device; its own log says why",
                        hangUp);
    }

    private static Rfc2217Link connect(Rfc2217Address address, int baud, LinkLimits limits, NetworkLines lines) {
        Socket socket = new Socket();
        try {
            // Commands are a few bytes and each is waited for.
            socket.setTcpNoDelay(true);
            InetSocketAddress server = new InetSocketAddress(address.host(), address.port());
            socket.connect(server, (int) limits.open().toMillis());
            noticeLoss(socket);
        } catch (UnknownHostException e) {
            closeQuietly(socket, address);
            throw new FaultException(
                    FaultCode.SERIAL_SERVER_DOWN, address.text(), "no such host: " + address.host(), e);
        } catch (IOException e) {
            closeQuietly(socket, address);
            throw new FaultException(
                    FaultCode.SERIAL_SERVER_DOWN,
                    address.text(),
                    "no serial server answers there: " + e.getMessage(),
                    e);
        }
        lines.opened(address.text());
        Rfc2217Link link = new Rfc2217Link(address, baud, limits, lines, socket);
        PortThread.named(address.text(), "reader", link::readOn).start();
        return link;
    }

    /** Only keep-alive probes notice, on an idle connection, that the network is cut or the server has no power. */
    private static void noticeLoss(Socket socket) throws IOException {
        socket.setKeepAlive(true);
        socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, ALIVE_SECONDS);
        socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, ALIVE_SECONDS);
        socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, ALIVE_TRIES);
    }

    private static void closeQuietly(Socket socket, Rfc2217Address address) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("{}: closing the connection failed", address.text(), e);
        }
    }

    private static void pause(Rfc2217Address address) {
        try {
            Thread.sleep(ONE_CLIENT_LEAVES.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultException(FaultCode.PORT_CLOSED, address.text(), "interrupted while it was opened", e);
        }
    }

    private void negotiate() {
        awaitRefusal();
        sendHeld();
        send(answers.opening());
        if (!agreed()) {
            buffer.check();
            throw new FaultException(
                    FaultCode.PORT_OPEN_FAILED,
                    address.text(),
                    "the server does not speak RFC 2217; is it raw telnet?");
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

    /** Waits before the first send: sending to a server that disconnects resets the connection and may lose its message. */
    private void awaitRefusal() {
        try {
            if (spoken.await(FIRST_WORDS.toMillis(), TimeUnit.MILLISECONDS) && endsWithin(REFUSAL)) {
                buffer.check();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultException(FaultCode.PORT_CLOSED, address.text(), "interrupted while it was opened", e);
        }
    }

    /** Responses to the server's first messages are held until it is known that it does not disconnect. */
    private void reply(byte[] bytes) {
        synchronized (held) {
            if (holding) {
                held.writeBytes(bytes);
                return;
            }
        }
        send(bytes);
    }

    private void sendHeld() {
        byte[] first;
        synchronized (held) {
            holding = false;
            first = held.toByteArray();
        }
        if (first.length > 0) {
            send(first);
        }
    }

    /** The server's backlog may come before the agreement; meanwhile a full buffer drops its oldest bytes. */
    private boolean agreed() {
        buffer.loseOldest(true);
        try {
            return answers.awaitAgreement(limits.open());
        } finally {
            buffer.loseOldest(false);
        }
    }

    private Optional<byte[]> answer(Rfc2217Answers.Expected expected, Duration patience) {
        buffer.loseOldest(true);
        try {
            return expected.await(patience);
        } finally {
            buffer.loseOldest(false);
        }
    }

    private void readOn() {
        byte[] bytes = new byte[READ_BYTES];
        TelnetParser parser = new TelnetParser(answers);
        try {
            InputStream in = socket.getInputStream();
            for (int size = in.read(bytes); size >= 0; size = in.read(bytes)) {
                spoken.countDown();
                int data = parser.strip(bytes, size);
                if (!resting) {
                    buffer.put(bytes, 0, data);
                }
                // A token may be among them, and the next bytes may come hours later.
                Arrays.fill(bytes, 0, size, (byte) 0);
                answers.settle();
            }
            end(FaultCode.UNPLUGGED, "the server ended the connection");
        } catch (IOException e) {
            end(FaultCode.UNPLUGGED, "the connection was lost: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(FaultCode.PORT_CLOSED, "interrupted");
        }
    }

    @Override
    public String address() {
        return address.text();
    }

    @Override
    public int read(byte[] bytes, int offset, int length, Duration patience) {
        return buffer.take(bytes, offset, length, patience);
    }

    /** As {@link #read}, for a reader made by {@link #newReader}. */
    int read(long reader, byte[] bytes, int offset, int length, Duration patience) {
        return buffer.take(reader, bytes, offset, length, patience);
    }

    /** Starts a new use: received bytes are for this reader. */
    long newReader() {
        resting = false;
        return buffer.newReader();
    }

    /** Ends a use: a waiting read ends, and received bytes are discarded from now on. */
    public void rest() {
        resting = true;
        buffer.newReader();
        buffer.clear();
    }

    /** Puts the line into the state of a new one; modem lines that are released stay so. */
    void resume(int rate) {
        setLines(false, false);
        setBaud(rate);
        discardInput();
    }

    /** Whether the negotiation succeeded. */
    boolean established() {
        return established;
    }

    /** Whether the connection is open. */
    public boolean whole() {
        return !closing.get();
    }

    /** Whether the connection ends within {@code patience}. */
    public boolean endsWithin(Duration patience) {
        buffer.awaitReceived(Long.MAX_VALUE, patience);
        return !whole();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        buffer.check();
        byte[] escaped =
                new TelnetWriter(length + 16).data(bytes, offset, length).bytes();
        call(limits.write(length, baud), "take " + length + " bytes", escaped);
    }

    @Override
    public void setBaud(int rate) {
        byte[] value = ByteBuffer.allocate(Integer.BYTES).putInt(rate).array();
        Rfc2217Answers.Expected answer = answers.expect(TelnetCodes.SET_BAUDRATE);
        command(new TelnetWriter(16).command(TelnetCodes.SET_BAUDRATE, value));
        byte[] got = answer(answer, limits.control()).orElseThrow(() -> unanswered("the baud rate"));
        int set = got.length == Integer.BYTES ? ByteBuffer.wrap(got).getInt() : 0;
        if (Math.abs(set - rate) > rate * BAUD_TOLERANCE) {
            throw new FaultException(
                    FaultCode.PORT_REFUSED, address.text(), "refused " + rate + " baud, the server set " + set);
        }
        baud = rate;
    }

    @Override
    public int baud() {
        return baud;
    }

    @Override
    public void setLines(boolean dtr, boolean rts) {
        byte dtrCommand = (byte) (dtr ? TelnetCodes.CONTROL_DTR_ON : TelnetCodes.CONTROL_DTR_OFF);
        byte rtsCommand = (byte) (rts ? TelnetCodes.CONTROL_RTS_ON : TelnetCodes.CONTROL_RTS_OFF);
        // Between the two commands the board must not see RTS alone, which would reset it.
        byte first = dtr ? dtrCommand : rtsCommand;
        byte second = dtr ? rtsCommand : dtrCommand;
        Rfc2217Answers.Expected answer = answers.expect(TelnetCodes.SET_CONTROL, second);
        command(new TelnetWriter(16).command(TelnetCodes.SET_CONTROL, first).command(TelnetCodes.SET_CONTROL, second));
        if (confirmsLines && answer(answer, LINES_CONFIRMED).isEmpty()) {
            buffer.check();
            LOG.info("{}: the server does not confirm DTR and RTS; continuing without confirmation", address.text());
            confirmsLines = false;
        }
    }

    @Override
    public void check() {
        buffer.check();
    }

    @Override
    public void discardInput() {
        Rfc2217Answers.Expected answer = answers.expect(TelnetCodes.PURGE_DATA);
        command(new TelnetWriter(8).command(TelnetCodes.PURGE_DATA, (byte) TelnetCodes.PURGE_RECEIVED));
        // Bytes that were in flight came before the response, so they are in the buffer now.
        if (answer(answer, limits.control()).isEmpty()) {
            throw unanswered("a purge");
        }
        buffer.clear();
    }

    private void command(TelnetWriter commands) {
        buffer.check();
        byte[] bytes = commands.bytes();
        call(limits.write(bytes.length, baud), "take a command", bytes);
    }

    private void call(Duration limit, String what, byte[] bytes) {
        try {
            calls.call(limit, what, () -> {
                send(bytes);
                return true;
            });
        } catch (FaultException e) {
            if (e.code() == FaultCode.PORT_STUCK) {
                end(FaultCode.PORT_STUCK, "the server did not " + what);
            }
            throw buffer.cause(e);
        }
    }

    /** Sends in one write, so in one packet: a server may pause between two packets. */
    private void send(byte[] bytes) {
        try {
            synchronized (sending) {
                socket.getOutputStream().write(bytes);
            }
        } catch (IOException e) {
            end(FaultCode.UNPLUGGED, "the connection was lost: " + e.getMessage());
            buffer.check();
            throw new FaultException(
                    FaultCode.UNPLUGGED, address.text(), "the connection was lost: " + e.getMessage(), e);
        }
    }

    private FaultException unanswered(String what) {
        try {
            buffer.check();
        } catch (FaultException e) {
            return e;
        }
        return new FaultException(
                FaultCode.PORT_STUCK,
                address.text(),
                "the server did not answer to " + what + " within "
                        + limits.control().toMillis() + " ms");
    }

    @Override
    public void close() {
        buffer.close();
        end(FaultCode.PORT_CLOSED, "closed");
    }

    private void end(FaultCode fault, String why) {
        buffer.fail(fault, why);
        if (closing.compareAndSet(false, true)) {
            calls.close();
            answers.close();
            closeQuietly(socket, address);
            lines.closed(this, fault == FaultCode.UNPLUGGED);
        }
    }
}
