package io.rotunda.benchmarks;

import io.rotunda.persistence.Stores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/// Counts what the stores are asked for.
final class Questions {
    private long asked;

    long asked() {
        return asked;
    }

    /// The same stores, with each call counted.
    Stores counting(Stores stores) {
        try {
            var components = Stores.class.getRecordComponents();
            var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var counted = new Object[types.length];
            for (int i = 0; i < types.length; i++) {
                counted[i] = counted(types[i], components[i].getAccessor().invoke(stores));
            }
            return Stores.class.getDeclaredConstructor(types).newInstance(counted);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object counted(Class<?> type, Object store) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
            asked++;
            try {
                return method.invoke(store, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
