package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.rotunda.persistence.Channel.Attribute;
import io.rotunda.rooms.RoomId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every implementation of [Channels] does.
abstract class ChannelsContract {
    private final StoresUnderTest kept;
    private final RoomId.Channel channel =
            new RoomId.Channel("acme", UUID.randomUUID().toString());

    ChannelsContract(StoresUnderTest kept) {
        this.kept = kept;
    }

    @Test
    void aChannelThatIsNotThereIsNeitherFoundNorChanged() {
        assertEquals(Optional.empty(), channels().find(channel));
        var told = new ArrayList<Channel>();
        assertEquals(Optional.empty(), channels().update(channel, patch(Attribute.NAME, "General"), told::add));
        assertEquals(List.of(), told);
        assertEquals(Optional.empty(), channels().find(channel));
    }

    @Test
    void aChannelThatNobodyNamedHasNoAttributes() {
        kept.stores().timelines().create(channel);
        var found = channels().find(channel).orElseThrow();
        assertEquals(new Channel(channel, null, null, null, null, found.createdAt(), found.updatedAt()), found);
        assertFalse(found.updatedAt().isBefore(found.createdAt()));
    }

    @Test
    void whatAPatchDoesNotNameStaysAndNullTakesAway() {
        kept.stores().timelines().create(channel);
        var all = new HashMap<Attribute, @Nullable String>();
        all.put(Attribute.NAME, "General");
        all.put(Attribute.TOPIC, "Everything");
        all.put(Attribute.DESCRIPTION, "What is said to all");
        all.put(Attribute.METADATA, "{\"b\":1.10, \"a\":[]}");
        update(new Channel.Patch(all));
        var changed = update(patch(Attribute.TOPIC, null));
        assertEquals("General", changed.name());
        assertEquals(null, changed.topic());
        assertEquals("What is said to all", changed.description());
        assertEquals("{\"b\":1.10, \"a\":[]}", changed.metadata());
        assertEquals(Optional.of(changed), channels().find(channel));
        assertFalse(changed.updatedAt().isBefore(changed.createdAt()));
    }

    @Test
    void theChannelAfterEachChangeIsToldInTheOrderOfTheCommits() throws Exception {
        kept.stores().timelines().create(channel);
        var told = Collections.synchronizedList(new ArrayList<Channel>());
        var answers = Outcomes.atOnce(
                20,
                i -> channels()
                        .update(channel, patch(i % 2 == 0 ? Attribute.NAME : Attribute.TOPIC, "value " + i), told::add)
                        .orElseThrow());
        assertEquals(20, told.size());
        assertEquals(Optional.of(told.getLast()), channels().find(channel));
        answers.forEach(answer -> assertEquals(1, Collections.frequency(told, answer)));
        for (int i = 1; i < told.size(); i++) {
            var before = told.get(i - 1);
            var after = told.get(i);
            boolean name = !Objects.equals(before.name(), after.name());
            boolean topic = !Objects.equals(before.topic(), after.topic());
            assertEquals(true, name ^ topic, "each differs from the one before by one patch");
        }
    }

    @Test
    void channelsOfTwoOrganizationsAreApart() {
        var other = new RoomId.Channel("globex", channel.channelId());
        kept.stores().timelines().create(channel);
        kept.stores().timelines().create(other);
        update(patch(Attribute.NAME, "Ours"));
        assertEquals(null, channels().find(other).orElseThrow().name());
    }

    private Channel update(Channel.Patch patch) {
        return channels().update(channel, patch, _ -> {}).orElseThrow();
    }

    private static Channel.Patch patch(Attribute attribute, @Nullable String value) {
        return new Channel.Patch(Collections.singletonMap(attribute, value));
    }

    private Channels channels() {
        return kept.stores().channels();
    }
}
