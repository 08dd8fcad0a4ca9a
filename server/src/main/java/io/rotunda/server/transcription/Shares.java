package io.rotunda.server.transcription;

import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Who speaks, in however many calls and from however many sockets, has one share of the transcriber: one user
/// cannot take what all have. Any thread.
final class Shares {
    /// Four speeches that wait for all that they may.
    static final long MAX_BYTES = 4L * RecordedSpeech.MAX_WAITING_BYTES;

    static final int MAX_REQUESTS = 4;
    static final int MAX_REQUESTS_OF_ALL = 64;

    private final Endpoint all;
    private final Duration patience;
    private final AudioMemory memory;
    private final Map<RoomId.User, Open> open = new ConcurrentHashMap<>();

    /// @param patience how long a request may wait for its turn among the user's, and again among all
    Shares(Endpoint endpoint, AudioMemory memory, Duration patience) {
        this.all = new Turnstile(endpoint, MAX_REQUESTS_OF_ALL, patience);
        this.patience = patience;
        this.memory = memory;
    }

    /// Kept for as long as one speech of the user has not closed it.
    Share open(RoomId.User speaker) {
        return open.compute(speaker, (_, already) -> already == null ? fresh(speaker) : already.times(1))
                .share();
    }

    int size() {
        return open.size();
    }

    private Open fresh(RoomId.User speaker) {
        var own = new Turnstile(all, MAX_REQUESTS, patience);
        return new Open(new Share(own, memory.part(MAX_BYTES), () -> close(speaker)), 1);
    }

    private void close(RoomId.User speaker) {
        open.computeIfPresent(speaker, (_, one) -> one.speeches() == 1 ? null : one.times(-1));
    }

    private record Open(Share share, int speeches) {
        Open times(int more) {
            return new Open(share, speeches + more);
        }
    }
}
