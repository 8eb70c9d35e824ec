package org.twomes.station.firmware;

import java.io.IOException;
import java.util.OptionalLong;
import org.twomes.station.common.OutsideText;

/** A bundle cannot be used; says what is wrong, in which file, at which offset, and the remedy. */
public final class BundleException extends IOException {
    private static final long serialVersionUID = 1;
    private static final long NOWHERE = -1;
    private static final int LONGEST = 4000;

    private final BundleFault fault;
    private final String file;
    private final long offset;
    private final String problem;
    private final String remedy;

    public BundleException(BundleFault fault, String file, long offset, String detail, String remedy) {
        super(problem(file, offset, detail) + "; " + OutsideText.lines(remedy, LONGEST));
        this.problem = problem(file, offset, detail);
        this.fault = fault;
        this.file = OutsideText.line(file, LONGEST);
        this.offset = offset;
        this.remedy = remedy;
    }

    public BundleException(BundleFault fault, String file, String detail, String remedy) {
        this(fault, file, NOWHERE, detail, remedy);
    }

    public BundleException(BundleFault fault, String file, String detail, String remedy, Throwable cause) {
        this(fault, file, NOWHERE, detail, remedy);
        initCause(cause);
    }

    private static String problem(String file, long offset, String detail) {
        String place = offset == NOWHERE ? file : "%s at 0x%x".formatted(file, offset);
        // File names and what a web server says stand in it.
        return OutsideText.lines(place + ": " + detail, LONGEST);
    }

    /** Where and what it is, without what to do about it: for readers who are told the remedy elsewhere. */
    public String problem() {
        return problem;
    }

    /** What is wrong. */
    public BundleFault fault() {
        return fault;
    }

    /** The file that is at fault: the bundle, or one inside it. */
    public String file() {
        return file;
    }

    /** Offset in bytes in {@link #file()}, where there is one. */
    public OptionalLong offset() {
        return offset == NOWHERE ? OptionalLong.empty() : OptionalLong.of(offset);
    }

    /** What to do about it, as a half sentence. */
    public String remedy() {
        return remedy;
    }
}
