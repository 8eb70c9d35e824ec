package org.twomes.station.config;

import java.util.List;
import java.util.stream.Collectors;
import org.twomes.station.common.ConfigProblem;

/**
 * The configuration cannot be used. Carries everything that is wrong with it, each with its file, line and column, so that
 * everything can be corrected at once: a list of problems, where a fault of the fault table is a single one.
 */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigProblem> problems;

    /** Collects {@code problems}, at least one. */
    public ConfigException(List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order of the file. */
    public List<ConfigProblem> problems() {
        return problems;
    }
}
