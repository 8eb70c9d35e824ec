package org.twomes.station.cli.board;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.twomes.station.cli.common.ConfigOption;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.common.CommandFailure;
import org.twomes.station.config.PortsSection;
import org.twomes.station.config.SlotPath;
import org.twomes.station.config.StationConfig;
import org.twomes.station.port.SlotNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code station slots renew}: replaces slot paths that contain a USB bus number by lasting ones. */
@Command(
        name = "renew",
        mixinStandardHelpOptions = true,
        description = {
            "Shows which entries of `ports.slots` name a USB bus by its number, and the path that lasts for each, as the",
            "buses are numbered now. With --write these paths take the old ones' place in the configuration; nothing",
            "else in it changes. Look at `station ports` first: each board must be in the slot that you think."
        },
        footer = {"", "Example:", "  station slots renew --write --config station.yaml"})
final class SlotsRenewCommand implements Callable<Integer> {
    @Option(
            names = "--write",
            description = "Writes the paths into the configuration file; the old one is kept beside it.")
    private boolean write;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        StationConfig settings = config.load();
        Path file = config.file()
                .orElseThrow(() -> new CommandFailure("There is no configuration file: give --config FILE"));
        SlotNames names = new SlotNames(settings.ports());
        Map<String, String> renewed = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        PrintWriter out = spec.commandLine().getOut();
        for (PortsSection.Slot slot : settings.ports().slots()) {
            String place = names.place(slot.path());
            if (SlotPath.namesBus(place)) {
                unknown.add(slot.name() + " (" + slot.path() + ")");
            } else if (SlotPath.namesBus(slot.path())) {
                renewed.put(slot.path(), place);
                out.println(slot.name() + ": " + slot.path() + " is " + place);
            }
        }
        if (!unknown.isEmpty()) {
            out.println(
                    "This machine has no such USB bus now, so these stay as they are: " + String.join(", ", unknown));
        }
        if (renewed.isEmpty()) {
            out.println("No path was renewed.");
        } else if (write) {
            out.println(file + " has the new paths; the file before is " + SlotsText.renewIn(file, renewed));
        }
        out.flush();
        return unknown.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }
}
