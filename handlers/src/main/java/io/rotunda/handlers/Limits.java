package io.rotunda.handlers;

import io.rotunda.rooms.Presence;
import java.time.Duration;

/// The settings that events are held to.
///
/// @param events how many events a socket may send in one window; 0 for any number
/// @param windowMs the length of the window
/// @param autoCreateRooms whether the first join or send makes a room exist
/// @param historyBytes what one page of history may weigh: less than a socket may have unsent, or a
///     client that must catch up on long messages could never do so
/// @param recentBytes what is held in memory of the newest messages of all rooms
/// @param presenceTimeout a user from whom nothing is heard for so long is away
/// @param presenceGrace a user whose last socket went is offline after so long
/// @param presenceAudience in an organization of more users than this, nobody hears who comes and goes by itself;
///     0 for any number
/// @param toolPermissionTimeout a request for a permission that nobody answers for so long is denied
/// @param explainMemory for how long it is known of sockets that have gone where they were, to explain deliveries; zero
///     if not at all
public record Limits(
        int events,
        long windowMs,
        boolean autoCreateRooms,
        int historyBytes,
        long recentBytes,
        Duration presenceTimeout,
        Duration presenceGrace,
        int presenceAudience,
        Duration toolPermissionTimeout,
        Duration explainMemory) {
    public Limits {
        if (events < 0 || windowMs < 1 || historyBytes < 1 || recentBytes < 0) {
            throw new IllegalArgumentException("a limit cannot be negative, nor a window or page empty");
        }
    }

    /// As documented: 100 events in 60 s, and pages for sockets that may have 1 MiB unsent.
    public static Limits defaults() {
        return new Limits(
                100,
                60_000,
                false,
                768 * 1024,
                16 << 20,
                Duration.ofSeconds(90),
                Duration.ofSeconds(10),
                500,
                Duration.ofSeconds(30),
                Duration.ofHours(24));
    }

    /// The same with another rate limit.
    public Limits withEvents(int newEvents, Duration window) {
        return new Limits(
                newEvents,
                window.toMillis(),
                autoCreateRooms,
                historyBytes,
                recentBytes,
                presenceTimeout,
                presenceGrace,
                presenceAudience,
                toolPermissionTimeout,
                explainMemory);
    }

    /// The same with other rules for presence.
    public Limits withPresence(Duration timeout, Duration grace, int audience) {
        return new Limits(
                events,
                windowMs,
                autoCreateRooms,
                historyBytes,
                recentBytes,
                timeout,
                grace,
                audience,
                toolPermissionTimeout,
                explainMemory);
    }

    /// The same with other rules for rooms and their history.
    public Limits withRooms(boolean newAutoCreateRooms, int newHistoryBytes) {
        return new Limits(
                events,
                windowMs,
                newAutoCreateRooms,
                newHistoryBytes,
                recentBytes,
                presenceTimeout,
                presenceGrace,
                presenceAudience,
                toolPermissionTimeout,
                explainMemory);
    }

    /// The same with more or less in memory.
    public Limits withRecent(long newRecentBytes) {
        return new Limits(
                events,
                windowMs,
                autoCreateRooms,
                historyBytes,
                newRecentBytes,
                presenceTimeout,
                presenceGrace,
                presenceAudience,
                toolPermissionTimeout,
                explainMemory);
    }

    Presence.Rules presence() {
        return new Presence.Rules(presenceTimeout, presenceGrace, presenceAudience);
    }

    /// The same with another time to answer requests for permissions.
    public Limits withToolPermissionTimeout(Duration newToolPermissionTimeout) {
        return new Limits(
                events,
                windowMs,
                autoCreateRooms,
                historyBytes,
                recentBytes,
                presenceTimeout,
                presenceGrace,
                presenceAudience,
                newToolPermissionTimeout,
                explainMemory);
    }

    /// The same with another time to remember those who have gone.
    public Limits withExplainMemory(Duration newExplainMemory) {
        return new Limits(
                events,
                windowMs,
                autoCreateRooms,
                historyBytes,
                recentBytes,
                presenceTimeout,
                presenceGrace,
                presenceAudience,
                toolPermissionTimeout,
                newExplainMemory);
    }
}
