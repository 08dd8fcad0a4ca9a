package io.rotunda.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// One method that JMH times, run without JMH.
///
/// @param parameter the value of the benchmark's one parameter; empty if it has none
record Operation(Method method, String parameter) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 100;
    private static final int ROUNDS = 4;
    private static final int ROUND = 25;

    /// All of a benchmark, by name.
    static Stream<Operation> of(Class<?> benchmark) {
        return Arrays.stream(benchmark.getMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .sorted(Comparator.comparing(Method::getName))
                .flatMap(method -> parameters(benchmark).map(value -> new Operation(method, value)));
    }

    /// The one operation of this name, with another value of the parameter than JMH tries.
    static Operation of(Class<?> benchmark, String name, int parameter) {
        try {
            return new Operation(benchmark.getMethod(name), Integer.toString(parameter));
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Stream<String> parameters(Class<?> benchmark) {
        return Arrays.stream(benchmark.getFields())
                .filter(field -> field.isAnnotationPresent(Param.class))
                .findFirst()
                .map(field -> Arrays.stream(field.getAnnotation(Param.class).value()))
                .orElse(Stream.of(""));
    }

    /// Bytes that one run allocates when everything is warm: the least of some rounds, because now and then a table
    /// grows.
    long allocatedBytes() {
        try {
            var target = prepared();
            for (int i = 0; i < WARM_UP; i++) {
                method.invoke(target);
            }
            long least = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < ROUND; i++) {
                    method.invoke(target);
                }
                least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
            }
            return least / ROUND;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(this + " failed", e);
        }
    }

    private Object prepared() throws ReflectiveOperationException {
        var target = method.getDeclaringClass().getConstructor().newInstance();
        for (var field : target.getClass().getFields()) {
            if (!parameter.isEmpty() && field.isAnnotationPresent(Param.class)) {
                field.setInt(target, Integer.parseInt(parameter));
            }
        }
        for (var setup : setups()) {
            setup.invoke(target);
        }
        return target;
    }

    private List<Method> setups() {
        return Arrays.stream(method.getDeclaringClass().getMethods())
                .filter(one -> one.isAnnotationPresent(Setup.class))
                .toList();
    }

    @Override
    public String toString() {
        var name = method.getDeclaringClass().getSimpleName().replace("Benchmark", "") + "." + method.getName();
        return parameter.isEmpty() ? name : name + "(" + parameter + ")";
    }
}
