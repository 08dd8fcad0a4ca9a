package io.rotunda.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a whole server allocates for what clients do, over real connections and with a real database.
@Timeout(120)
class ServerBudgetsE2E {
    /// What the JVM, the database's driver and virtual threads do of their own accord differs from run to run.
    private static final double TOLERANCE = 0.08;

    @TempDir
    private Path home;

    @Test
    void noOperationOfTheServerAllocatesMoreThanItsBudget() throws Exception {
        var budgets = new Budgets("server", TOLERANCE);
        try (var server = new ServerProcess(home);
                var load = new Load(server.port())) {
            load.connects(200);
            budgets.add("connect-and-join", measured(server, 300, () -> load.connects(300)));
            load.fillsARoom(200);
            load.types(50);
            budgets.add("delivery-of-typing", measured(server, 20_000, () -> load.types(100)));
            load.polls(200);
            budgets.add("poll", measured(server, 500, () -> load.polls(500)));
            load.sends(300, 1);
            budgets.add("durable-send", measured(server, 300, () -> load.sends(300, 1)));
            load.sends(1_000, 50);
            budgets.add("durable-send-of-50", measured(server, 4_000, () -> load.sends(4_000, 50)));
        }
        budgets.settle();
    }

    /// Bytes allocated for each of so many operations, without those for asking.
    private static long measured(ServerProcess server, int operations, Work work) throws IOException {
        long asking = -server.allocatedBytes() + server.allocatedBytes();
        long before = server.allocatedBytes();
        work.run();
        return (server.allocatedBytes() - before - asking) / operations;
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }
}
