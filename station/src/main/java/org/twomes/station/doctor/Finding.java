package org.twomes.station.doctor;

/**
 * The result of a check.
 *
 * @param check what was checked, in a word or two
 * @param what what was found, a sentence
 * @param remedy what to do; empty when it is fine
 */
public record Finding(String check, Severity severity, String what, String remedy) {
    /**
     * A result.
     *
     * @throws IllegalArgumentException when it is not fine and has no remedy: every fault needs a remedy
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
