package org.twomes.station.config.bind;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Every key there is, and which of them somebody who wrote another one may have meant. */
public final class KnownKeys {
    private KnownKeys() {}

    /** All dotted keys of {@code type} and the records in it, sections included; list entries as {@code slots[].path}. */
    public static List<String> of(Class<?> type) {
        List<String> keys = new ArrayList<>();
        collect(type, "", keys);
        return keys;
    }

    /** The record that a component of type {@code type} holds or lists, if it does. */
    static Optional<Class<?>> recordIn(Type type) {
        if (type instanceof Class<?> plain) {
            return plain.isRecord() ? Optional.of(plain) : Optional.empty();
        }
        return type instanceof ParameterizedType generic
                ? recordIn(generic.getActualTypeArguments()[0])
                : Optional.empty();
    }

    /**
     * What to say after "unknown key": the nearest sibling when it is near enough to be a slip, else the same key in another
     * section, else all siblings.
     */
    static String advice(String unknown, Collection<String> siblings, String parent, Collection<String> all) {
        Optional<String> near = nearest(unknown, siblings);
        if (near.isPresent()) {
            return "did you mean " + (parent.isEmpty() ? "" : parent + ".") + near.get() + "?";
        }
        List<String> elsewhere = all.stream()
                .filter(key -> key.substring(key.lastIndexOf('.') + 1).equalsIgnoreCase(unknown))
                .toList();
        if (!elsewhere.isEmpty()) {
            return "did you mean " + String.join(" or ", elsewhere) + "?";
        }
        return "valid here: " + String.join(", ", siblings);
    }

    private static Optional<String> nearest(String unknown, Collection<String> candidates) {
        int limit = Math.max(2, unknown.length() / 3);
        String best = "";
        int least = limit + 1;
        for (String candidate : candidates) {
            int distance = distance(simplified(unknown), simplified(candidate));
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return least <= limit ? Optional.of(best) : Optional.empty();
    }

    /** Case, dashes and underscores are the commonest slips, and count as none. */
    private static String simplified(String key) {
        return key.replace("-", "").replace("_", "").toLowerCase(java.util.Locale.ROOT);
    }

    /** Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours. */
    public static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }

    private static void collect(Class<?> type, String prefix, List<String> keys) {
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + component.getName();
            keys.add(key);
            boolean list = List.class.isAssignableFrom(component.getType());
            recordIn(component.getGenericType()).ifPresent(inner -> collect(inner, key + (list ? "[]." : "."), keys));
        }
    }
}
