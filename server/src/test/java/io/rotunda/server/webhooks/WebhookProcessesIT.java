package io.rotunda.server.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Processes that deliver: one at a time, until it ends.
class WebhookProcessesIT {
    @RegisterExtension
    final WebhookScene scene = new WebhookScene();

    @Test
    void whoNoLongerDeliversKnowsNotHowMuchWaits() throws Exception {
        scene.receiver.answers(_ -> 500);
        scene.send(scene.room, "one");
        Counts counts;
        try (var webhooks = scene.webhooks()) {
            counts = webhooks.counts();
            WebhookScene.await(() -> webhooks.counts().pending() == 1);
        }
        assertEquals(0, counts.pending());
        assertEquals(0, counts.oldestSeconds());
        assertEquals(1, WebhookScene.waiting());
    }

    @Test
    void aLostConnectionToTheDatabaseIsMadeAnewAndNothingIsToldTwice() throws Exception {
        try (var _ = scene.webhooks()) {
            scene.send(scene.room, "one");
            assertEquals("one", scene.receiver.next().content());
            WebhookScene.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
            scene.send(scene.room, "two");
            assertEquals("two", scene.receiver.next().content());
        }
        assertEquals(2, scene.receiver.received().size());
    }

    @Test
    void aLostConnectionIsMadeAnewAlsoWhenMoreRoomsWaitThanAreKnownAtATime() throws Exception {
        WebhookScene.execute("""
                INSERT INTO outbox (line, at, tenant, room, event, payload)
                SELECT -n, now(), 'acme', 'call:call-' || n, 'room:occupied', '{}' FROM generate_series(1, 10100) n
                """);
        scene.receiver.answers(_ -> 503);
        try (var webhooks = scene.webhooks()) {
            WebhookScene.await(() -> webhooks.counts().failed() >= 30);
            WebhookScene.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
            scene.receiver.accepts();
            assertEquals("room:occupied", scene.receiver.next().type());
        }
    }

    @Test
    void ofTwoProcessesOneTellsAndTheOtherTakesOver() throws Exception {
        try (var other = WebhookScene.open();
                var _ = scene.webhooks(other)) {
            try (var _ = scene.webhooks()) {
                for (int i = 1; i <= 20; i++) {
                    scene.send(scene.room, "message " + i);
                }
                for (int i = 1; i <= 20; i++) {
                    assertEquals(i, scene.receiver.next().seq());
                }
            }
            scene.send(scene.room, "last");
            assertEquals("last", scene.receiver.next().content());
        }
        assertEquals(21, scene.receiver.received().size());
    }

    @Test
    void whatIsUnderWayAtTheEndIsFinishedAndTheRestStays() throws Exception {
        var hanging = new CountDownLatch(1);
        scene.receiver.answers(_ -> {
            WebhookScene.awaitQuietly(hanging);
            return 200;
        });
        var webhooks = scene.webhooks();
        IntStream.rangeClosed(1, 5).forEach(i -> scene.send(scene.room, "message " + i));
        WebhookScene.await(() -> !scene.receiver.received().isEmpty());
        var closing = Thread.ofVirtual().start(webhooks::close);
        WebhookScene.await(() -> closing.getState() == Thread.State.TIMED_WAITING);
        hanging.countDown();
        closing.join();
        int told = scene.receiver.received().size();
        assertEquals(told, scene.receiver.rest().size());
        assertEquals(5 - told, WebhookScene.waiting());
        try (var _ = scene.webhooks()) {
            for (int i = 1; i <= 5; i++) {
                assertEquals(i, scene.receiver.next().seq());
            }
        }
    }

    @Test
    void whoLeavesTellsNothingMoreAndNotesWhatHappens() throws Exception {
        try (var webhooks = scene.webhooks()) {
            scene.send(scene.room, "one");
            assertEquals("one", scene.receiver.next().content());
            WebhookScene.await(() -> webhooks.counts().delivered() == 1);
            webhooks.leave();
            webhooks.watch().occupied(scene.room);
            scene.send(scene.room, "two");
        }
        assertEquals(1, scene.receiver.received().size());
        assertEquals(2, WebhookScene.waiting());
    }

    @Test
    void aHangingReceiverDoesNotKeepTheProcessFromEnding() throws Exception {
        var hanging = new CountDownLatch(1);
        scene.receiver.answers(_ -> {
            WebhookScene.awaitQuietly(hanging);
            return 200;
        });
        try {
            var webhooks = new Webhooks(
                    scene.settings(WebhookScene.PLENTY),
                    scene.outbox(),
                    Duration.ofMillis(1),
                    scene::now,
                    WebhookScene.backoff(),
                    WebhookScene.PATIENCE);
            scene.send(scene.room, "one");
            WebhookScene.await(() -> !scene.receiver.received().isEmpty());
            webhooks.close();
            assertEquals(1, WebhookScene.waiting());
        } finally {
            hanging.countDown();
        }
    }
}
