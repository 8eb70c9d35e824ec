package org.twomes.station.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

@Tag("fast")
class TokenMintTest {
    @Property
    void aTokenHas32BitsAndNotTooFewDigits(@ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int digits) {
        String token = new TokenMint(new SplittableRandom(seed)).mint(digits).reveal();
        assertThat(token)
                .hasSizeBetween(Math.max(8, digits), 10)
                .containsOnlyDigits()
                .doesNotStartWith("0");
        assertThat(Long.parseLong(token)).isBetween(10_000_000L, 4_294_967_295L);
    }

    @Example
    void bothEndsAreReached() {
        assertThat(mint(0)).isEqualTo("10000000");
        assertThat(mint(-1)).isEqualTo("4294967295");
    }

    /** With a source whose bounded numbers are the first or the last. */
    private static String mint(long which) {
        return new TokenMint(new RandomGenerator() {
                    @Override
                    public long nextLong() {
                        return which;
                    }

                    @Override
                    public long nextLong(long from, long to) {
                        return which < 0 ? to - 1 : from;
                    }
                })
                .mint(8)
                .reveal();
    }
}
