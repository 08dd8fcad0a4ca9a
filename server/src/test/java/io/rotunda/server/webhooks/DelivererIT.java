package io.rotunda.server.webhooks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Who delivers, when something goes wrong that is not the receiver's doing.
class DelivererIT {
    @RegisterExtension
    final WebhookScene scene = new WebhookScene();

    private final Counts counts = new Counts();
    private @Nullable Deliverer deliverer;
    private @Nullable Thread delivering;

    @AfterEach
    void leave() throws InterruptedException {
        if (deliverer != null && delivering != null) {
            deliverer.close();
            assertTrue(delivering.join(WebhookScene.PATIENCE), "it does not end");
        }
    }

    @Test
    void aSlowDatabaseHoldsUpEverybodyOnlyUntilWhatIsUnderWayIsAnswered() throws Exception {
        scene.send(scene.room, "one");
        scene.send(scene.room, "two");
        var underWay = new CountDownLatch(1);
        var answered = new CountDownLatch(1);
        var otherTold = new CountDownLatch(1);
        var thread = deliver(body -> {
            if (body.contains("\"other\"")) {
                otherTold.countDown();
            } else if (body.contains("\"one\"")) {
                underWay.countDown();
                answered.await();
            } else {
                otherTold.await();
            }
        });
        await(underWay);
        try (var blocking = WebhookScene.connect();
                var statement = blocking.createStatement()) {
            blocking.setAutoCommit(false);
            statement.execute("LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE");
            WebhookScene.await(() -> thread.getState() == Thread.State.WAITING); // for nothing but what is under way
            blocking.rollback();
        }
        scene.send(WebhookScene.channel(), "other");
        answered.countDown();
        await(otherTold);
    }

    @Test
    void aTurnThatBreaksDownIsTakenAnewAndKeepsNobodyFromEnding() throws Exception {
        scene.send(scene.room, "one");
        var broken = new AtomicBoolean(true);
        deliver(_ -> {
            if (broken.getAndSet(false)) {
                throw new BreaksTwice();
            }
        });
        WebhookScene.await(() -> counts.delivered() == 1);
    }

    private Thread deliver(Heard heard) {
        Receiver receiver = body -> {
            heard.hear(new String(body, StandardCharsets.UTF_8));
            return Answer.of(200, null);
        };
        var upkeep = new Upkeep(WebhookScene.PLENTY, counts, scene::now);
        deliverer = new Deliverer(scene.outbox(), receiver, WebhookScene.backoff(), upkeep, counts);
        delivering = Thread.ofPlatform().daemon().start(deliverer);
        return delivering;
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertTrue(latch.await(WebhookScene.PATIENCE.toSeconds(), TimeUnit.SECONDS), "waited in vain");
    }

    private interface Heard {
        void hear(String body) throws InterruptedException;
    }

    /// As when there is no memory: whoever deals with it fails as well.
    private static final class BreaksTwice extends Error {
        private static final long serialVersionUID = 1;

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new OutOfMemoryError("for this test");
        }
    }
}
