package org.twomes.station;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No tracked text uses a word of {@code private-words.txt}, which says what they are. */
@Tag("fast")
class PrivateWordsTest {
    private static final Path TOP = Path.of("..");
    private static final String LIST = "station/src/test/resources/org/twomes/station/private-words.txt";
    /** The changelog tells of old names, and the stored forms of version 0.1.0 are as they were. */
    private static final Pattern EXEMPT = Pattern.compile("LICENSE|CHANGELOG[.]md|" + Pattern.quote(LIST)
            + "|station/src/test/resources/org/twomes/station/upgrade/.*");

    private static Pattern words() throws IOException {
        return anyOf(Files.readAllLines(TOP.resolve(LIST)).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList());
    }

    private static Pattern anyOf(List<String> words) {
        return Pattern.compile(words.stream()
                .map(PrivateWordsTest::expression)
                .collect(Collectors.joining("|", "(?<![\\p{Alnum}_])(?:", ")(?![\\p{Alnum}_])")));
    }

    /** A phrase may be broken by a line's end and what begins the next line of a comment. */
    private static String expression(String word) {
        String between = "(?:\\s|[*#]|//)+";
        String text = Stream.of(word.split(" ")).map(Pattern::quote).collect(Collectors.joining(between));
        return Character.isUpperCase(word.charAt(0)) ? text : "(?i:" + text + ")";
    }

    private static List<String> tracked() throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "ls-files", "-z")
                .directory(TOP.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String files = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor())
                .as("git ls-files: run the tests in a checkout")
                .isZero();
        return List.of(files.split("\0"));
    }

    /** Its text; empty for what is not text. */
    private static Optional<String> text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(file);
        try {
            return Optional.of(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString())
                    .filter(text -> text.indexOf('\0') < 0);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    @Test
    void noTrackedTextUsesAPrivateWord() throws Exception {
        Pattern words = words();
        List<String> found = new ArrayList<>();
        List<String> files = tracked();
        for (String file : files) {
            if (EXEMPT.matcher(file).matches()) {
                continue;
            }
            String text = text(TOP.resolve(file)).orElse("");
            words.matcher(text)
                    .results()
                    .forEach(hit -> found.add(file + ":"
                            + (1 + text.substring(0, hit.start()).lines().count()) + ": " + hit.group()));
        }
        assertThat(found).isEmpty();
        assertThat(files).hasSizeGreaterThan(500);
    }

    @Test
    void aWordIsFoundInAnyCaseAndAcrossALinesEnd() {
        assertThat(anyOf(List.of("gadget")).matcher("what Gadget there is").find())
                .isTrue();
        assertThat(anyOf(List.of("gadget")).matcher("gadgets and gadgetry").find())
                .isFalse();
        assertThat(anyOf(List.of("the gadget")).matcher("behind the\n * gadget").find())
                .isTrue();
        assertThat(anyOf(List.of("Gadget")).matcher("its gadget").find()).isFalse();
        assertThat(anyOf(List.of("Gadget")).matcher("new Gadget(").find()).isTrue();
    }
}
