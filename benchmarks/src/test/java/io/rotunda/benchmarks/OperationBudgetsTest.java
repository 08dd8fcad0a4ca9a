package io.rotunda.benchmarks;

import io.rotunda.handlers.PayloadBenchmark;
import io.rotunda.server.wire.PacketBenchmark;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the hot path allocates does not grow unseen. Bytes, not times: those are the same on every machine.
class OperationBudgetsTest {
    /// As far as the allocator's and the collections' own growth shows.
    private static final double TOLERANCE = 0.02;

    private static final List<Class<?>> BENCHMARKS = List.of(
            WebSocketEchoBenchmark.class,
            PollingEchoBenchmark.class,
            PacketBenchmark.class,
            PayloadBenchmark.class,
            EventBenchmark.class,
            RoomsBenchmark.class,
            FanOutBenchmark.class);

    @Test
    void noOperationAllocatesMoreThanItsBudget() throws IOException {
        var budgets = new Budgets("operations", TOLERANCE, 8);
        BENCHMARKS.stream()
                .flatMap(Operation::of)
                .forEach(operation -> budgets.add(operation.toString(), operation.allocatedBytes()));
        budgets.settle();
    }
}
