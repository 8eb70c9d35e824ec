package org.twomes.station.common;

import java.util.Optional;

/** The version of the program, as the build wrote it into the jar. */
public final class ProgramVersion {
    private ProgramVersion() {}

    /** E.g. {@code 0.2.0}; {@code development} outside a jar. */
    public static String text() {
        return Optional.ofNullable(ProgramVersion.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
