package org.twomes.station.cli;

import org.twomes.station.common.ProgramVersion;
import picocli.CommandLine.IVersionProvider;

/** The version as the build wrote it into the jar. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"twomes-station " + ProgramVersion.text()};
    }
}
