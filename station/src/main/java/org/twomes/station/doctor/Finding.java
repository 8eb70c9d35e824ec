package org.twomes.station.doctor;

/**
 * One thing that was looked at.
 *
 * @param check what was looked at, a word or two
 * @param what what was seen, a sentence
 * @param remedy what to do; empty when it is fine
 */
public record Finding(String check, Severity severity, String what, String remedy) {
    /**
     * Something that was looked at.
     *
     * @throws IllegalArgumentException when it is not fine and has no remedy: a trouble that nobody can do anything about helps nobody
     */
    public Finding {
        if (severity != Severity.FINE && remedy.isBlank()) {
            throw new IllegalArgumentException("no remedy for: " + what);
        }
    }

    static Finding fine(String check, String what) {
        return new Finding(check, Severity.FINE, what, "");
    }

    static Finding warning(String check, String what, String remedy) {
        return new Finding(check, Severity.WARNING, what, remedy);
    }

    static Finding fault(String check, String what, String remedy) {
        return new Finding(check, Severity.FAULT, what, remedy);
    }
}
