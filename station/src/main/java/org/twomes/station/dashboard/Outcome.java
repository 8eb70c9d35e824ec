package org.twomes.station.dashboard;

/**
 * What became of an action.
 *
 * @param done whether it was done; if not, nothing was changed
 * @param words what was done, or why not and what to do, in a sentence for people
 */
public record Outcome(boolean done, String words) {
    /** It was done. */
    public static Outcome done(String words) {
        return new Outcome(true, words);
    }

    /** It was not done. */
    public static Outcome refused(String words) {
        return new Outcome(false, words);
    }
}
