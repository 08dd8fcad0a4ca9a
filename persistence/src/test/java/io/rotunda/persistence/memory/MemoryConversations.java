package io.rotunda.persistence.memory;

import io.rotunda.persistence.Conversation;
import io.rotunda.persistence.Conversation.Attribute;
import io.rotunda.persistence.Conversations;
import io.rotunda.rooms.RoomId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What is known of conversations, kept in memory.
public final class MemoryConversations implements Conversations {
    private final Map<MemoryRoom, Map<Attribute, @Nullable String>> described = new ConcurrentHashMap<>();
    private final MemoryRooms rooms;
    private final Outage outage;

    MemoryConversations(MemoryRooms rooms, Outage outage) {
        this.rooms = rooms;
        this.outage = outage;
    }

    @Override
    public Optional<Conversation> find(RoomId.Conversation conversation) {
        outage.reach();
        var room = rooms.find(conversation);
        if (room == null) {
            return Optional.empty();
        }
        var values = described.getOrDefault(room, Map.of());
        return Optional.of(new Conversation(
                conversation, values.get(Attribute.NAME), values.get(Attribute.TYPE), room.createdAt()));
    }

    @Override
    public void update(RoomId.Conversation conversation, Map<Attribute, @Nullable String> values) {
        outage.reach();
        var room = rooms.find(conversation);
        if (room != null) {
            described.computeIfAbsent(room, _ -> new HashMap<>()).putAll(values);
        }
    }
}
