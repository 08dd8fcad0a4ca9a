package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.util.Optional;
import java.util.function.Consumer;

/// What is known of channels beside their messages and members. Methods block: call them from virtual threads
/// only. All throw [Unavailable] when the database cannot be asked.
public interface Channels {

    /// Empty if there is no such channel.
    Optional<Channel> find(RoomId.Channel channel);

    /// Commits the patch, then answers with the channel after it; empty if there is no such channel.
    ///
    /// @param committed called once before this returns if the channel was changed; for one channel in the order
    ///     of the commits, from one thread at a time. Must be quick and not block
    Optional<Channel> update(RoomId.Channel channel, Channel.Patch patch, Consumer<Channel> committed);
}
