package org.twomes.station.nvs;

import java.util.List;

/**
 * What a partition holds.
 *
 * @param entries the values, in the order in which they were written; without those that are damaged
 * @param damage what is wrong, in the order of the flash; empty for a sound partition
 * @param pages pages of the partition
 * @param usedPages pages that hold entries
 * @param erased entries that the firmware has erased; what they held is still in the flash. A new partition has none
 */
public record NvsPartition(List<NvsEntry> entries, List<NvsDamage> damage, int pages, int usedPages, int erased) {
    /** Copies the lists. */
    public NvsPartition {
        entries = List.copyOf(entries);
        damage = List.copyOf(damage);
    }

    /** Whether it is sound and as a generator makes it: no firmware has erased anything. */
    public boolean fresh() {
        return damage.isEmpty() && erased == 0;
    }
}
