package io.rotunda.handlers;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Sees to it that a test hears what it says in [Hears].
final class Hearing implements BeforeTestExecutionCallback, AfterTestExecutionCallback {
    /// The names of what actors heard since the test began; tests run one at a time.
    private static final Set<String> EVENTS = ConcurrentHashMap.newKeySet();

    static void note(String event) {
        EVENTS.add(event);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        EVENTS.clear();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        var missing = new TreeSet<>(Set.of(
                context.getRequiredTestMethod().getAnnotation(Hears.class).value()));
        missing.removeAll(EVENTS);
        if (!missing.isEmpty() && context.getExecutionException().isEmpty()) {
            throw new AssertionError("nobody heard " + missing);
        }
    }
}
