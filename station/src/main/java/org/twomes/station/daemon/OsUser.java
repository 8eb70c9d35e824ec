package org.twomes.station.daemon;

import org.jspecify.annotations.Nullable;
import org.twomes.station.common.OutsideText;

/** Who calls a command on this machine, for the audit log. */
public final class OsUser {
    private OsUser() {}

    /** Whose shell it is; through sudo, the person behind root. */
    public static String name() {
        return name(System.getProperty("user.name"), System.getenv("SUDO_USER"));
    }

    /**
     * As {@link #name()}.
     *
     * @param user the process's; Java says {@code ?} where the system has no name for it
     * @param behind whom sudo says it works for; believed of root alone, for anybody else could have set it
     */
    public static String name(@Nullable String user, @Nullable String behind) {
        String known = user == null || user.isBlank() || user.equals("?") ? "somebody" : user;
        if (known.equals("root") && behind != null && !behind.isBlank() && !behind.equals("root")) {
            return OutsideText.line(behind, OutsideText.NAME) + " (as root)";
        }
        return OutsideText.line(known, OutsideText.NAME);
    }
}
