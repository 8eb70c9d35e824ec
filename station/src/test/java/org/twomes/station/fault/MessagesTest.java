package org.twomes.station.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every failure code has its texts in every language, and no language has others. */
@Tag("fast")
class MessagesTest {
    private static final Path FOLDER = Path.of("src", "main", "resources", "org", "twomes", "station");
    /** So many words are read at a glance. */
    private static final int MOST_WORDS = 12;

    private static final Pattern SENTENCE_END = Pattern.compile("[.!?;](\\s|$)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");

    private static List<Path> languages() throws Exception {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.getFileName().toString().matches("messages(_\\w+)?[.]properties"))
                    .toList();
        }
    }

    private static Properties read(Path file) throws Exception {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            texts.load(reader);
        }
        return texts;
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyCodeHasItsTextsAndNoOther(Path language) throws Exception {
        Properties texts = read(language);
        Set<String> wanted = new TreeSet<>();
        for (FaultCode code : FaultCode.values()) {
            wanted.add("fault." + code.texts() + ".sentence");
            wanted.add("fault." + code.texts() + ".remedy");
        }
        wanted.add("remedy.boardIsFine");
        // Texts of documents, which the program asks for by their names: as many in every language.
        read(FOLDER.resolve("messages.properties")).stringPropertyNames().stream()
                .filter(key -> key.matches("(card|table)[.].*"))
                .forEach(wanted::add);
        assertThat(new TreeSet<>(texts.stringPropertyNames())).isEqualTo(wanted);
        assertThat(texts.values())
                .allSatisfy(text -> assertThat(text.toString()).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("languages")
    void whatAnOperatorReadsComesInShortSentences(Path language) throws Exception {
        Properties texts = read(language);
        Stream<String> ofFaults = FaultCode.allShown().stream()
                .flatMap(code -> Stream.of("fault." + code + ".sentence", "fault." + code + ".remedy"));
        Stream<String> ofTheCard = texts.stringPropertyNames().stream().filter(key -> key.startsWith("card."));
        Stream.concat(ofFaults, ofTheCard)
                .forEach(key -> assertThat(SENTENCE_END.split(texts.getProperty(key)))
                        .as(key)
                        .allSatisfy(sentence ->
                                assertThat(sentence.trim().split("\\s+")).hasSizeLessThanOrEqualTo(MOST_WORDS)));
    }

    @Test
    void everyTranslationIsOffered() throws Exception {
        assertThat(languages().stream().map(file -> file.getFileName().toString()))
                .hasSize(Messages.translations().size() + 1)
                .containsAll(Messages.translations().stream()
                        .map(language -> "messages_" + language + ".properties")
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("languages")
    void placeholdersAreThoseOfEnglish(Path language) throws Exception {
        Properties english = read(FOLDER.resolve("messages.properties"));
        Properties texts = read(language);
        for (String key : english.stringPropertyNames()) {
            assertThat(placeholders(texts.getProperty(key, "")))
                    .as(key)
                    .isEqualTo(placeholders(english.getProperty(key)));
        }
    }

    private static Set<String> placeholders(String text) {
        return new TreeSet<>(
                PLACEHOLDER.matcher(text).results().map(MatchResult::group).toList());
    }

    @Test
    void aLanguageWithoutATranslationReadsEnglishWhateverTheMachineSpeaks() {
        Locale machine = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Messages.in(Locale.JAPAN).text("fault.UNPLUGGED.sentence"))
                    .isEqualTo(FaultCode.UNPLUGGED.sentence())
                    .isEqualTo("The board was unplugged while it was worked on.");
        } finally {
            Locale.setDefault(machine);
        }
    }
}
