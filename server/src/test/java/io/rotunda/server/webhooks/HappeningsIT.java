package io.rotunda.server.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rotunda.rooms.Frame;
import io.rotunda.rooms.RoomId;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HappeningsIT {
    private static final int TOO_LONG = 10 << 20;

    @RegisterExtension
    final WebhookScene scene = new WebhookScene();

    @Test
    void whoNotesWhatHappensOutlivesAnError() throws Exception {
        var asked = new AtomicInteger();
        var counts = new Counts();
        var happenings = new Happenings(scene.outbox(), counts, () -> {
            if (asked.incrementAndGet() == 2) { // to note what is missing
                throw new OutOfMemoryError("for this test");
            }
            return scene.now();
        });
        happenings.happened(new RoomId.Org("acme"), Frame.transientEvent("presence:update", new byte[TOO_LONG]));
        assertEquals(1, counts.unnoted());
        var noting = Thread.ofVirtual().start(happenings);
        WebhookScene.await(() -> asked.get() >= 2);
        happenings.occupied(scene.room);
        happenings.close();
        noting.join();
        assertEquals(2, WebhookScene.waiting());
    }
}
