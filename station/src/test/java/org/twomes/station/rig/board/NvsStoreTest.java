package org.twomes.station.rig.board;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.twomes.station.nvs.NvsEntry;
import org.twomes.station.nvs.NvsPartition;
import org.twomes.station.nvs.NvsReader;
import org.twomes.station.nvs.NvsValue;
import org.twomes.station.nvs.NvsWriter;

/** The virtual firmware's own key-value store beside the station's: each reads what the other writes. */
@Tag("fast")
class NvsStoreTest {
    private static final int START = 0x9000;
    private static final int LENGTH = 0x4000;
    private static final long TOKEN = 2_546_283_135L;

    private final NorFlash flash = new NorFlash(1 << 20);
    private final NvsStore store = new NvsStore(flash, START, LENGTH);

    private NvsPartition read() {
        return NvsReader.read(flash.read(START, LENGTH));
    }

    @Property(tries = 50)
    void whatTheFirmwareStoresIsSound(
            @ForAll @LongRange(max = 0xFFFF_FFFFL) long value, @ForAll @IntRange(min = 1, max = 300) int count) {
        flash.erase(START, LENGTH);
        for (int i = 0; i < count; i++) {
            store.put(i % 2 == 0 ? "even" : "odd", "k" + i, value ^ i);
        }
        assertThat(read().fresh()).isTrue();
        assertThat(read().entries()).hasSize(count).contains(new NvsEntry("even", "k0", NvsValue.u32(value)));
        assertThat(store.get("even", "k0")).hasValue(value);
        assertThat(store.get("odd", "k0")).isEmpty();
        assertThat(store.get("even", "k" + count)).isEmpty();
    }

    @Example
    void aNumberOfTheStationsWriterIsFoundAndMoreIsAddedBehind() {
        byte[] made = new NvsWriter(LENGTH)
                .namespace("other")
                .put("name", new NvsValue.Text("a text that takes more than one of the cells"))
                .put("dat", NvsValue.u32(1))
                .namespace("twomes_storage")
                .put("dat", NvsValue.u32(TOKEN))
                .partition();
        flash.program(START, made, 0, made.length);
        assertThat(store.get("twomes_storage", "dat")).hasValue(TOKEN);
        store.put("twomes_storage", "more", 7);
        store.put("third", "more", 8);
        assertThat(store.get("third", "more")).hasValue(8);
        assertThat(read().fresh()).isTrue();
        assertThat(read().entries()).hasSize(5);
    }

    @Example
    void aDamagedNumberIsNone() {
        byte[] made = new NvsWriter(LENGTH)
                .namespace("twomes_storage")
                .put("dat", NvsValue.u32(TOKEN))
                .partition();
        for (int at : new int[] {0x41, 0x48, 0x60, 0x78}) {
            flash.erase(START, LENGTH);
            flash.program(START, made, 0, made.length);
            byte[] damaged = {(byte) (made[at] & made[at] - 1)};
            flash.program(START + at, damaged, 0, 1);
            assertThat(store.get("twomes_storage", "dat")).as("offset %x", at).isEmpty();
        }
    }

    @Example
    void aStoreWithoutRoomStaysSound() {
        for (int i = 0; i < 4 * 126 + 10; i++) {
            store.put("n", "k" + i, i);
        }
        assertThat(read().entries()).hasSize(4 * 126 - 1);
        assertThat(read().fresh()).isTrue();
    }
}
