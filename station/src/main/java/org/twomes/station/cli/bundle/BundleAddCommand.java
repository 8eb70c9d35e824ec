package org.twomes.station.cli.bundle;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.twomes.station.cli.common.ConfigOption;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.common.Json;
import org.twomes.station.config.BackOfficeSection;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.Bundles;
import org.twomes.station.daemon.StartupChecks;
import org.twomes.station.firmware.BundleSource;
import org.twomes.station.firmware.Catalogue;
import org.twomes.station.firmware.CatalogueEntry;
import org.twomes.station.firmware.Download;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code station bundle add}: adds a bundle to the catalogue. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = "Adds a firmware bundle to the catalogue and prints the lines that pin it in the configuration.",
        footer = {
            "",
            "Examples:",
            "  station bundle add twomes-generic-esp-firmware_ESP32DEV_v3.0.0.zip",
            "  station bundle add https://example.org/firmware_ESP32DEV_v3.0.0.zip",
            "  station bundle add energietransitie/twomes-generic-esp-firmware@v3.0.0"
        })
final class BundleAddCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE|URL|OWNER/REPO@TAG", description = "Where the bundle is.")
    private String source = "";

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        StationConfig settings = config.load();
        // Before the catalogue creates its folder there.
        StartupChecks.dataFolder(settings);
        Catalogue catalogue = Bundles.catalogue(settings);
        CatalogueEntry entry = catalogue.fetch(
                BundleSource.parse(source),
                Download.usual(),
                Optional.of(settings.bundle().board()).filter(board -> !board.isEmpty()),
                Optional.of(settings.backOffice())
                        .filter(office -> office.api() != BackOfficeSection.Api.NONE)
                        .map(BackOfficeSection::environment));
        if (json) {
            spec.commandLine().getOut().println(Json.text(entry));
        } else {
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%s is in the catalogue (%d bytes).%nTo flash it, write into the configuration:%n%n"
                                    + "bundle:%n  name: %s%n  sha256: %s%n",
                            entry.name(), entry.size(), entry.name(), entry.sha256());
        }
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
