package io.rotunda.handlers;

/// The settings that events are held to.
///
/// @param events how many events a socket may send in one window; 0 for any number
/// @param windowMs the length of the window
/// @param autoCreateRooms whether the first join or send makes a room exist
/// @param historyBytes what one page of history may weigh: less than a socket may have unsent, or a
///     client that must catch up on long messages could never do so
public record Limits(int events, long windowMs, boolean autoCreateRooms, int historyBytes) {
    public Limits {
        if (events < 0 || windowMs < 1 || historyBytes < 1) {
            throw new IllegalArgumentException("a limit cannot be negative, nor a window or page empty");
        }
    }

    /// As documented: 100 events in 60 s, and pages for sockets that may have 1 MiB unsent.
    public static Limits defaults() {
        return new Limits(100, 60_000, false, 768 * 1024);
    }
}
