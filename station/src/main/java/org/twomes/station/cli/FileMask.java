package org.twomes.station.cli;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mode of the files that this process makes (umask(2)). Java has no call for it, and libraries that make files (SQLite's native
 * code, the log's rotation) take no mode.
 */
final class FileMask {
    private static final Logger LOG = LoggerFactory.getLogger(FileMask.class);
    /** Neither group nor others have any right. */
    private static final int OWNER_ONLY = 077;

    private FileMask() {}

    /** The C library's call. */
    private interface C extends Library {
        int umask(int mask);
    }

    /** Files and folders that are created from now on are for their owner only, whatever the umask was. */
    static void ownerOnly() {
        if (Platform.isWindows()) {
            return;
        }
        try {
            Native.load("c", C.class).umask(OWNER_ONLY);
        } catch (UnsatisfiedLinkError e) {
            LOG.warn("The mode of new files stays as the process was started; set UMask=0077: {}", e.getMessage());
        }
    }
}
