package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.Messages;
import org.twomes.station.sticker.ReadPdf;

/** The documents that are generated from the program. */
@Tag("fast")
class DocumentsTest {
    @TempDir
    private Path folder;

    @Test
    void theFaultTableInTheDocumentationIsTheProgramsOwn() throws IOException {
        assertThat(Cli.run("documents", folder.toString()).code()).isZero();
        String table = Files.readString(folder.resolve("fault-table.md"));
        assertThat(table.lines()).hasSize(FaultCode.allShown().size() + 2);
        assertThat(Files.readString(Path.of("../config/README.md")))
                .as("renew it with: scripts/station documents FOLDER")
                .endsWith(table);
    }

    @Test
    void theOperatorsCardIsOnePageThatHoldsAllItsWords() throws IOException {
        assertThat(Cli.run("documents", folder.toString()).code()).isZero();
        isOnePageWithAllItsWords("operator-card.pdf", Messages.english());
        for (Locale language : Messages.translations()) {
            isOnePageWithAllItsWords("operator-card_" + language + ".pdf", Messages.in(language));
        }
    }

    private void isOnePageWithAllItsWords(String file, Messages messages) throws IOException {
        try (PDDocument card = Loader.loadPDF(folder.resolve(file).toFile())) {
            assertThat(card.getNumberOfPages()).isEqualTo(1);
            assertThat(ReadPdf.of(folder.resolve(file)).scaling()).isEqualTo("None");
            String words = new PDFTextStripper().getText(card).replaceAll("\\s+", " ");
            OperatorCard.card(messages).parts().forEach(part -> {
                assertThat(words).contains(part.heading());
                part.lines()
                        .forEach(line -> assertThat(words).contains(line.word().replaceAll("\\s+", " "), line.text()));
            });
        }
    }

    @Test
    void theCardUsesTheWordsAndColoursOfTheFloorView() throws IOException {
        holdsTheWordsOf(Messages.english(), resource("texts.js"));
        for (Locale language : Messages.translations()) {
            holdsTheWordsOf(Messages.in(language), resource("texts_" + language + ".js"));
        }
    }

    private static void holdsTheWordsOf(Messages messages, String words) throws IOException {
        String colours = resource("station.css") + resource("slots.css");
        OperatorCard.card(messages).parts().get(1).lines().forEach(line -> {
            assertThat(words).contains('"' + line.word() + '"');
            assertThat(colours).containsIgnoringCase(String.format("#%06x", line.rgb()));
        });
    }

    private static String resource(String name) throws IOException {
        try (var in = DocumentsTest.class.getResourceAsStream("/org/twomes/station/dashboard/page/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
