package io.rotunda.server.transcription;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// How much audio the server holds in all calls together, or for one user. Any thread.
final class AudioMemory {
    private final long max;
    private final @Nullable AudioMemory all;
    private final AtomicLong held = new AtomicLong();

    AudioMemory(long max) {
        this(max, null);
    }

    private AudioMemory(long max, @Nullable AudioMemory all) {
        this.max = max;
        this.all = all;
    }

    /// What is held there counts here, too.
    AudioMemory part(long itsMax) {
        return new AudioMemory(itsMax, this);
    }

    boolean full() {
        return held.get() >= max || all != null && all.full();
    }

    /// @param bytes less than nothing for what is given back
    void hold(long bytes) {
        held.addAndGet(bytes);
        if (all != null) {
            all.hold(bytes);
        }
    }

    long held() {
        return held.get();
    }
}
