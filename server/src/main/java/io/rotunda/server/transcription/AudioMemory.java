package io.rotunda.server.transcription;

import java.util.concurrent.atomic.AtomicLong;

/// How much audio the server holds in all calls together. Any thread.
final class AudioMemory {
    private final long max;
    private final AtomicLong held = new AtomicLong();

    AudioMemory(long max) {
        this.max = max;
    }

    boolean full() {
        return held.get() >= max;
    }

    /// @param bytes less than nothing for what is given back
    void hold(long bytes) {
        held.addAndGet(bytes);
    }

    long held() {
        return held.get();
    }
}
