package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.channel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.rotunda.persistence.Channel.Attribute;
import io.rotunda.rooms.RoomId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ChannelsIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private final Channels channels = DATABASE.database().stores().channels();
    private final ConcurrentLinkedQueue<Channel> told = new ConcurrentLinkedQueue<>();

    @Test
    void aChannelThatDoesNotExistIsNeitherFoundNorMade() {
        var absent = channel();
        assertEquals(Optional.empty(), channels.find(absent));
        assertEquals(Optional.empty(), patch(absent, Attribute.NAME, "General"));
        assertEquals(Optional.empty(), channels.find(absent));
        assertEquals(List.of(), List.copyOf(told));
    }

    @Test
    void whatIsGivenChangesAndTheRestStays() {
        var id = existing();
        var before = channels.find(id).orElseThrow();
        assertEquals(new Channel(id, null, null, null, null, before.createdAt(), before.createdAt()), before);
        patch(id, Attribute.NAME, "General");
        patch(id, Attribute.METADATA, "{ \"a\": 1 }");
        patch(id, Attribute.TOPIC, "Everything");

        var after = patch(id, Attribute.NAME, null).orElseThrow();

        assertEquals(
                new Channel(id, null, "Everything", null, "{ \"a\": 1 }", before.createdAt(), after.updatedAt()),
                after);
        assertFalse(after.updatedAt().isBefore(after.createdAt()));
        assertEquals(Optional.of(after), channels.find(id));
        assertEquals(4, told.size());
    }

    @Test
    void whatIsToldLastIsWhatIsKept() throws Exception {
        var id = existing();
        Outcomes.atOnce(50, i -> patch(id, i % 2 == 0 ? Attribute.NAME : Attribute.TOPIC, "text " + i));
        var heard = List.copyOf(told);
        assertEquals(50, heard.size());
        assertEquals(Optional.of(heard.getLast()), channels.find(id));
    }

    @Test
    void aPatchTakesNoPosition() {
        var id = existing();
        patch(id, Attribute.NAME, "General");
        assertEquals(
                1, Outcomes.append(DATABASE.messages(), Drafts.draft(id, "hi")).seq());
    }

    private static RoomId.Channel existing() {
        var id = channel();
        DATABASE.timelines().create(id);
        return id;
    }

    private Optional<Channel> patch(RoomId.Channel id, Attribute attribute, @Nullable String value) {
        Map<Attribute, @Nullable String> values = new EnumMap<>(Attribute.class);
        values.put(attribute, value);
        return channels.update(id, new Channel.Patch(Collections.unmodifiableMap(values)), told::add);
    }
}
