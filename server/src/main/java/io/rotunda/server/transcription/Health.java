package io.rotunda.server.transcription;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the log says about a transcriber: once that it fails and once that it works again, however many ask it, and
/// no more often than once a minute, because a client can send what makes it fail.
final class Health {
    private static final Logger log = LoggerFactory.getLogger(Health.class);
    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

    private final String transcriber;
    private final LongSupplier nanos;
    private boolean failing;
    private long quietUntil;

    Health(String transcriber, LongSupplier nanos) {
        this.transcriber = transcriber;
        this.nanos = nanos;
        this.quietUntil = nanos.getAsLong();
    }

    synchronized void failed(String reason) {
        if (!failing && nanos.getAsLong() - quietUntil >= 0) {
            failing = true;
            quietUntil = nanos.getAsLong() + PAUSE_NANOS;
            log.warn("the transcriber at {} fails: {}; what is said meanwhile is not understood", transcriber, reason);
        }
    }

    synchronized void worked() {
        if (failing) {
            failing = false;
            log.info("the transcriber at {} works again", transcriber);
        }
    }
}
