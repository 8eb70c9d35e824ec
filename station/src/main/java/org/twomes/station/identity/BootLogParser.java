package org.twomes.station.identity;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.identity.BootLogState.Complete;
import org.twomes.station.identity.BootLogState.Contradiction;
import org.twomes.station.identity.BootLogState.Incomplete;

/**
 * Reads a boot log byte by byte, without I/O; in chunks of any size. Understands the three generations of
 * Twomes firmware, and copes with lost first bytes, foreign lines, colours, garbage and restarts. Holds a bounded number of
 * characters. Once complete or contradictory it ignores further input.
 */
public final class BootLogParser {
    /** Longest part of a line that is kept; the longest relevant line has some 120 characters. */
    private static final int LONGEST_LINE = 512;

    /** A power-on, our own reset and one more are a boot; this many before a payload are a loop. */
    private static final int LOOP_RESETS = 4;

    private final LogText text = new LogText();
    private final PayloadScanner scanner = new PayloadScanner();
    private final BootSignReader signs;
    private final StringBuilder line = new StringBuilder();
    private final Consumer<String> maskedLines;
    private long bytes;
    private long readable;
    private @Nullable Payload qr;
    private @Nullable Payload post;
    private @Nullable BootLogState end;

    /** A parser at the start of a log. */
    public BootLogParser() {
        this(line -> {});
    }

    /** As above; {@code maskedLines} receives each line as it ends, cleaned and with possible tokens masked. */
    public BootLogParser(Consumer<String> maskedLines) {
        this(new BootSignReader(), maskedLines);
    }

    /** As above; {@code signs}, a new one, reads each line before it is passed on. */
    BootLogParser(BootSignReader signs, Consumer<String> maskedLines) {
        this.signs = signs;
        this.maskedLines = maskedLines;
    }

    /**
     * Takes the next bytes.
     *
     * @return {@link #result()}
     */
    public BootLogState feed(byte[] chunk, int offset, int length) {
        for (int i = offset; i < offset + length && end == null; i++) {
            bytes++;
            text.accept(chunk[i], c -> accept((char) c));
        }
        return result();
    }

    /** The state so far. */
    public BootLogState result() {
        if (end != null) {
            return end;
        }
        Payload seen = qr;
        Optional<DeviceIdentity> ifQuiet =
                seen != null && FirmwareLibrary.of(seen) == FirmwareLibrary.UNKNOWN && !scanner.open()
                        ? Optional.of(ofQrOnly(seen))
                        : Optional.empty();
        return new Incomplete(
                new BootSigns(
                        bytes,
                        readable,
                        signs.brownOuts(),
                        signs.flashErrors(),
                        signs.revision(),
                        signs.inLoader(),
                        scanner.damaged(),
                        scanner.open()),
                ifQuiet);
    }

    /** Ends the log: passes on the last line, which has no line end. */
    void flush() {
        if (line.length() > 0) {
            maskedLines.accept(LineMask.mask(line.toString()));
            line.setLength(0);
        }
    }

    /** Number of characters held. */
    int held() {
        return line.length() + scanner.held();
    }

    private void accept(char c) {
        if (c == '\n') {
            endLine();
            return;
        }
        if (c != LogText.UNREADABLE) {
            readable++;
        }
        if (line.length() < LONGEST_LINE) {
            line.append(c);
            scanner.accept(c, line).ifPresent(this::take);
        }
    }

    private void endLine() {
        String whole = line.toString();
        line.setLength(0);
        scanner.endLine();
        boolean restarted = signs.accept(whole);
        maskedLines.accept(LineMask.mask(whole));
        if (restarted) {
            scanner.restart();
            qr = null;
            post = null;
            if (signs.resets() >= LOOP_RESETS) {
                end = loop();
            }
        }
    }

    private Contradiction loop() {
        String times = "the board restarted " + signs.resets() + " times without printing its identity";
        if (signs.brownOuts() > 0) {
            return new Contradiction(FaultCode.BROWN_OUT, times + " and reports brown-outs");
        }
        Optional<String> revision = signs.revision();
        if (revision.isPresent()) {
            return new Contradiction(FaultCode.CHIP_REVISION, times + ": " + revision.get());
        }
        if (signs.flashErrors() > 0) {
            return new Contradiction(FaultCode.NOT_BOOTABLE, times + " as it finds nothing to boot");
        }
        return new Contradiction(FaultCode.BOOT_LOOP, times);
    }

    private void take(Payload payload) {
        if (payload.kind() == Payload.Kind.QR) {
            qr = payload;
        } else {
            post = payload;
        }
        Payload first = qr;
        Payload second = post;
        if (first != null && second != null) {
            end = together(first, second);
        } else if (first != null && FirmwareLibrary.of(first) == FirmwareLibrary.QR_ONLY) {
            end = new Complete(ofQrOnly(first));
        }
    }

    private static BootLogState together(Payload qr, Payload post) {
        if (!qr.name().equals(post.name())) {
            return new Contradiction(
                    FaultCode.PAYLOADS_DISAGREE,
                    "the QR payload names %s, the POST payload %s"
                            .formatted(LineMask.quoted(qr.name()), LineMask.quoted(post.name())));
        }
        if (!qr.token().equals(post.token())) {
            return new Contradiction(
                    FaultCode.PAYLOADS_DISAGREE,
                    LineMask.quoted(qr.name()) + ": the tokens of QR payload and POST payload differ");
        }
        return new Complete(new DeviceIdentity(
                qr.name(),
                Optional.of(post.deviceType()),
                qr.token(),
                FirmwareLibrary.ofBoth(qr.tag()),
                qr.provisioning()));
    }

    private static DeviceIdentity ofQrOnly(Payload qr) {
        Optional<String> type = DeviceName.TYPE_HASH_NAME.matcher(qr.name()).matches()
                ? DeviceTypes.byHash(qr.name().substring(0, 4))
                : Optional.empty();
        return new DeviceIdentity(qr.name(), type, qr.token(), Generation.C, qr.provisioning());
    }
}
