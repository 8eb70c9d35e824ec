package org.twomes.station.cli.common;

/** Exit codes of the program. */
public final class ExitCode {
    /** All went well. */
    public static final int OK = 0;
    /** The work was done, and its result is a failure (a board failed, a bundle is bad). */
    public static final int FAILED = 1;
    /** The call or the configuration is wrong; picocli's own code for it. */
    public static final int USAGE = 2;
    /** The station itself could not work. */
    public static final int BROKEN = 3;

    private ExitCode() {}
}
