package org.twomes.station.esp.chip;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a chip's ROM loader is spoken to.
 *
 * @param beginWords words of FLASH_BEGIN and FLASH_DEFL_BEGIN to the ROM, 4 or 5; the fifth is 0 for plain text
 * @param stubs flasher stubs, by the lowest revision that they are for, ascending; an earlier chip has none
 * @param quirks what else is different
 */
public record LoaderRules(int beginWords, List<StubFrom> stubs, Set<Quirk> quirks) {
    static final int FOUR_WORDS = 4;
    static final int FIVE_WORDS = 5;

    /**
     * A stub.
     *
     * @param name of the stub in the npm package esptool-js
     * @param fromRevision lowest revision (major * 100 + minor) that it is for
     */
    public record StubFrom(String name, int fromRevision) {}

    /** What a ROM loader does unlike the others. */
    public enum Quirk {
        /** The ROM neither changes its rate nor attaches the flash nor sums it: everything is the stub's. */
        STUB_ONLY,
        /** On revisions 3.1 and 3.2 the flash has no supply until the host has switched it on. */
        FLASH_OFF_ON_3_1_AND_3_2
    }

    static LoaderRules of(int beginWords, String stub) {
        return new LoaderRules(beginWords, List.of(new StubFrom(stub, 0)), Set.of());
    }

    /** The stub for a chip of {@code revision} (major * 100 + minor); empty where there is none, so that the ROM does the work. */
    public Optional<String> stub(int revision) {
        return stubs.stream()
                .filter(stub -> stub.fromRevision() <= revision)
                .reduce((earlier, later) -> later)
                .map(StubFrom::name);
    }
}
