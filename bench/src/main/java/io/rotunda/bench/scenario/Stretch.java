package io.rotunda.bench.scenario;

import io.rotunda.bench.client.Clients;
import io.rotunda.bench.contest.Server;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// What happened in a measured stretch of time.
record Stretch(Usage usage, double deliveries, double answers, double sends) {
    private record Count(Usage usage, long deliveries, long answers, long sends) {}

    /// Waits so long, and tells the rate meanwhile.
    static Stretch measure(Run run, Clients clients, Traffic traffic, Duration duration, String what)
            throws InterruptedException {
        var before = count(run.server(), clients, traffic);
        long end = System.nanoTime() + duration.toNanos();
        for (var last = before; System.nanoTime() < end; ) {
            Thread.sleep(Math.max(1, Math.min(500, (end - System.nanoTime()) / 1_000_000)));
            var now = count(run.server(), clients, traffic);
            double seconds = now.usage.since(last.usage).seconds();
            run.report(String.format(
                    Locale.ROOT, "%s, %,.0f deliveries/s", what, (now.deliveries - last.deliveries) / seconds));
            last = now;
        }
        var after = count(run.server(), clients, traffic);
        return new Stretch(
                after.usage.since(before.usage),
                after.deliveries - before.deliveries,
                after.answers - before.answers,
                after.sends - before.sends);
    }

    /// For each delivery, or for each acknowledged message.
    Map<Metric, Double> values(boolean messages, boolean durable) {
        var values = usage.per(messages ? answers : deliveries);
        if (durable) {
            values.put(Metric.DATABASE_CPU, usage.database() / answers);
        }
        return values;
    }

    private static Count count(Server server, Clients clients, Traffic traffic) throws InterruptedException {
        return clients.onLoop(() -> new Count(
                Usage.of(server),
                traffic.ledger().delivered(),
                traffic.answers(),
                traffic.ledger().sent()));
    }
}
