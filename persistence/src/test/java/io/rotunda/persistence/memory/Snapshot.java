package io.rotunda.persistence.memory;

import io.rotunda.persistence.Changed;
import io.rotunda.persistence.History;
import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Remembered;
import java.util.List;

/// A room's log at one moment.
///
/// @param end the last position
record Snapshot(List<Remembered> messages, List<Changed> changes, long end) {
    static final Snapshot EMPTY = new Snapshot(List.of(), List.of(), 0);

    /// Where the message lies among the messages; -1 if it is not there.
    int index(MessageId id) {
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i).message().draft().id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    long seq(int index) {
        return messages.get(index).message().seq();
    }

    History page(int from, int to, boolean hasMore) {
        var page = messages.subList(Math.max(0, from), Math.min(messages.size(), to));
        return new History(page, hasMore, messages.size(), end);
    }
}
