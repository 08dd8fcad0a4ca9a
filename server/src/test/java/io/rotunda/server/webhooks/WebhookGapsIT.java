package io.rotunda.server.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What the receiver is not told, and that it knows.
class WebhookGapsIT {
    @RegisterExtension
    final WebhookScene scene = new WebhookScene();

    @Test
    void whatWasNotAcceptedForADayIsGivenUpAndTheReceiverIsToldOfTheGap() throws Exception {
        scene.receiver.answers(event -> event.type().equals("webhook:gap") ? 200 : 500);
        try (var webhooks = scene.webhooks()) {
            scene.send(scene.room, "one");
            scene.send(scene.room, "two");
            WebhookScene.await(() -> webhooks.counts().failed() > 0);
            scene.ahead = Upkeep.GIVE_UP.plusSeconds(1);
            var gap = scene.receiver.next();
            assertEquals(scene.room.wireName(), gap.room());
            assertEquals(1, gap.json().at("/data/fromSeq").asLong());
            assertEquals(2, gap.json().at("/data/toSeq").asLong());
            WebhookScene.await(() -> webhooks.counts().givenUp() == 2);
            scene.receiver.accepts();
            scene.send(scene.room, "three");
            assertEquals("three", scene.receiver.next().content());
        }
    }

    @Test
    void ofTooManyTheOldestGiveWayAndTheReceiverIsToldWhich() throws Exception {
        IntStream.rangeClosed(1, 10).forEach(i -> scene.send(scene.room, "message " + i));
        try (var webhooks = scene.webhooks(3, HttpReceiver.TIMEOUT)) {
            var gap = scene.receiver.next();
            assertEquals("webhook:gap", gap.type());
            assertEquals(7, gap.json().at("/data/lost").asLong());
            assertEquals(7, gap.json().at("/data/toSeq").asLong());
            for (long seq = 8; seq <= 10; seq++) {
                assertEquals(seq, scene.receiver.next().seq());
            }
            assertEquals(7, webhooks.counts().givenUp());
        }
    }

    @Test
    void thatItIsNotKnownHowMuchWaitsKeepsNobodyFromBeingTold() throws Exception {
        scene.send(scene.room, "one");
        try (var lease = Objects.requireNonNull(scene.outbox().claim());
                var blocking = WebhookScene.connect();
                var statement = blocking.createStatement()) {
            blocking.setAutoCommit(false);
            statement.execute("LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE");
            var upkeep = new Upkeep(WebhookScene.PLENTY, new Counts(), scene::now);
            upkeep.look(lease);
            assertTrue(upkeep.next() - System.nanoTime() > 0);
            blocking.rollback();
            assertEquals(1, lease.lines(Long.MIN_VALUE, 10).size());
        }
    }

    @Test
    void aGapThatWasToldIsOutOfTheOutboxBeforeWhatFollowsIsTold() throws Exception {
        scene.send(scene.room, "one");
        scene.send(scene.room, "two");
        try (var lease = Objects.requireNonNull(scene.outbox().claim())) {
            assertEquals(1, lease.giveWay(1, scene.now().plusSeconds(1)));
        }
        var hanging = new CountDownLatch(1);
        scene.receiver.answers(event -> {
            if (event.type().equals("message:new")) {
                WebhookScene.awaitQuietly(hanging);
            }
            return 200;
        });
        try (var _ = scene.webhooks()) {
            WebhookScene.await(() -> scene.receiver.received().size() == 2);
            assertEquals(1, WebhookScene.waiting());
            hanging.countDown();
        }
    }

    @Test
    void ofARoomThatIsDeletedAGapIsToldAndThenTheOneThatGetsItsName() throws Exception {
        var hanging = new CountDownLatch(1);
        scene.receiver.answers(event -> {
            WebhookScene.awaitQuietly(hanging);
            return 200;
        });
        try (var webhooks = scene.webhooks()) {
            scene.send(scene.room, "one");
            WebhookScene.await(() -> !scene.receiver.received().isEmpty());
            scene.send(scene.room, "two");
            scene.send(scene.room, "three");
            assertTrue(scene.timelines().delete(scene.room));
            hanging.countDown();
            assertEquals("one", scene.receiver.next().content());
            var gap = scene.receiver.next();
            assertEquals("webhook:gap", gap.type());
            assertEquals("acme", gap.json().path("organizationId").asText());
            assertEquals(scene.room.wireName(), gap.room());
            assertEquals(3, gap.json().at("/data/toSeq").asLong());
            assertTrue(scene.timelines().create(scene.room));
            scene.send(scene.room, "anew");
            var anew = scene.receiver.next();
            assertEquals(List.of("anew", 1L), List.of(anew.content(), anew.seq()));
            WebhookScene.await(() -> webhooks.counts().delivered() == 3);
            assertEquals(0, webhooks.counts().failed());
        }
        assertEquals(3, scene.receiver.received().size());
        assertEquals(0, WebhookScene.waiting());
    }

    @Test
    void whatWasRefusedBeforeItsRoomWasDeletedIsNotTriedAgain() throws Exception {
        scene.receiver.answers(event -> event.type().equals("webhook:gap") ? 200 : 500);
        try (var webhooks = scene.webhooks()) {
            scene.send(scene.room, "one");
            WebhookScene.await(() -> webhooks.counts().failed() > 0);
            assertTrue(scene.timelines().delete(scene.room));
            var gap = scene.receiver.next();
            assertEquals(List.of("webhook:gap", scene.room.wireName()), List.of(gap.type(), gap.room()));
            assertEquals(1, gap.json().at("/data/lost").asLong());
            WebhookScene.await(() -> webhooks.counts().delivered() == 1);
        }
        assertEquals(0, WebhookScene.waiting());
    }
}
