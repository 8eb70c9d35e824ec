package org.twomes.station.pipeline;

/** Hears of every change of a slot; called on workers' threads, so it must neither block nor throw. */
@FunctionalInterface
public interface LineListener {
    /** The slot looks like this now. */
    void changed(SlotView slot);

    /** Slots came, went, or have another order; each that has another name was told of already. */
    default void rearranged() {}
}
