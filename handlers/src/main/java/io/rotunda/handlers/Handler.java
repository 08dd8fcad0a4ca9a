package io.rotunda.handlers;

import org.jspecify.annotations.Nullable;

/// What one event does. One object for all sessions; runs on the session's mailbox.
///
/// @param <R> the event's payload, read and checked
@FunctionalInterface
interface Handler<R> {

    /// Does it, and says what to answer. May block, unless [#prompt] has just said that it does not; called by
    /// [#attempt], it may not.
    ///
    /// @throws Rejected if the client may not do this; nothing has changed then
    Ack handle(Session session, R request);

    /// Whether [#handle] has nothing to wait for: it then runs on the client's lane, else on a virtual thread.
    default boolean prompt(Session session, R request) {
        return false;
    }

    /// Does it where nobody may wait, if it has nothing to wait for. What it began when it finds that it has, is
    /// undone by [Session#settle], and no other client has heard of it.
    ///
    /// @return null if something has to be waited for
    default @Nullable Ack attempt(Session session, R request) {
        return prompt(session, request) ? handle(session, request) : null;
    }
}
