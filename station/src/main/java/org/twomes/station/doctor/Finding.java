package org.twomes.station.doctor;

/**
 * One thing that was looked at.
 *
 * @param check what was looked at, a word or two
 * @param what what was seen, a sentence
 * @param mend what to do; empty when it is fine
 */
public record Finding(String check, Severity severity, String what, String mend) {
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
