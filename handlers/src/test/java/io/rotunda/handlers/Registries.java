package io.rotunda.handlers;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How much every map and every collection holds that can be reached from an object of ours, found by looking and not
/// by a list: one that is added later is found as well. What is kept in a database is not looked into.
final class Registries {
    private static final String OURS = "io.rotunda.";
    private static final String KEPT = "io.rotunda.persistence.memory";

    private final IdentityHashMap<Object, Object> seen = new IdentityHashMap<>();
    private final SortedMap<String, Integer> sizes = new TreeMap<>();

    /// Sums by the class and the name of the field.
    static SortedMap<String, Integer> sizes(Object root) {
        var registries = new Registries();
        registries.look("", root);
        return registries.sizes;
    }

    private void look(String name, @Nullable Object value) {
        if (value == null || seen.put(value, value) != null) {
            return;
        }
        switch (value) {
            case Map<?, ?> map -> {
                sizes.merge(name, map.size(), Integer::sum);
                List.copyOf(map.values()).forEach(one -> look(name, one));
            }
            case Collection<?> collection -> {
                sizes.merge(name, collection.size(), Integer::sum);
                List.copyOf(collection).forEach(one -> look(name, one));
            }
            case Object[] array -> Stream.of(array).forEach(one -> look(name, one));
            default -> fields(value);
        }
    }

    private void fields(Object owner) {
        for (Class<?> type = owner.getClass(); type != null && ours(type); type = type.getSuperclass()) {
            for (var field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    look(type.getSimpleName() + "." + field.getName(), read(field, owner));
                }
            }
        }
    }

    private static boolean ours(Class<?> type) {
        return type.getName().startsWith(OURS) && !type.getName().startsWith(KEPT) && !type.isEnum();
    }

    private static @Nullable Object read(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
