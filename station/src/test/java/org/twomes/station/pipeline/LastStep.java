package org.twomes.station.pipeline;

import org.twomes.station.backoffice.ExistenceAnswer;

/** What a slot asks the back office, for tests of other packages. */
public final class LastStep {
    private LastStep() {}

    /** Registers the unit now if the back office can be had, as the slot does. */
    public static Registrar.Result register(Registrar registrar, long unit) {
        return registrar.now(unit);
    }

    /** Whether a name is taken, as a slot asks before it erases a board. */
    public static ExistenceAnswer exists(Registrar registrar, String name) {
        return registrar.exists(name);
    }
}
