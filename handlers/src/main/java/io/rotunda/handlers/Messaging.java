package io.rotunda.handlers;

import io.rotunda.persistence.Messages;
import io.rotunda.persistence.Stores;
import java.time.InstantSource;

/// What calls about messages are made of: the same parts that events are.
///
/// @param pageBytes what one page of history may weigh
record Messaging(
        Delegates delegates,
        Posting posting,
        Amendments amendments,
        StreamStarts streamStarts,
        StreamEnds streamEnds,
        Messages messages,
        int pageBytes) {
    /// @param stores those that are followed by what is recent
    static Messaging of(Context context, Sessions sessions, Stores stores, Limits limits, InstantSource clock) {
        var ids = new MessageIds(clock);
        var ends = context.streamEnds();
        return new Messaging(
                new Delegates(context, sessions),
                new Posting(context.recent().messages(), ids),
                new Amendments(stores.changes()),
                new StreamStarts(ends.streams(), stores.messages(), ids),
                ends,
                stores.messages(),
                limits.historyBytes());
    }
}
