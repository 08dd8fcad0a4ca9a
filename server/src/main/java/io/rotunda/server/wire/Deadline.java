package io.rotunda.server.wire;

import org.jspecify.annotations.Nullable;

/// A place in a [Deadlines] queue; at most one at a time. Touched on its loop only.
abstract class Deadline {
    @Nullable
    Deadlines queue;

    @Nullable
    Deadline earlier;

    @Nullable
    Deadline later;

    long dueNanos;

    /// The time is over.
    abstract void due(Deadlines queue);

    /// Whether nothing is under way that would meet it.
    boolean idle() {
        return true;
    }

    final void cancelDeadline() {
        if (queue != null) {
            queue.remove(this);
        }
    }
}
