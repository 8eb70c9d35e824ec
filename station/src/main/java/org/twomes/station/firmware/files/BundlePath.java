package org.twomes.station.firmware.files;

import java.util.List;
import org.twomes.station.common.OutsideText;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.firmware.BundleRefusal;

/** Paths inside a bundle, none of which may lead out of it. */
public final class BundlePath {

    private BundlePath() {}

    /** Gives {@code path} back when it is relative, stays inside and uses {@code /}; {@code within} is named in the complaint. */
    public static String checked(String within, String path) {
        boolean plain = !path.isEmpty()
                && !path.startsWith("/")
                && path.indexOf('\\') < 0
                && path.indexOf(':') < 0
                && path.chars().noneMatch(c -> c < ' ')
                && !List.of(path.split("/", -1)).contains("..");
        if (!plain) {
            throw BundleRefusal.of(
                    FaultCode.BUNDLE_PATH_ESCAPES,
                    within,
                    "the path '" + printable(path) + "' is not a plain relative one");
        }
        return path;
    }

    private static String printable(String path) {
        return OutsideText.line(path);
    }
}
