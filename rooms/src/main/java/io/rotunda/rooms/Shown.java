package io.rotunda.rooms;

import org.jspecify.annotations.Nullable;

/// What a user shows to others, or wants to. Two that are equal look the same.
public record Shown(
        Status status,
        @Nullable String customStatus,
        @Nullable String statusText) {
    static final Shown ONLINE = new Shown(Status.ONLINE, null, null);
    static final Shown OFFLINE = new Shown(Status.OFFLINE, null, null);

    /// How it looks while nothing is heard from the user: nobody who is not there is online or busy.
    Shown whileSilent() {
        return switch (status) {
            case ONLINE, BUSY -> new Shown(Status.AWAY, customStatus, statusText);
            case AWAY, OFFLINE -> this;
        };
    }
}
