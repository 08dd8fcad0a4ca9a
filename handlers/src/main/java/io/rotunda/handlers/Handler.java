package io.rotunda.handlers;

/// What one event does. One object for all sessions; runs on the session's mailbox, and may block.
///
/// @param <R> the event's payload, read and checked
@FunctionalInterface
interface Handler<R> {

    /// Does it, and says what to answer.
    ///
    /// @throws Rejected if the client may not do this; nothing has changed then
    Ack handle(Session session, R request);
}
