package io.rotunda.server.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.Messages;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.RoomId;
import io.rotunda.server.webhooks.ReceiverServer.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What the receiver is told, and in what order, by a real database and over real HTTP.
class WebhooksIT {
    @RegisterExtension
    final WebhookScene scene = new WebhookScene();

    @Test
    void whatIsSentIsToldOnceAndInTheOrderOfItsRoom() throws Exception {
        try (var _ = scene.webhooks()) {
            var rooms =
                    IntStream.range(0, 20).mapToObj(_ -> WebhookScene.channel()).toList();
            var sent = new ArrayList<Messages.Submission>();
            for (int i = 0; i < 30; i++) {
                for (var some : rooms) {
                    sent.add(scene.messages().submit(WebhookScene.draft(some, "message " + i), _ -> {}));
                }
            }
            sent.forEach(Messages.Submission::await);
            var last = new HashMap<String, Long>();
            for (int i = 0; i < sent.size(); i++) {
                var event = scene.receiver.next();
                assertEquals("message:new", event.type());
                assertEquals("/hooks?from=rotunda", event.path());
                assertEquals(last.merge(event.room(), 1L, Long::sum), event.seq());
            }
            assertEquals(rooms.size(), last.size());
        }
        assertEquals(List.of(), scene.receiver.rest());
        assertEquals(0, WebhookScene.waiting());
    }

    @Test
    void aRoomWaitsForWhatWasNotAcceptedAndOthersGoOn() throws Exception {
        var refused = new AtomicInteger();
        scene.receiver.answers(event -> event.content().equals("one") && refused.incrementAndGet() < 4 ? 500 : 200);
        try (var _ = scene.webhooks()) {
            scene.send(scene.room, "one");
            scene.send(scene.room, "two");
            var other = scene.send(new RoomId.Channel("acme", "other-" + UUID.randomUUID()), "elsewhere");
            var contents = List.of(
                    scene.receiver.next().content(),
                    scene.receiver.next().content(),
                    scene.receiver.next().content());
            assertTrue(contents.contains(other.draft().content()));
            assertEquals(
                    List.of("one", "two"),
                    contents.stream().filter(c -> !c.equals("elsewhere")).toList());
            var attempts = scene.receiver.received().stream()
                    .filter(e -> e.content().equals("one"))
                    .toList();
            assertEquals(4, attempts.size());
            assertEquals(1, attempts.stream().map(Event::id).distinct().count());
        }
    }

    @Test
    void aRoomHasItsTurnHoweverManyOthersKeepHavingMoreToTell() throws Exception {
        var busy = IntStream.range(0, Deliverer.AT_ONCE)
                .mapToObj(_ -> WebhookScene.channel())
                .toList();
        var sent = new ArrayList<Messages.Submission>();
        for (int i = 0; i < 60; i++) {
            for (var some : busy) {
                sent.add(scene.messages().submit(WebhookScene.draft(some, "message"), _ -> {}));
            }
        }
        sent.forEach(Messages.Submission::await);
        var more = new AtomicBoolean(true);
        scene.receiver.answers(event -> {
            if (more.get() && event.content().equals("message")) {
                scene.send((RoomId.Timeline) RoomId.parse(event.room(), "acme"), "message");
            }
            return 200;
        });
        try (var _ = scene.webhooks()) {
            scene.receiver.next();
            scene.send(scene.room, "at last");
            var event = scene.receiver.next();
            for (int i = 0; i < 20_000 && !event.content().equals("at last"); i++) {
                event = scene.receiver.next();
            }
            assertEquals("at last", event.content());
            more.set(false);
        }
    }

    @Test
    void roomsThatTheReceiverRejectsKeepNobodyElseBack() throws Exception {
        scene.receiver.answers(event -> event.content().equals("odd") ? 422 : 200);
        // A receiver that is down is tried again after a minute.
        var slow = new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(1), () -> 1.0);
        try (var webhooks = new Webhooks(
                scene.settings(WebhookScene.PLENTY),
                scene.outbox(),
                WebhookScene.PATIENCE,
                scene::now,
                slow,
                HttpReceiver.TIMEOUT)) {
            for (int i = 1; i <= 8; i++) {
                scene.send(WebhookScene.channel(), "odd");
                int failed = i;
                WebhookScene.await(() -> webhooks.counts().failed() == failed);
            }
            scene.send(scene.room, "hi");
            assertEquals("hi", scene.receiver.next().content());
        }
    }

    @Test
    void whatHappensInARoomIsToldInItsOrder() throws Exception {
        try (var webhooks = scene.webhooks()) {
            var call = new RoomId.Call("acme", "standup");
            var watch = webhooks.watch();
            scene.send(scene.room, "before");
            assertEquals("before", scene.receiver.next().content());
            watch.occupied(new RoomId.Org("acme")); // is not told: presence says it
            watch.happened(scene.room, frame("channel:join")); // neither: it is no call
            watch.occupied(scene.room);
            assertEquals("room:occupied " + scene.room.wireName(), named(scene.receiver.next()));
            watch.occupied(call);
            watch.happened(call, frame("call:participant_joined"));
            watch.vacated(call);
            assertEquals("room:occupied call:standup", named(scene.receiver.next()));
            assertEquals("call:participant_joined call:standup", named(scene.receiver.next()));
            assertEquals("room:vacated call:standup", named(scene.receiver.next()));
            watch.happened(new RoomId.Org("acme"), frame("presence:update"));
            assertEquals("presence:update org:acme", named(scene.receiver.next()));
        }
    }

    @Test
    void theTimeAndTheBodyAreSigned() throws Exception {
        try (var _ = scene.webhooks()) {
            scene.send(scene.room, "signed");
            var event = scene.receiver.next();
            var signature = event.signature();
            assertTrue(signature.matches("t=[0-9]+,v1=[0-9a-f]{64}"), signature);
            long seconds = Long.parseLong(signature.substring(2, signature.indexOf(',')));
            var body = event.body().getBytes(StandardCharsets.UTF_8);
            assertEquals(signature, Signature.of(WebhookScene.SECRET, seconds, body));
            assertFalse(signature.equals(Signature.of(WebhookScene.SECRET, seconds + 1, body)));
        }
    }

    private static String named(Event event) {
        return event.type() + " " + event.room();
    }

    private static Frame frame(String event) {
        return Frame.transientEvent(event, "{}".getBytes(StandardCharsets.UTF_8));
    }
}
