package org.twomes.station.cli.nvs;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.common.CommandFailure;
import org.twomes.station.common.PrivateFile;
import org.twomes.station.nvs.NvsCsv;
import org.twomes.station.nvs.NvsCsvException;
import org.twomes.station.nvs.NvsPartition;
import org.twomes.station.nvs.NvsReader;
import org.twomes.station.nvs.NvsWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code station nvs make}: makes a partition of a CSV. */
@Command(
        name = "make",
        mixinStandardHelpOptions = true,
        description = {
            "Makes an NVS partition (version 2, not encrypted) of Espressif's CSV of one device, byte for byte as",
            "nvs_partition_gen.py does, and reads it back."
        },
        footer = {
            "",
            "The CSV begins with the line key,type,encoding,value. The type is namespace, data or file (whose value is a",
            "path from the CSV's folder), the encoding u8 to i64, string, hex2bin, base64, binary, blob_fill(N;0xPP) or",
            "blob_sz_fill(N;0xPP). Keys of the Wi-Fi driver (sta.ssid, ap.ssid, ...) bring the entries that Espressif's tool",
            "derives from them.",
            "",
            "Example:",
            "  station nvs make unit.csv nvs.bin --size 0x4000"
        })
final class NvsMakeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CSV", description = "The values.")
    private Path csv = Path.of("");

    @Parameters(paramLabel = "FILE", description = "New file for the partition, readable by its owner only.")
    private Path file = Path.of("");

    @Option(
            names = "--size",
            required = true,
            paramLabel = "BYTES",
            converter = ByteCount.class,
            description = "Size of the partition, decimal or 0x...: a multiple of 4096, at least 0x3000"
                    + " (less for a partition that is flagged read-only).")
    private int size;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (!Files.isReadable(csv)) {
            throw new CommandFailure("There is no file " + csv + " that you may read; name the CSV with the values.");
        }
        byte[] partition = made();
        NvsPartition read = NvsReader.read(partition);
        if (!read.fresh()) {
            throw new IllegalStateException("the partition made of " + csv + " does not read back: " + read.damage());
        }
        try {
            PrivateFile.create(file, partition);
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure("Nothing was written: " + file + " exists. Remove it, or name another file.", e);
        }
        if (NvsWriter.readOnly(size)) {
            spec.commandLine()
                    .getErr()
                    .println("Remark: a partition below 0x3000 bytes must be flagged readonly in the partition table.");
        }
        spec.commandLine()
                .getOut()
                .println(file + ": " + NvsTable.count(read.entries().size(), "value", "values") + " in "
                        + read.usedPages() + " of " + NvsTable.count(read.pages(), "page", "pages") + ", " + size
                        + " bytes");
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private byte[] made() throws Exception {
        try {
            return NvsCsv.partition(csv, size);
        } catch (NvsCsvException | IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }
}
