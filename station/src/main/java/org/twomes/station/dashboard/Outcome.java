package org.twomes.station.dashboard;

/**
 * What became of an action.
 *
 * @param done whether it was done; if not, nothing was changed
 * @param message what was done, or why not and what to do, in a sentence for people
 */
public record Outcome(boolean done, String message) {
    /** It was done. */
    public static Outcome done(String message) {
        return new Outcome(true, message);
    }

    /** It was not done. */
    public static Outcome refused(String message) {
        return new Outcome(false, message);
    }
}
