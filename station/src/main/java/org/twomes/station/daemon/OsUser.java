package org.twomes.station.daemon;

import org.jspecify.annotations.Nullable;
import org.twomes.station.common.OutsideText;

/** The user who calls a command on this machine, for the audit log. */
public final class OsUser {
    private OsUser() {}

    /** The name of the user; through sudo, that of the person behind root. */
    public static String name() {
        return name(System.getProperty("user.name"), System.getenv("SUDO_USER"));
    }

    /**
     * As {@link #name()}.
     *
     * @param user that of the process; Java gives {@code ?} where the system has no name for it
     * @param behind the user who called sudo, as that says; used only when the process runs as root, since anybody else could have set it
     */
    public static String name(@Nullable String user, @Nullable String behind) {
        String known = user == null || user.isBlank() || user.equals("?") ? "somebody" : user;
        if (known.equals("root") && behind != null && !behind.isBlank() && !behind.equals("root")) {
            return OutsideText.line(behind, OutsideText.NAME) + " (as root)";
        }
        return OutsideText.line(known, OutsideText.NAME);
    }
}
