package io.rotunda.server.chaos;

/// One thing that goes wrong.
///
/// @param afterMs how long after the one before, or after what was waited for then
/// @param lastsMs how long; a process that is killed is started again after so long
/// @param share of the connections, where it is about connections
/// @param await what is waited for before the next one
record Fault(Kind kind, Kind.Target target, int afterMs, int lastsMs, double share, Await await) {
    /// What is waited for after a fault.
    enum Await {
        /// Nothing: the next one comes while this one lasts, or while the clients still recover from it.
        NOTHING,
        /// Sends are acknowledged again.
        SERVICE,
        /// All clients are connected, in their rooms, and up to date.
        EVERYBODY
    }

    @Override
    public String toString() {
        return "%s of %s after %d ms for %d ms (%.0f %%, then %s)"
                .formatted(kind.wireName(), target.wireName(), afterMs, lastsMs, share * 100, await);
    }
}
