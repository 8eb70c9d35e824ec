package org.twomes.station.dashboard.http;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names the station answers to. A page of another site cannot reach it under a name of its own that it lets point here (DNS
 * rebinding), for only addresses, {@code localhost} and the certificate's names are taken.
 */
public final class HostNames {
    private static final String IPV4 = "\\d{1,3}(\\.\\d{1,3}){3}";
    private static final String IPV6 = "\\[[0-9a-f:.]+]";

    private final Set<String> certified;

    /** {@code certified} are the names in the certificate; a leading {@code *.} stands for one label. */
    public HostNames(Set<String> certified) {
        this.certified = certified;
    }

    /** Whether a {@code Host} header is one of ours; the port does not matter, for a tunnel may change it. */
    public boolean knows(@Nullable String header) {
        if (header == null) {
            return false;
        }
        String name = header.toLowerCase(Locale.ROOT).replaceFirst(":\\d{1,5}$", "");
        int dot = name.indexOf('.');
        return name.equals("localhost")
                || name.matches(IPV4)
                || name.matches(IPV6)
                || certified.contains(name)
                || (dot > 0 && certified.contains("*" + name.substring(dot)));
    }
}
