package org.twomes.station.esp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.esp.chip.ChipRegisters;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/** Which eFuses make a board one that is refused, before anything on it is changed. */
@Tag("fast")
class ProtectedChipTest {
    /** Where a READ_REG has its address, and its answer the word. */
    private static final int ADDRESS_AT = LoaderProtocol.HEADER_LENGTH;

    private static final int VALUE_AT = 4;
    /** The rig's date word without the bit of revision 3. */
    private static final int DATE_OF_REVISION_2 = 0x1604_2000;

    private final Map<Integer, Integer> burned = new HashMap<>();

    private static int word(byte[] packet, int at) {
        return new Transcript.Entry(false, true, packet, 0).word(at);
    }

    /** A board whose registers read as {@link #burned} says. */
    private Bench bench() {
        Bench bench = new Bench(Bench.BOARD, "");
        AtomicInteger asked = new AtomicInteger();
        bench.link.towardsBoard(Bench.changing(LoaderProtocol.READ_REG, packet -> {
            asked.set(word(packet, ADDRESS_AT));
            return Optional.of(packet);
        }));
        bench.link.towardsHost(Bench.changing(LoaderProtocol.READ_REG, packet -> {
            int value = burned.getOrDefault(asked.get(), word(packet, VALUE_AT));
            for (int i = 0; i < Integer.BYTES; i++) {
                packet[VALUE_AT + i] = (byte) (value >>> Byte.SIZE * i);
            }
            return Optional.of(packet);
        }));
        return bench;
    }

    private void assertRefused(FaultCode why) throws Exception {
        try (Bench bench = bench()) {
            Loader loader = bench.connect(Bench.settings(true, 460_800));
            assertThatThrownBy(loader::prepare)
                    .isInstanceOfSatisfying(
                            FaultException.class, e -> assertThat(e.code()).isEqualTo(why));
            assertThat(bench.link.opcodes())
                    .containsOnly(LoaderProtocol.SYNC, LoaderProtocol.READ_REG, LoaderProtocol.GET_SECURITY_INFO);
        }
    }

    private ChipIdentity accepted() throws Exception {
        try (Bench bench = bench()) {
            Loader loader = bench.connect(Bench.settings(true, 460_800));
            assertThat(loader.prepare().size()).isEqualTo(Bench.BOARD.flashBytes());
            return loader.chip();
        }
    }

    /** Version 1 is bit 4 (ABS_DONE_0), version 2 bit 5 (ABS_DONE_1). */
    @ParameterizedTest
    @ValueSource(ints = {0x10, 0x20, 0x30})
    void secureBootOfEitherVersionIsRefused(int word) throws Exception {
        burned.put(ChipRegisters.EFUSE_WORD6, word);
        assertRefused(FaultCode.SECURE_BOOT);
    }

    @Test
    void beforeRevisionThreeTheBitOfVersionTwoMeansNothing() throws Exception {
        burned.put(ChipRegisters.EFUSE_WORD6, 0x20);
        burned.put(ChipRegisters.APB_CTL_DATE, DATE_OF_REVISION_2);
        ChipIdentity chip = accepted();
        assertThat(chip.revision()).isEqualTo(200);
        assertThat(chip.secureBoot()).isFalse();
    }

    @Test
    void beforeRevisionThreeVersionOneIsRefusedAllTheSame() throws Exception {
        burned.put(ChipRegisters.EFUSE_WORD6, 0x10);
        burned.put(ChipRegisters.APB_CTL_DATE, DATE_OF_REVISION_2);
        assertRefused(FaultCode.SECURE_BOOT);
    }

    /** Bits 26..20, of which one more is burned at each switch on or off. */
    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x07, 0x1F, 0x40, 0x7F})
    void anOddNumberOfSwitchesMeansEncrypted(int bits) throws Exception {
        burned.put(ChipRegisters.EFUSE_WORD0, bits << 20);
        assertRefused(FaultCode.FLASH_ENCRYPTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x03, 0x0F, 0x3F, 0x41})
    void anEvenNumberOfSwitchesMeansPlainAgain(int bits) throws Exception {
        burned.put(ChipRegisters.EFUSE_WORD0, bits << 20);
        assertThat(accepted().flashEncryption()).isFalse();
    }

    /** The words hold more than that: what lies beside the bits is no protection. */
    @Test
    void theBitsBesideThemProtectNothing() throws Exception {
        burned.put(ChipRegisters.EFUSE_WORD0, ~(0x7F << 20));
        burned.put(ChipRegisters.EFUSE_WORD6, ~0x30);
        ChipIdentity chip = accepted();
        assertThat(chip.secureBoot()).isFalse();
        assertThat(chip.flashEncryption()).isFalse();
    }
}
