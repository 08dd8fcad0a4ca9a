package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.rotunda.persistence.Messages.Appended;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/// What became of appends, and of many of them at once.
final class Outcomes {
    private Outcomes() {}

    static Message committed(Appended appended) {
        return assertInstanceOf(Appended.Committed.class, appended).message();
    }

    static Message repeated(Appended appended) {
        return assertInstanceOf(Appended.Repeated.class, appended).first();
    }

    static Message append(Messages messages, Draft draft) {
        return committed(messages.append(draft, _ -> {}));
    }

    /// Runs `task` with 0, 1, … on as many virtual threads at once.
    static <T> List<T> atOnce(int threads, IntFunction<T> task) throws InterruptedException, ExecutionException {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<T>>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                futures.add(executor.submit(() -> task.apply(number)));
            }
            var results = new ArrayList<T>();
            for (var future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}
