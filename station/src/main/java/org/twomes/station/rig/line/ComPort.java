package org.twomes.station.rig.line;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.twomes.station.rig.board.HostSide;

/**
 * The access server's side of the COM port option (RFC 2217): one client's settings of the line, and the answer to each
 * command, which is what is in force after it, as ser2net gives it.
 */
final class ComPort {
    static final int OPTION = 44;

    private static final int FROM_SERVER = 100;
    private static final int SIGNATURE = 0;
    private static final int SET_BAUDRATE = 1;
    private static final int SET_DATASIZE = 2;
    private static final int SET_PARITY = 3;
    private static final int SET_STOPSIZE = 4;
    private static final int SET_CONTROL = 5;
    private static final int NOTIFY_MODEMSTATE = 7;
    private static final int SET_LINESTATE_MASK = 10;
    private static final int SET_MODEMSTATE_MASK = 11;
    private static final int PURGE_DATA = 12;

    private static final int NO_FLOW_CONTROL = 1;
    private static final int BREAK_ASKED = 4;
    private static final int BREAK_OFF = 6;
    private static final int DTR_ASKED = 7;
    private static final int DTR_ON = 8;
    private static final int DTR_OFF = 9;
    private static final int RTS_ASKED = 10;
    private static final int RTS_ON = 11;
    private static final int RTS_OFF = 12;
    private static final int INBOUND_FLOW_ASKED = 13;
    private static final int NO_INBOUND_FLOW_CONTROL = 14;
    /** CTS, DSR and carrier detect on, as an adapter reports whose pins are strapped. */
    private static final int MODEM_STATE = 0xB0;

    /** Of a line that nobody has set yet. */
    private static final int FIRST_BAUD = 9600;

    private final HostSide board;
    private volatile int baud = FIRST_BAUD;
    private volatile int dataSize = 8;
    private volatile int parity = 1;
    private volatile int stopSize = 1;
    private boolean dtr;
    private boolean rts;

    ComPort(HostSide board) {
        this.board = board;
    }

    /** The rate in baud; one that no board has when the frame is not 8N1. */
    int baud() {
        return dataSize == 8 && parity == 1 && stopSize == 1 ? baud : 1;
    }

    /** Sets both lines, as the kernel does when a port is opened and closed. */
    void lines(boolean newDtr, boolean newRts) {
        dtr = newDtr;
        rts = newRts;
        board.lines(dtr, rts);
    }

    /** What is told without being asked, once the client agreed to the option. */
    byte[] greeting() {
        return answer(NOTIFY_MODEMSTATE, (byte) MODEM_STATE);
    }

    /** Carries out a sub-negotiation; gives its answer, if it has one. */
    Optional<byte[]> command(byte[] content) {
        if (content.length < 2 || content[0] != OPTION) {
            return Optional.empty();
        }
        int command = content[1];
        int value = content.length > 2 ? content[2] & 0xff : 0;
        return switch (command) {
            case SIGNATURE -> Optional.of(answer(SIGNATURE, "twomes rig".getBytes(StandardCharsets.US_ASCII)));
            case SET_BAUDRATE -> baudRate(content);
            case SET_DATASIZE -> {
                dataSize = value == 0 ? dataSize : value;
                yield Optional.of(answer(command, (byte) dataSize));
            }
            case SET_PARITY -> {
                parity = value == 0 ? parity : value;
                yield Optional.of(answer(command, (byte) parity));
            }
            case SET_STOPSIZE -> {
                stopSize = value == 0 ? stopSize : value;
                yield Optional.of(answer(command, (byte) stopSize));
            }
            case SET_CONTROL -> Optional.of(answer(command, (byte) control(value)));
            case SET_LINESTATE_MASK, PURGE_DATA -> Optional.of(answer(command, (byte) value));
            case SET_MODEMSTATE_MASK -> {
                byte[] mask = answer(command, (byte) value);
                byte[] state = answer(NOTIFY_MODEMSTATE, (byte) (MODEM_STATE & value));
                yield Optional.of(ByteBuffer.allocate(mask.length + state.length)
                        .put(mask)
                        .put(state)
                        .array());
            }
            default -> Optional.empty();
        };
    }

    private Optional<byte[]> baudRate(byte[] content) {
        if (content.length < 2 + Integer.BYTES) {
            return Optional.empty();
        }
        int asked = ByteBuffer.wrap(content, 2, Integer.BYTES).getInt();
        if (asked > 0) {
            baud = asked;
        }
        return Optional.of(answer(
                SET_BAUDRATE, ByteBuffer.allocate(Integer.BYTES).putInt(baud).array()));
    }

    /** A line is set when its command comes, not before: two commands are two steps, as on a real server. */
    private int control(int value) {
        switch (value) {
            case DTR_ON, DTR_OFF -> lines(value == DTR_ON, rts);
            case RTS_ON, RTS_OFF -> lines(dtr, value == RTS_ON);
            default -> {}
        }
        return switch (value) {
            case 0, NO_FLOW_CONTROL -> NO_FLOW_CONTROL;
            case BREAK_ASKED -> BREAK_OFF;
            case DTR_ASKED -> dtr ? DTR_ON : DTR_OFF;
            case RTS_ASKED -> rts ? RTS_ON : RTS_OFF;
            case INBOUND_FLOW_ASKED -> NO_INBOUND_FLOW_CONTROL;
            default -> value;
        };
    }

    private static byte[] answer(int command, byte... value) {
        ByteBuffer content = ByteBuffer.allocate(2 + value.length);
        content.put((byte) OPTION).put((byte) (command + FROM_SERVER)).put(value);
        return Telnet.sub(content.array());
    }
}
