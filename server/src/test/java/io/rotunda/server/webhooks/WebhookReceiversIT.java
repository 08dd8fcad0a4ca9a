package io.rotunda.server.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.rotunda.rooms.RoomId;
import io.rotunda.server.webhooks.ReceiverServer.Event;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/// Receivers that do not answer as they should.
class WebhookReceiversIT {
    @RegisterExtension
    final WebhookScene scene = new WebhookScene();

    @Test
    void aReceiverThatWasAwayIsToldWhenItIsBack() throws Exception {
        int port = scene.receiver.port();
        scene.receiver.close();
        try (var webhooks = scene.webhooks()) {
            var rooms = IntStream.range(0, 8)
                    .mapToObj(i -> new RoomId.Channel("acme", "away-" + i + UUID.randomUUID()))
                    .toList();
            rooms.forEach(some -> scene.send(some, "hi"));
            WebhookScene.await(() -> webhooks.counts().failed() >= 5);
            try (var back = new ReceiverServer(port)) {
                var told = new HashSet<String>();
                for (int i = 0; i < rooms.size(); i++) {
                    told.add(back.next().room());
                }
                assertEquals(rooms.size(), told.size());
            }
            WebhookScene.await(() -> webhooks.counts().delivered() == rooms.size());
        }
    }

    @Test
    void aReceiverThatHangsKeepsNobodyFromSending() throws Exception {
        var hanging = new CountDownLatch(1);
        scene.receiver.answers(_ -> {
            WebhookScene.awaitQuietly(hanging);
            return 200;
        });
        try (var webhooks = scene.webhooks()) {
            scene.send(scene.room, "one");
            WebhookScene.await(() -> !scene.receiver.received().isEmpty());
            scene.send(scene.room, "two"); // and returns
            assertEquals(0, webhooks.counts().delivered());
            hanging.countDown();
            assertEquals("one", scene.receiver.next().content());
        }
    }

    @Test
    void aReceiverThatAnswersTooLateIsToldAgain() throws Exception {
        var hanging = new CountDownLatch(1);
        var asked = new AtomicInteger();
        scene.receiver.answers(_ -> {
            if (asked.incrementAndGet() == 1) {
                WebhookScene.awaitQuietly(hanging);
            }
            return 200;
        });
        try (var webhooks = scene.webhooks(WebhookScene.PLENTY, Duration.ofMillis(200))) {
            scene.send(scene.room, "one");
            var event = scene.receiver.next();
            assertEquals(
                    List.of(event.id(), event.id()),
                    scene.receiver.received().stream().map(Event::id).toList());
            assertEquals(1, webhooks.counts().failed());
        } finally {
            hanging.countDown();
        }
    }

    @Test
    void aRedirectionIsNotFollowed() throws Exception {
        var asked = new AtomicInteger();
        scene.receiver.answers(_ -> asked.incrementAndGet() == 1 ? 307 : 200);
        try (var _ = scene.webhooks()) {
            scene.send(scene.room, "one");
            scene.receiver.next();
            assertEquals(
                    Set.of("/hooks?from=rotunda"),
                    new HashSet<>(
                            scene.receiver.received().stream().map(Event::path).toList()));
            assertEquals(2, scene.receiver.received().size());
        }
    }

    @Test
    void theLogSaysOnceThatAReceiverIsDownAndOnceThatItAcceptsAgain() throws Exception {
        var down = new AtomicBoolean(true);
        scene.receiver.answers(_ -> down.get() ? 503 : 200);
        try (var log = new DeliveryLog();
                var webhooks = scene.webhooks()) {
            Stream.generate(WebhookScene::channel).limit(8).forEach(some -> scene.send(some, "a secret"));
            assertEquals("WARN The receiver of webhooks does not accept them (status 503): they wait", log.next());
            WebhookScene.await(() -> webhooks.counts().failed() >= 20);
            down.set(false);
            assertEquals("INFO The receiver of webhooks accepts them again", log.next());
            WebhookScene.await(() -> webhooks.counts().delivered() == 8);
            assertEquals(List.of(), log.rest());
        }
    }

    @Test
    void theLogSaysThatAReceiverRefusesTheOnlyRoomThereIs() throws Exception {
        scene.receiver.answers(_ -> 401);
        try (var log = new DeliveryLog();
                var _ = scene.webhooks()) {
            scene.send(scene.room, "a secret");
            assertEquals("WARN The receiver of webhooks does not accept them (status 401): they wait", log.next());
        }
    }

    /// What who delivers says, without what is for finding faults.
    private static final class DeliveryLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
        private final Logger logger = (Logger) LoggerFactory.getLogger(ReceiverLog.class);
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        private DeliveryLog() {
            start();
            logger.addAppender(this);
        }

        @Override
        protected void append(ILoggingEvent line) {
            if (line.getLevel().isGreaterOrEqual(Level.INFO)) {
                lines.add(line.getLevel() + " " + line.getFormattedMessage());
            }
        }

        private String next() throws InterruptedException {
            return Objects.requireNonNull(lines.poll(60, TimeUnit.SECONDS), "nothing is in the log");
        }

        private List<String> rest() {
            return List.copyOf(lines);
        }

        @Override
        public void close() {
            logger.detachAppender(this);
        }
    }
}
