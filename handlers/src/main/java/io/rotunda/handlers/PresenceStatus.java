package io.rotunda.handlers;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rotunda.rooms.Status;

/// A [Status] as it is on the wire.
enum PresenceStatus {
    @JsonProperty("online")
    ONLINE,
    @JsonProperty("away")
    AWAY,
    @JsonProperty("busy")
    BUSY,
    @JsonProperty("offline")
    OFFLINE;

    static PresenceStatus of(Status status) {
        return switch (status) {
            case ONLINE -> ONLINE;
            case AWAY -> AWAY;
            case BUSY -> BUSY;
            case OFFLINE -> OFFLINE;
        };
    }

    Status status() {
        return switch (this) {
            case ONLINE -> Status.ONLINE;
            case AWAY -> Status.AWAY;
            case BUSY -> Status.BUSY;
            case OFFLINE -> Status.OFFLINE;
        };
    }
}
