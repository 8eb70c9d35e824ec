package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.config.StationConfig.Language;
import org.twomes.station.fault.FaultCode;

/** The list of served files has every file of the pages, and whatever these ask for. */
@Tag("fast")
class PageFilesTest {
    private static final Path FOLDER =
            Path.of("src", "main", "resources", "org", "twomes", "station", "dashboard", "page");
    private static final Pattern IMPORT = Pattern.compile("from \"\\./([^\"]+)\"");
    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"#]+\\.(?:js|css|svg))\"");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private final PageFiles served = new PageFiles(Language.EN);

    private static List<Path> folder() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.toList();
        }
    }

    private static String pathOf(Path file) {
        String name = file.getFileName().toString();
        return name.equals("index.html") ? "/" : "/" + name.replace(".html", "");
    }

    @Test
    void eachFileOfThePagesIsServedAsWhatItIs() throws IOException {
        assertThat(folder()).hasSizeGreaterThan(30);
        for (Path file : folder()) {
            String name = file.getFileName().toString();
            if (name.matches("texts_\\w+[.]js")) {
                continue;
            }
            assertThat(served.all()).as(name).containsKey(pathOf(file));
            PageFiles.PageFile page = served.all().get(pathOf(file));
            assertThat(page.bytes()).as(name).isEqualTo(Files.readAllBytes(file));
            assertThat(page.type()).as(name).isEqualTo(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
        }
    }

    @Test
    void anotherLanguageHasTextsOfItsOwnInPlaceOfTheEnglishOnes() throws IOException {
        PageFiles dutch = new PageFiles(Language.NL);
        assertThat(dutch.all().keySet()).isEqualTo(served.all().keySet());
        assertThat(dutch.all().get("/texts.js").bytes()).isEqualTo(Files.readAllBytes(FOLDER.resolve("texts_nl.js")));
        assertThat(new String(dutch.all().get("/faults.js").bytes(), StandardCharsets.UTF_8))
                .contains("[\"" + FaultCode.NO_REPLY.sentence() + "\",\"Het bordje geeft geen antwoord.\"]");
        assertThat(dutch.tag()).as("open pages load themselves again").isNotEqualTo(served.tag());
    }

    @Test
    void eachFileThatAPageAsksForIsServed() {
        assertThat(asked(IMPORT)).hasSizeGreaterThan(30).allMatch(served.all()::containsKey);
        assertThat(asked(LINK)).hasSizeGreaterThan(5).allMatch(served.all()::containsKey);
    }

    /** Paths of what is named by the pages' own files: the library names none of its files. */
    private List<String> asked(Pattern pattern) {
        return served.all().entrySet().stream()
                .filter(file -> !file.getKey().startsWith("/uplot"))
                .map(file -> new String(file.getValue().bytes(), StandardCharsets.UTF_8))
                .flatMap(text -> pattern.matcher(text).results().map(found -> "/" + found.group(1)))
                .distinct()
                .toList();
    }
}
