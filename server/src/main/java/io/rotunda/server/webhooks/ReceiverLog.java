package io.rotunda.server.webhooks;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says in the log that the receiver does not accept what it is told, and that it accepts again: once a minute at
/// most, as it may accept some and not others for as long as it likes. One thread; times are those of
/// [System#nanoTime].
final class ReceiverLog {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiverLog.class);
    static final Duration QUIET = Duration.ofMinutes(1);

    private boolean refusing;
    private boolean saidBefore;
    private long saidAt;

    void refused(Answer answer, long now) {
        if (!refusing && (!saidBefore || now - saidAt >= QUIET.toNanos())) {
            refusing = true;
            saidBefore = true;
            saidAt = now;
            LOG.warn("The receiver of webhooks does not accept them ({}): they wait", answer.what());
        }
    }

    void accepted() {
        if (refusing) {
            refusing = false;
            LOG.info("The receiver of webhooks accepts them again");
        }
    }
}
