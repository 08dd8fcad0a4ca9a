package io.rotunda.server.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/// Lets clients talk on a stage while faults happen to it, and writes down all of it.
final class Campaign {
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final int ACKS_OF_SERVICE = 10;

    private final Stage stage;
    private final Pace pace;
    private final Path directory;
    private final Progress progress;

    /// Hears what happens while it happens.
    interface Progress {
        void fault(Fault fault, Clients.Status status, Duration sinceStart);
    }

    /// @param directory where histories are written
    Campaign(Stage stage, Pace pace, Path directory, Progress progress) throws IOException {
        this.stage = stage;
        this.pace = pace;
        this.directory = Files.createDirectories(directory);
        this.progress = progress;
    }

    /// Runs a schedule to its end, or to a time.
    ///
    /// @param number makes the rooms differ from those of other segments
    /// @param end when no more faults begin
    /// @throws IOException if the server or its clients do not come back, or end as they should not
    Segment run(int number, Schedule schedule, Instant end) throws Exception {
        var file = directory.resolve("history-%d-%d.jsonl".formatted(schedule.seed(), number));
        try (var history = new HistoryFile(file);
                var clients = new Clients(stage.guard(), history)) {
            history.record("schedule", line -> describe(schedule, line));
            clients.talk(stage.url(), schedule.seed(), number, pace);
            happen(schedule, history, clients, end);
            var behind = clients.settle(PATIENCE);
            int rooms;
            try (var connection = stage.postgres().connect()) {
                rooms = new Tables(connection, history).write(number);
            }
            var done = clients.status();
            history.record(
                    "end",
                    line -> line.put("acked", done.acked())
                            .put("failed", done.failed())
                            .put("unknown", done.unknown()));
            return new Segment(number, schedule, file, done, rooms, behind);
        }
    }

    private void happen(Schedule schedule, HistoryFile history, Clients clients, Instant end) throws Exception {
        var faults = new Faults(stage, history);
        var begun = Instant.now();
        var running = new ArrayList<Future<?>>();
        @SuppressWarnings("resource") // not closed: that would wait for a fault that does not end
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        try {
            for (var fault : schedule.faults()) {
                if (!Instant.now().isBefore(end)) {
                    break;
                }
                Thread.sleep(fault.afterMs());
                var happening = executor.submit(() -> {
                    faults.happen(fault);
                    return null;
                });
                running.add(happening);
                if (fault.await() != Fault.Await.NOTHING) {
                    finish(running);
                    awaitService(fault, clients);
                }
                progress.fault(fault, clients.status(), Duration.between(begun, Instant.now()));
            }
            finish(running);
        } finally {
            executor.shutdownNow();
        }
    }

    private static void finish(List<Future<?>> running) throws Exception {
        for (var one : running) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
        running.clear();
    }

    private void awaitService(Fault fault, Clients clients) throws Exception {
        long acked = clients.status().acked();
        await("acknowledgements", fault, clients, () -> clients.status().acked() >= acked + ACKS_OF_SERVICE);
        if (fault.await() == Fault.Await.EVERYBODY) {
            await("everybody", fault, clients, () -> clients.status().allSettled());
        }
    }

    private void await(String what, Fault fault, Clients clients, BooleanSupplier isThere) throws Exception {
        var end = Instant.now().plus(PATIENCE);
        while (!isThere.getAsBoolean()) {
            if (!clients.areAlive() || Instant.now().isAfter(end)) {
                throw new IOException("waited in vain for " + what + " after " + fault + "; the server said:\n"
                        + stage.server().lastLines());
            }
            Thread.sleep(20);
        }
    }

    private static void describe(Schedule schedule, ObjectNode line) {
        var faults = line.put("seed", schedule.seed()).putArray("faults");
        schedule.faults().forEach(fault -> faults.add(fault.toString()));
    }
}
