package io.rotunda.handlers;

import io.rotunda.persistence.Stores;
import io.rotunda.rooms.Presence;
import io.rotunda.rooms.Rooms;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.Executor;

/// How a [Dispatcher] is put together: every part of this module that there is one of, on one screen.
final class Assembly {
    /// Whoever enters is told a page of history and all streams at once: together less than may wait to be sent.
    private static final int STREAMS_PART = 4;

    private Assembly() {}

    /// @param background runs what blocks and is nobody's event
    static Dispatcher of(
            Rooms rooms,
            Stores kept,
            Tokens tokens,
            Transcriber transcriber,
            Limits limits,
            InstantSource clock,
            Executor background) {
        var recent = new Recent(kept, clock, limits.recentBytes());
        var stores = recent.stores();
        var entry = new Entry(stores.timelines(), limits.autoCreateRooms());
        var presence = new Presence(rooms, limits.presence(), clock, PresenceUpdate.Announced::frameOf);
        var permissions = new ToolPermissions(rooms, limits, clock);
        var rings = new Rings(rooms, clock);
        var streams = new StreamEnds(
                new Streams(clock, limits.historyBytes() / STREAMS_PART), rooms, stores.messages(), clock, background);
        var table = EventTable.of(stores, recent, tokens, transcriber, permissions, rings, streams, limits, clock);
        var gates = Gates.of(Runtime.getRuntime().availableProcessors());
        var whereabouts = new Whereabouts(clock.instant(), limits.explainMemory());
        var context = new Context(
                rooms, presence, permissions, rings, streams, entry, gates, recent, whereabouts, new Replays(), clock);
        var sessions = new Sessions();
        var recovery = new Recovery(context, limits.historyBytes());
        var roster = new Roster(stores.timelines(), context, sessions, recovery, background);
        var limiter = new RateLimiter(limits);
        var calls = new ArrayList<ApiTable.Row<?>>();
        calls.addAll(RoomCalls.rows(new RoomKeeping(roster, stores.channels(), stores.conversations(), rooms)));
        calls.addAll(MessageCalls.rows(Messaging.of(context, sessions, stores, limits, clock)));
        calls.addAll(UserCalls.rows(context, sessions, recovery, stores, limits, background));
        return new Dispatcher(
                table,
                limiter,
                context,
                sessions,
                new Backend(
                        rooms,
                        new Publications(table, limits, clock),
                        permissions,
                        rings,
                        new Sockets(rooms, sessions, recovery, rings, clock),
                        calls,
                        user -> limiter.count(user, clock.millis())),
                recovery);
    }
}
