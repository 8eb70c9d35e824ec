package org.twomes.station.firmware.deflate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Optimal prefix code lengths under a limit, by package-merge (Larmore and Hirschberg 1990), and their canonical codes (RFC 1951, 3.2.2). */
final class CodeLengths {

    private CodeLengths() {}

    private record Parcel(long weight, int[] symbols) {}

    /** Length of each symbol's code, at most {@code limit} bits; 0 where its count is 0. At least two symbols get a code, as some inflaters ask. */
    static int[] of(int[] counts, int limit) {
        List<Parcel> leaves = new ArrayList<>();
        for (int symbol = 0; symbol < counts.length; symbol++) {
            if (counts[symbol] > 0) {
                leaves.add(new Parcel(counts[symbol], new int[] {symbol}));
            }
        }
        for (int symbol = 0; leaves.size() < 2; symbol++) {
            if (counts[symbol] == 0) {
                leaves.add(new Parcel(0, new int[] {symbol}));
            }
        }
        leaves.sort(Comparator.comparingLong(Parcel::weight));
        List<Parcel> row = leaves;
        for (int level = 1; level < limit; level++) {
            row = merged(leaves, packaged(row));
        }
        int[] lengths = new int[counts.length];
        for (Parcel parcel : row.subList(0, 2 * leaves.size() - 2)) {
            for (int symbol : parcel.symbols()) {
                lengths[symbol]++;
            }
        }
        return lengths;
    }

    private static List<Parcel> packaged(List<Parcel> row) {
        List<Parcel> packages = new ArrayList<>();
        for (int i = 0; i + 1 < row.size(); i += 2) {
            int[] one = row.get(i).symbols();
            int[] other = row.get(i + 1).symbols();
            int[] both = new int[one.length + other.length];
            System.arraycopy(one, 0, both, 0, one.length);
            System.arraycopy(other, 0, both, one.length, other.length);
            packages.add(new Parcel(row.get(i).weight() + row.get(i + 1).weight(), both));
        }
        return packages;
    }

    private static List<Parcel> merged(List<Parcel> leaves, List<Parcel> packages) {
        List<Parcel> all = new ArrayList<>(leaves);
        all.addAll(packages);
        all.sort(Comparator.comparingLong(Parcel::weight));
        return all;
    }

    /** The canonical codes, bit-reversed as deflate writes them. */
    static int[] codes(int[] lengths) {
        int[] codes = new int[lengths.length];
        int code = 0;
        for (int length = 1; length < Integer.SIZE / 2; length++) {
            for (int symbol = 0; symbol < lengths.length; symbol++) {
                if (lengths[symbol] == length) {
                    codes[symbol] = Integer.reverse(code++) >>> (Integer.SIZE - length);
                }
            }
            code <<= 1;
        }
        return codes;
    }
}
