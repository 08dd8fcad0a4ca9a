package io.rotunda.handlers;

/// What a call of the server API does: one file for each call, as for each event.
interface ApiCall<R> {

    /// Blocks if it has to. What takes longer than a question to the database is answered later.
    ///
    /// @throws Rejected if what is asked for may not be
    Ack handle(R request, Caller caller);
}
