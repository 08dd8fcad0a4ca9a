package io.rotunda.server;

import io.rotunda.handlers.Dispatcher;
import io.rotunda.handlers.ErrorCode;
import io.rotunda.handlers.EventCounts;
import io.rotunda.persistence.CommitWatch;
import io.rotunda.persistence.Database;
import io.rotunda.rooms.Feed;
import io.rotunda.rooms.Rooms;
import io.rotunda.server.admin.AdminNamespace;
import io.rotunda.server.emitters.Emitters;
import io.rotunda.server.emitters.Reason;
import io.rotunda.server.emitters.Source;
import io.rotunda.server.metrics.Metrics;
import io.rotunda.server.webhooks.Webhooks;
import io.rotunda.server.wire.Wire;
import io.rotunda.server.wire.WireWatch;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What is measured on this node: a line for each.
final class NodeMetrics {
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e6;

    private final Metrics metrics = new Metrics();
    private final EventCounts sent = EventCounts.ofServerEvents();

    /// What clients were sent, once for each.
    EventCounts sent() {
        return sent;
    }

    /// What the wire tells of what it writes.
    WireWatch writing() {
        var seconds = metrics.histogram(
                "delivery.seconds",
                "From the commit of an event, or its arrival if nobody keeps it, until the members of its room on one"
                        + " event loop were written to",
                0.0005,
                0.001,
                0.0025,
                0.005,
                0.01,
                0.025,
                0.05,
                0.1,
                0.25,
                0.5,
                1,
                2.5,
                5);
        return new WireWatch() {
            @Override
            public void delivered(String event, int clients) {
                sent.add(event, clients);
            }

            @Override
            public void written(int micros) {
                seconds.accept(micros / MICROS);
            }
        };
    }

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
        metrics.gauge(
                "database.connections",
                "Connections to PostgreSQL, beside those that commit",
                database::openConnections);
        metrics.gauge("database.questions", "Questions that PostgreSQL is answering", database::questions);
        metrics.gauge(
                "database.questions.waiting",
                "Questions that wait for a connection to PostgreSQL",
                database::waitingQuestions);
        metrics.gauge("commit.queued.rows", "Messages and changes that wait for their commit", database::queuedRows);
    }

    void describe(Dispatcher dispatcher, Rooms rooms) {
        metrics.gauge("sessions", "Sockets with an accepted token", dispatcher::sessions);
        metrics.gauge("rooms", "Rooms with somebody in them", rooms::count);
        count("events.received", "Events that clients sent, refused or not", dispatcher.received());
        count("events.sent", "Events that clients were sent, once for each", sent);
        var replays = dispatcher.replays();
        metrics.counter("replays", "Pages of rooms' logs sent to clients that entered or came back", replays::pages);
        metrics.counter("replayed.events", "Messages and changes on these pages", replays::events);
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

    void describe(AdminNamespace admin) {
        metrics.counter("admin.logins.refused", "Operators that were not let in", admin::refusals);
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
        metrics.gauge("inbound.bytes", "What clients have begun to send and not ended", wire::inboundBytes);
        metrics.gauge("tcp.connections", "Open connections, whatever they are for", wire::channels);
        metrics.counter("slow.consumers.cut", "Clients cut because they did not read", wire::slowConsumersCut);
        metrics.counter("handshakes.refused", "Handshakes answered 503 OVERLOADED", wire::handshakesRefused);
    }

    /// As Prometheus reads it; asks the database whether it is there.
    String text() {
        return metrics.text();
    }

    private void count(String name, String help, EventCounts counts) {
        for (var event : counts.names()) {
            metrics.counter(name, help, () -> counts.sum(event), "event", event);
        }
    }

    private static int one(boolean so) {
        return so ? 1 : 0;
    }
}
