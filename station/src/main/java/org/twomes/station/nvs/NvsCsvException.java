package org.twomes.station.nvs;

import org.twomes.station.common.ConfigProblem;

/** A CSV from which no partition can be made; the message names file, line, column and key, and never quotes a value. */
public final class NvsCsvException extends Exception {
    private static final long serialVersionUID = 1;

    NvsCsvException(ConfigProblem problem) {
        super(problem.toString());
    }
}
