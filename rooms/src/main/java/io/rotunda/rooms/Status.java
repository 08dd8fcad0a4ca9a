package io.rotunda.rooms;

/// How available a user is.
public enum Status {
    ONLINE,
    AWAY,
    BUSY,
    OFFLINE
}
