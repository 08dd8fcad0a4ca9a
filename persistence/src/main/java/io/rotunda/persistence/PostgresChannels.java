package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.util.Optional;
import java.util.function.Consumer;

/// Channels in PostgreSQL. What changes them goes through [GroupCommit], so that it is told in order.
final class PostgresChannels implements Channels {
    private final ConnectionPool pool;
    private final GroupCommit commits;

    PostgresChannels(ConnectionPool pool, GroupCommit commits) {
        this.pool = pool;
        this.commits = commits;
    }

    @Override
    public Optional<Channel> find(RoomId.Channel channel) {
        return pool.ask(connection -> new ChannelRows(connection).find(channel));
    }

    @Override
    public Optional<Channel> update(RoomId.Channel channel, Channel.Patch patch, Consumer<Channel> committed) {
        return commits.submit(new PendingPatch(channel, patch, committed)).await();
    }
}
