package io.rotunda.server.emitters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rotunda.server.redis.Redis;
import io.rotunda.server.redis.RedisUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is heard, before anything is known of it.
class ListeningIT {
    private static final String NOBODY = "redis://127.0.0.1:1";

    @Test
    @Timeout(60)
    @SuppressWarnings("NullAway") // without a way in, passing anything on fails
    void afterAFaultWhatComesNextIsTaken() {
        var drops = new Drops();
        var delivery = new Delivery(null, drops);
        try (var redis = new Redis(RedisUrl.parse(NOBODY));
                var listening = new Listening(redis, new Bounded(1_000), delivery, drops, 1_000_000)) {
            listening.start();
            for (int faults = 1; faults <= 3; faults++) {
                listening.message(PythonManager.CHANNEL, "neither JSON nor anything".getBytes(UTF_8));
                while (drops.sum(Reason.FAULT) < faults) {
                    Thread.onSpinWait();
                }
                assertEquals(faults, drops.sum(Reason.MALFORMED));
                assertEquals(0, listening.waiting());
            }
        }
    }
}
