package io.rotunda.handlers;

/// What a client was sent from a room's log: the positions `from` to `through`, none if `from` is the
/// larger.
///
/// @param logEnd the room's last position when the log was read
record Replay(long from, long through, long logEnd) {}
