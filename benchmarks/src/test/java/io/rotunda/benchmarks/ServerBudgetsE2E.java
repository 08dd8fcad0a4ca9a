package io.rotunda.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a whole server allocates for what clients do, over real connections and with a real database, and what it
/// keeps.
@Timeout(120)
@SuppressWarnings("NullAway.Init") // JUnit starts it
class ServerBudgetsE2E {
    /// What the JVM, the database's driver and virtual threads do of their own accord differs from run to run.
    private static final double TOLERANCE = 0.08;

    /// What a slow machine spends on the passing of time is shared by the deliveries of a round.
    private static final long GRAIN = 24;

    private ServerProcess server;

    /// One for each test: what it keeps for two minutes for clients that may come back, it must not give up while
    /// another test looks at its heap.
    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        server = new ServerProcess(home);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void noOperationOfTheServerAllocatesMoreThanItsBudget() throws IOException {
        var budgets = new Budgets("server", TOLERANCE, GRAIN);
        try (var load = new Load(server.port())) {
            load.connects(150);
            budgets.add("connect-and-join", measured(250, () -> load.connects(250)));
            load.fillsARoom(200);
            load.types(30);
            budgets.add("delivery-of-typing", measured(20_000, () -> load.types(100)));
            load.polls(150);
            budgets.add("poll", measured(300, () -> load.polls(300)));
            load.sends(200, 1);
            budgets.add("durable-send", measured(200, () -> load.sends(200, 1)));
            load.sends(1_000, 50);
            budgets.add("durable-send-of-50", measured(3_000, () -> load.sends(3_000, 50)));
        }
        budgets.settle();
    }

    @Test
    void theSevenThousandthSocketTakesNoMoreMemoryThanTheThousandth() throws IOException {
        try (var load = new Load(server.port())) {
            load.idles(1_000); // until everything is there that is there once
            long few = server.usedHeap();
            load.idles(2_000);
            long more = server.usedHeap();
            load.idles(4_000);
            long many = server.usedHeap();

            long first = (more - few) / 2_000;
            long then = (many - more) / 4_000;
            assertTrue(then <= first + first / 5, first + " bytes for each of the first two thousand, then " + then);
        }
    }

    /// Bytes allocated for each of so many operations, without those for asking.
    private long measured(int operations, Work work) throws IOException {
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
