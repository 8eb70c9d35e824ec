package org.twomes.station.config.bind;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.twomes.station.common.ConfigProblem;
import org.twomes.station.common.SourceLocation;
import org.twomes.station.common.YamlNode;

/**
 * Fills the configuration's records from nodes, key by component name. A value that cannot be used is complained about and the
 * default takes its place, so that the whole file is looked at in one go; the result counts only while there are no complaints.
 */
public final class RecordBinder {
    private final List<ConfigProblem> problems;
    private final Map<String, SourceLocation> places = new LinkedHashMap<>();
    private final List<String> allKeys;

    /** Adds what is wrong to {@code problems}; {@code root} is the record whose keys there are. */
    public RecordBinder(Class<?> root, List<ConfigProblem> problems) {
        this.problems = problems;
        this.allKeys = KnownKeys.of(root);
    }

    /** Where each key seen so far stands. */
    public Map<String, SourceLocation> places() {
        return places;
    }

    /**
     * Fills a record.
     *
     * @param key dotted key of the record, empty for the root
     * @param node what the file has
     * @param fallback the same record's defaults, for values that cannot be used
     */
    public <T> T record(Class<T> type, String key, YamlNode node, YamlNode.@Nullable Mapping fallback) throws Unusable {
        YamlNode.Mapping mapping;
        if (node instanceof YamlNode.Mapping given) {
            mapping = given;
        } else {
            problems.add(node.place().problem(key, "needs a map of keys, not " + node.kind()));
            if (fallback == null) {
                throw new Unusable();
            }
            mapping = fallback;
        }
        refuseUnknown(type, key, mapping);
        RecordComponent[] components = type.getRecordComponents();
        List<Object> values = new ArrayList<>();
        boolean usable = true;
        for (RecordComponent component : components) {
            String childKey = key.isEmpty() ? component.getName() : key + "." + component.getName();
            YamlNode.@Nullable Entry entry = mapping.entries().get(component.getName());
            YamlNode.@Nullable Entry spare =
                    fallback == null ? null : fallback.entries().get(component.getName());
            try {
                values.add(component(component, childKey, mapping.place(), entry, spare));
            } catch (Unusable e) {
                usable = false;
            }
        }
        if (!usable) {
            throw new Unusable();
        }
        return construct(type, components, values);
    }

    private void refuseUnknown(Class<?> type, String key, YamlNode.Mapping mapping) {
        Collection<String> valid = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        mapping.entries().forEach((name, entry) -> {
            if (!valid.contains(name)) {
                String full = key.isEmpty() ? name : key + "." + name;
                problems.add(
                        entry.place().problem(full, "unknown key; " + KnownKeys.advice(name, valid, key, allKeys)));
            }
        });
    }

    private Object component(
            RecordComponent component,
            String key,
            SourceLocation parent,
            YamlNode.@Nullable Entry entry,
            YamlNode.@Nullable Entry spare)
            throws Unusable {
        if (entry == null) {
            return absent(component, key, parent);
        }
        places.put(key, entry.place());
        YamlNode.@Nullable Mapping fallback =
                spare != null && spare.value() instanceof YamlNode.Mapping map ? map : null;
        try {
            return value(component.getGenericType(), key, entry.value(), fallback);
        } catch (BadValue e) {
            problems.add(entry.value().place().problem(key, e.why()));
        } catch (Unusable e) {
            places.remove(key);
        }
        if (spare == null) {
            return standIn(component.getType());
        }
        try {
            return value(component.getGenericType(), key, spare.value(), fallback);
        } catch (BadValue e) {
            throw new IllegalStateException("default of " + key + ": " + e.why(), e);
        }
    }

    private Object absent(RecordComponent component, String key, SourceLocation parent) throws Unusable {
        if (component.getType() == Optional.class) {
            return Optional.empty();
        }
        if (component.isAnnotationPresent(MayBeAbsent.class)) {
            return "";
        }
        problems.add(parent.problem(key, "is missing"));
        return standIn(component.getType());
    }

    /** Keeps a list entry, whose keys have no defaults, in its place after a complaint, so that its other keys are looked at. */
    private static Object standIn(Class<?> type) throws Unusable {
        if (type == String.class) {
            return "";
        }
        if (type == Optional.class) {
            return Optional.empty();
        }
        throw new Unusable();
    }

    private Object value(Type type, String key, YamlNode node, YamlNode.@Nullable Mapping fallback)
            throws BadValue, Unusable {
        boolean empty = node instanceof YamlNode.Scalar scalar && scalar.isEmpty();
        if (type == OptionalInt.class) {
            return empty ? OptionalInt.empty() : OptionalInt.of((Integer) value(int.class, key, node, null));
        }
        if (type instanceof ParameterizedType generic) {
            Type inner = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == List.class) {
                return empty ? List.of() : list(inner, key, node);
            }
            return empty ? Optional.empty() : Optional.of(value(inner, key, node, null));
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return record(plain, key, node, fallback);
        }
        if (node instanceof YamlNode.Scalar scalar) {
            return ScalarReader.read(plain, scalar);
        }
        throw new BadValue("needs a single value, not " + node.kind());
    }

    private List<Object> list(Type inner, String key, YamlNode node) throws BadValue {
        if (!(node instanceof YamlNode.Listing listing)) {
            throw new BadValue("needs a list such as [a, b], not " + node.kind());
        }
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < listing.items().size(); i++) {
            YamlNode item = listing.items().get(i);
            String itemKey = key + "[" + i + "]";
            places.put(itemKey, item.place());
            try {
                items.add(value(inner, itemKey, item, null));
            } catch (BadValue e) {
                problems.add(item.place().problem(itemKey, e.why()));
            } catch (Unusable e) {
                // The complaint has been made; the entry is left out.
            }
        }
        return List.copyOf(items);
    }

    private static <T> T construct(Class<T> type, RecordComponent[] components, List<Object> values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            String names =
                    Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.joining(", "));
            throw new IllegalStateException("cannot make " + type + " of " + names, e);
        }
    }

    /** A record without a value for one of its keys; the complaint has been made. */
    public static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable() {
            super("a key has no usable value");
        }
    }
}
