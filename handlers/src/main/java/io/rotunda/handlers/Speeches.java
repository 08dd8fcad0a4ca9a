package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// What one socket says in the calls that it is in. As many as it has joined, at most.
final class Speeches {
    private final Map<RoomId.Call, Transcriber.Speech> speeches = new HashMap<>(2);

    Transcriber.Speech in(RoomId.Call call, Supplier<Transcriber.Speech> begin) {
        return speeches.computeIfAbsent(call, _ -> begin.get());
    }

    void end(RoomId.Call call) {
        var speech = speeches.remove(call);
        if (speech != null) {
            speech.end();
        }
    }
}
