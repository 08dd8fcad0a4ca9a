package io.rotunda.server.wire;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a socket asked its client and was not answered yet. Touched on the socket's lane only.
final class PendingAnswers {
    private static final int MAX = 100;

    private final Map<Long, Answer> waiting = new HashMap<>();
    private long nextId;

    /// The id for a new question, or -1 if too many are open: a client that answers nothing costs no memory.
    long add(Answer answer) {
        if (waiting.size() >= MAX) {
            return -1;
        }
        waiting.put(nextId, answer);
        return nextId++;
    }

    /// The question with this id, which is answered now; null if there is none.
    @Nullable
    Answer take(long id) {
        return waiting.remove(id);
    }
}
