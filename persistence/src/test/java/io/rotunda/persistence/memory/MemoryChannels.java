package io.rotunda.persistence.memory;

import io.rotunda.persistence.Channel;
import io.rotunda.persistence.Channels;
import io.rotunda.rooms.RoomId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What is known of channels, kept in memory.
public final class MemoryChannels implements Channels {
    private final Map<MemoryRoom, Channel> changed = new ConcurrentHashMap<>();
    private final MemoryRooms rooms;
    private final Outage outage;

    MemoryChannels(MemoryRooms rooms, Outage outage) {
        this.rooms = rooms;
        this.outage = outage;
    }

    @Override
    public Optional<Channel> find(RoomId.Channel channel) {
        outage.reach();
        var room = rooms.find(channel);
        return room == null ? Optional.empty() : Optional.of(now(channel, room));
    }

    @Override
    public Optional<Channel> update(RoomId.Channel channel, Channel.Patch patch, Consumer<Channel> committed) {
        outage.reach();
        var room = rooms.find(channel);
        if (room == null) {
            return Optional.empty();
        }
        var after = new Channel[1];
        room.inOrder(() -> {
            after[0] = patched(now(channel, room), patch, room);
            changed.put(room, after[0]);
            committed.accept(after[0]);
        });
        return Optional.of(after[0]);
    }

    private Channel now(RoomId.Channel channel, MemoryRoom room) {
        var known = changed.get(room);
        return known == null ? new Channel(channel, null, null, null, null, room.createdAt(), room.createdAt()) : known;
    }

    private static Channel patched(Channel channel, Channel.Patch patch, MemoryRoom room) {
        return new Channel(
                channel.id(),
                patched(Channel.Attribute.NAME, channel.name(), patch),
                patched(Channel.Attribute.TOPIC, channel.topic(), patch),
                patched(Channel.Attribute.DESCRIPTION, channel.description(), patch),
                patched(Channel.Attribute.METADATA, channel.metadata(), patch),
                channel.createdAt(),
                room.now());
    }

    private static @Nullable String patched(Channel.Attribute attribute, @Nullable String old, Channel.Patch patch) {
        return patch.values().containsKey(attribute) ? patch.values().get(attribute) : old;
    }
}
