package org.twomes.station.common;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Turns YAML text into nodes with places. Jackson's tree forgets places and stops at the first trouble, hence this reader over
 * its token stream. Doubled keys are complained about and reading goes on; anchors, aliases, tags and further documents have no use in a
 * configuration and are refused.
 */
public final class YamlReader {
    /** Deeper than any key; guards the recursion. */
    private static final int MOST_DEPTH = 20;

    /** YAML's ways to write no value; Jackson's schema takes only the middle one for it. */
    private static final Set<String> NOTHING = Set.of("~", "null", "Null", "NULL");

    private final SourceLocation source;
    private final List<ConfigProblem> problems;

    /** Reads the text of {@code source}; what is wrong is added to {@code problems}. */
    public YamlReader(SourceLocation source, List<ConfigProblem> problems) {
        this.source = source;
        this.problems = problems;
    }

    /** The text as a node; an empty scalar when there is nothing in it, or nothing that can be read. */
    public YamlNode read(String text) {
        YamlNode nothing = new YamlNode.Scalar(source.at(1, 1), "");
        try (YAMLParser parser =
                (YAMLParser) new YAMLFactory().createParser(tools.jackson.core.ObjectReadContext.empty(), text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return nothing;
            }
            YamlNode node = value(parser, first, "", 0);
            if (parser.nextToken() != null) {
                problems.add(
                        here(parser).problem("", "a second document starts here; a configuration is one document"));
            }
            return node;
        } catch (JacksonException e) {
            problems.add(notYaml(e));
            return nothing;
        } catch (Refused e) {
            problems.add(e.problem);
            return nothing;
        }
    }

    /** The scanner's own mark is the spot itself; Jackson's location is that of the token before it. */
    private ConfigProblem notYaml(JacksonException e) {
        String message = firstLine(e.getOriginalMessage());
        if (e.getCause() instanceof MarkedYamlEngineException marked
                && marked.getProblemMark().isPresent()) {
            Mark mark = marked.getProblemMark().get();
            return source.at(mark.getLine() + 1, mark.getColumn() + 1).problem("", "not YAML: " + marked.getProblem());
        }
        TokenStreamLocation location = e.getLocation();
        SourceLocation place = location == null
                ? source.at(1, 1)
                : source.at(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
        return place.problem("", "not YAML: " + message);
    }

    private YamlNode value(YAMLParser parser, JsonToken token, String key, int depth) throws Refused {
        SourceLocation place = here(parser);
        if (depth > MOST_DEPTH) {
            throw new Refused(place.problem(key, "nested more than " + MOST_DEPTH + " deep"));
        }
        if (parser.isCurrentAlias()) {
            throw new Refused(place.problem(key, "an alias (*) cannot be used here: write the value itself"));
        }
        return switch (token) {
            case START_OBJECT -> mapping(parser, place, key, depth);
            case START_ARRAY -> listing(parser, place, key, depth);
            default -> new YamlNode.Scalar(place, scalarText(parser, token));
        };
    }

    private YamlNode mapping(YAMLParser parser, SourceLocation place, String key, int depth) throws Refused {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        for (JsonToken token = parser.nextToken();
                token != null && token != JsonToken.END_OBJECT;
                token = parser.nextToken()) {
            String name = parser.currentName();
            SourceLocation namePlace = here(parser);
            String child = key.isEmpty() ? name : key + "." + name;
            YamlNode value = value(parser, nextOf(parser), child, depth + 1);
            YamlNode.Entry before = entries.putIfAbsent(name, new YamlNode.Entry(namePlace, value));
            if (before != null) {
                problems.add(namePlace.problem(
                        child,
                        "is here a second time; the first is in line "
                                + before.place().line()));
            }
        }
        return new YamlNode.Mapping(place, entries);
    }

    private YamlNode listing(YAMLParser parser, SourceLocation place, String key, int depth) throws Refused {
        List<YamlNode> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken();
                token != null && token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            items.add(value(parser, token, key + "[" + items.size() + "]", depth + 1));
        }
        return new YamlNode.Listing(place, items);
    }

    private JsonToken nextOf(YAMLParser parser) throws Refused {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new Refused(here(parser).problem("", "the file ends in the middle of a map"));
        }
        return token;
    }

    private static String scalarText(YAMLParser parser, JsonToken token) {
        String text = token == JsonToken.VALUE_NULL ? null : parser.getString();
        return text == null || NOTHING.contains(text) ? "" : text;
    }

    private SourceLocation here(YAMLParser parser) {
        TokenStreamLocation location = parser.currentTokenLocation();
        return source.at(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "cannot be read" : message.lines().findFirst().orElse("cannot be read");
    }

    /** Ends the reading of this source at something that is YAML, but not for here. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient ConfigProblem problem;

        Refused(ConfigProblem problem) {
            super(problem.message());
            this.problem = problem;
        }
    }
}
