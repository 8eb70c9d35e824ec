package org.twomes.station.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.fault.Messages;
import org.twomes.station.sticker.CardRenderer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code station documents}: writes the documents that are generated from the program; the build calls it. */
@Command(
        name = "documents",
        mixinStandardHelpOptions = true,
        hidden = true,
        description = "Writes operator-card.pdf and fault-table.md, and those of each other language, into a folder.",
        footer = {"", "Example:", "  station documents target/documents"})
final class DocumentsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "Where they are written.")
    private Path folder = Path.of(".");

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(folder);
        write("", Messages.english());
        for (Locale language : Messages.translations()) {
            write("_" + language, Messages.in(language));
        }
        return ExitCode.OK;
    }

    private void write(String suffix, Messages messages) throws IOException {
        new CardRenderer().write(folder.resolve("operator-card" + suffix + ".pdf"), OperatorCard.card(messages));
        Files.writeString(folder.resolve("fault-table" + suffix + ".md"), FaultTable.markdown(messages));
    }
}
