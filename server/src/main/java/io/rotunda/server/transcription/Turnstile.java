package io.rotunda.server.transcription;

import io.rotunda.handlers.Transcriber.Words;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Lets so many ask at a time, the others in the order in which they came. Who has waited in vain has met an outage.
final class Turnstile implements Endpoint {
    private final Endpoint behind;
    private final Semaphore free;
    private final Duration patience;

    Turnstile(Endpoint behind, int most, Duration patience) {
        this.behind = behind;
        this.free = new Semaphore(most, true);
        this.patience = patience;
    }

    @Override
    public Words transcribe(AudioFile file) throws TranscriptionFailed {
        enter();
        try {
            return behind.transcribe(file);
        } finally {
            free.release();
        }
    }

    private void enter() throws TranscriptionFailed {
        try {
            if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TranscriptionFailed("too many requests for " + patience.toMillis() + " ms", true);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new TranscriptionFailed("interrupted", true);
        }
    }
}
