package io.rotunda.server;

import io.rotunda.handlers.Dispatcher;
import io.rotunda.handlers.ErrorCode;
import io.rotunda.persistence.CommitWatch;
import io.rotunda.persistence.Database;
import io.rotunda.rooms.Feed;
import io.rotunda.rooms.Rooms;
import io.rotunda.server.emitters.Emitters;
import io.rotunda.server.emitters.Reason;
import io.rotunda.server.emitters.Source;
import io.rotunda.server.metrics.Metrics;
import io.rotunda.server.webhooks.Webhooks;
import io.rotunda.server.wire.Wire;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What is measured on this node: a line for each.
final class NodeMetrics {
    private static final double NANOS = 1e9;

    private final Metrics metrics = new Metrics();

    /// What the database tells of its commits.
    CommitWatch commits() {
        var rows = metrics.histogram(
                "commit.batch.rows", "Messages and changes in one commit", 1, 2, 5, 10, 20, 50, 100, 200, 500);
        var seconds = metrics.histogram(
                "commit.seconds",
                "From when a batch was taken until all of it was answered",
                0.001,
                0.002,
                0.005,
                0.01,
                0.02,
                0.05,
                0.1,
                0.25,
                0.5,
                1,
                2.5,
                5);
        return (count, nanos) -> {
            rows.accept(count);
            seconds.accept(nanos / NANOS);
        };
    }

    void describe(Database database) {
        metrics.gauge("database.up", "1 while PostgreSQL answers", () -> one(database.healthy()));
        for (var setting : Database.DURABILITY) {
            metrics.gauge(
                    "database.durable",
                    "0 while this setting of PostgreSQL is off, so that acknowledged messages can be lost",
                    () -> one(!database.durabilityOff().contains(setting)),
                    "setting",
                    setting);
        }
        metrics.gauge("commit.queued.rows", "Messages and changes that wait for their commit", database::queuedRows);
    }

    void describe(Dispatcher dispatcher, Rooms rooms) {
        metrics.gauge("sessions", "Sockets with an accepted token", dispatcher::sessions);
        metrics.gauge("rooms", "Rooms with somebody in them", rooms::count);
        var recovery = dispatcher.recovery();
        metrics.counter("recoveries", "Clients that came back and missed nothing", recovery::recovered);
        metrics.counter("recoveries.unknown", "Clients that came back as somebody not known here", recovery::unknown);
        for (var why : Feed.Gap.values()) {
            metrics.counter(
                    "recoveries.gaps",
                    "Clients that came back, but something may be missing",
                    () -> recovery.gaps(why),
                    "why",
                    why.name());
        }
        metrics.gauge("recovery.absent", "Clients that are away and may come back", recovery::absent);
        metrics.gauge("recovery.kept.bytes", "What is kept for those who are away", rooms::keptBytes);
        for (var code : ErrorCode.values()) {
            metrics.counter(
                    "refusals", "Events that were refused", () -> dispatcher.refused(code), "code", code.name());
        }
    }

    /// @param webhooks null where nobody is told
    void describe(@Nullable Webhooks webhooks) {
        if (webhooks == null) {
            return;
        }
        var counts = webhooks.counts();
        metrics.gauge(
                "webhooks.pending", "Events that wait to be delivered, where this node delivers", counts::pending);
        metrics.gauge("webhooks.oldest.seconds", "How long ago the oldest of them happened", counts::oldestSeconds);
        metrics.counter("webhooks.delivered", "Events that the receiver accepted", counts::delivered);
        metrics.counter("webhooks.failures", "Attempts that the receiver did not accept", counts::failed);
        metrics.counter("webhooks.given.up", "Events that were too old or too many", counts::givenUp);
        metrics.counter("webhooks.unnoted", "Events that could not be kept for delivery", counts::unnoted);
    }

    void describe(Emitters emitters) {
        metrics.gauge("redis.up", "1 while emitters are heard through Redis", () -> one(emitters.connected()));
        metrics.gauge("emitters.waiting", "What emitters sent that is not told yet", emitters::waiting);
        metrics.counter(
                "emitters.stream.gaps", "Times the stream was trimmed further than it was read", emitters::gaps);
        for (var source : Source.values()) {
            metrics.counter(
                    "emitters.carried.out",
                    "What emitters sent that was done",
                    () -> emitters.carriedOut(source),
                    "source",
                    source.label());
        }
        for (var reason : Reason.values()) {
            metrics.counter(
                    "emitters.dropped",
                    "What emitters sent that was not done",
                    () -> emitters.dropped(reason),
                    "reason",
                    reason.label());
        }
    }

    void describe(Wire wire, BooleanSupplier draining) {
        metrics.gauge("draining", "1 while the server is about to go", () -> one(draining.getAsBoolean()));
        for (var polling : new boolean[] {true, false}) {
            metrics.gauge(
                    "connections",
                    "Engine.IO sessions",
                    () -> wire.connections(polling),
                    "transport",
                    polling ? "polling" : "websocket");
        }
        metrics.gauge("outbound.bytes", "What clients have not read yet", wire::outboundBytes);
        metrics.counter("slow.consumers.cut", "Clients cut because they did not read", wire::slowConsumersCut);
        metrics.counter("handshakes.refused", "Handshakes answered 503 OVERLOADED", wire::handshakesRefused);
    }

    /// As Prometheus reads it; asks the database whether it is there.
    String text() {
        return metrics.text();
    }

    private static int one(boolean so) {
        return so ? 1 : 0;
    }
}
