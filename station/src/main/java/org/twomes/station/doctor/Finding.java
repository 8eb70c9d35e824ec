package org.twomes.station.doctor;

/**
 * One thing that was looked at.
 *
 * @param check what was looked at, a word or two
 * @param what what was seen, a sentence
 * @param mend what to do; empty when it is fine
 */
public record Finding(String check, Severity severity, String what, String mend) {
    /**
     * Something that was looked at.
     *
     * @throws IllegalArgumentException when it is not fine and has no mend: a trouble that nobody can do anything about helps nobody
     */
    public Finding {
        if (severity != Severity.FINE && mend.isBlank()) {
            throw new IllegalArgumentException("no mend for: " + what);
        }
    }

    static Finding fine(String check, String what) {
        return new Finding(check, Severity.FINE, what, "");
    }

    static Finding warning(String check, String what, String mend) {
        return new Finding(check, Severity.WARNING, what, mend);
    }

    static Finding fault(String check, String what, String mend) {
        return new Finding(check, Severity.FAULT, what, mend);
    }
}
