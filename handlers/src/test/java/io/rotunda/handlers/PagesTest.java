package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A replay of several pages while others go on writing. A page may weigh 6,000 bytes here. The same with real
/// threads: [RejoinRaceTest].
class PagesTest {
    private static final int RUNS = 60;

    private final Scene scene =
            new Scene(Limits.defaults().withEvents(0, Duration.ofMinutes(1)).withRooms(true, 6_000));
    private final Actor bob = scene.enters("bob");
    private final Actor ann = scene.enters("ann");

    /// Where a client asks for what it missed.
    enum Place {
        CHANNEL("'channelId':'general'", "channel:join", "channel:leave", "channel:history", "messages"),
        CONVERSATION(
                "'conversationId':'v1','customerId':'c1'",
                "conversation:rejoin",
                "conversation:leave",
                "conversation:rejoined",
                "missed_messages");

        private final String address;
        private final String comes;
        private final String goes;
        private final String page;
        private final String messages;

        Place(String address, String comes, String goes, String page, String messages) {
            this.address = address;
            this.comes = comes;
            this.goes = goes;
            this.page = page;
            this.messages = messages;
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachPositionComesOnceAndInOrderOverAllPagesAndLive(Place place) {
        for (int seed = 0; seed < RUNS; seed++) {
            var random = new Random(seed);
            var last = say(place, 100);
            boolean away = random.nextBoolean();
            if (!away) {
                come(place, last.path("id").asText()); // live when it asks
            }
            for (int i = random.nextInt(40); i >= 0; i--) {
                writes(place, random);
            }
            if (!away && random.nextBoolean()) {
                ann.says(place.goes, "{" + place.address + "}");
            }
            ann.forgets();
            long end = catchesUp(place, last.path("id").asText(), random);
            long known = last.path("seq").asLong();
            assertEquals(LongStream.rangeClosed(known + 1, end).boxed().toList(), heard(place), "seed " + seed);
            ann.says(place.goes, "{" + place.address + "}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void betweenTwoPagesOnlyWhatIsTransientIsHeard(Place place) {
        var cut = cut(place);
        bob.says(place.comes, "{" + place.address + "}");
        ann.forgets();
        bob.says("typing:start", "{" + place.address + "}");
        assertEquals(List.of("typing:start"), ann.eventNames());
        var late = say(place, 10);
        ann.says("message:send", "{" + place.address + ",'content':'own'}");
        assertEquals(List.of("typing:start", "typing:stop", "message:sent"), ann.eventNames());

        ann.forgets();
        while (come(place, cut).path("hasMore").asBoolean()) {
            cut = lastOf(place);
        }
        assertTrue(heard(place).contains(late.path("seq").asLong()), "the last page holds what was held back");
        assertEquals(List.of(), ann.heard("message:new"));
        say(place, 10);
        ann.heardOnce("message:new");
    }

    @ParameterizedTest
    @EnumSource
    void whoStartsOverHearsLiveEventsAgain(Place place) {
        cut(place);
        ann.says(place == Place.CHANNEL ? "channel:join" : "conversation:join", "{" + place.address + "}");
        ann.forgets();
        say(place, 10);
        ann.heardOnce("message:new");
    }

    @ParameterizedTest
    @EnumSource
    void whoAsksInVainStillOwesTheNextQuestion(Place place) {
        var cut = cut(place);
        scene.messages().away(true);
        assertFalse(ann.says(place.comes, since(place, cut)).path("success").asBoolean());
        scene.messages().away(false);
        ann.forgets();
        say(place, 10);
        assertEquals(List.of(), ann.heard("message:new"));
        assertEquals(cut(place, cut).getFirst() - 1, positionOf(place, cut));
    }

    @ParameterizedTest
    @EnumSource
    void whoIsLostBetweenTwoPagesComesBackBetweenThem(Place place) {
        var cut = cut(place);
        ann.isLost();
        say(place, 10);
        var back = scene.returns(ann);
        assertTrue(back.recovered());
        var late = say(place, 10);
        assertEquals(List.of(), back.heard("message:new"));
        boolean more = true;
        while (more) {
            back.says(place.comes, since(place, cut));
            var page = back.heard(place.page).getLast();
            var messages = page.path(place.messages);
            cut = messages.path(messages.size() - 1).path("id").asText();
            more = page.path("hasMore").asBoolean();
        }
        assertEquals(late.path("id").asText(), cut);
        assertEquals(List.of(), back.heard("message:new"));
        say(place, 10);
        back.heardOnce("message:new");
    }

    @Test
    void anEarlierPageOfHistoryEndsNoReplay() {
        cut(Place.CHANNEL);
        ann.says("channel:history", "{'channelId':'general'}");
        ann.forgets();
        say(Place.CHANNEL, 10);
        assertEquals(List.of(), ann.heard("message:new"));
    }

    @ParameterizedTest
    @EnumSource
    void aStreamIsHeardBetweenPagesAndItsMessageWithTheNextOne(Place place) {
        var cut = cut(place);
        ann.forgets();
        var id = bob.says("message:stream_start", "{" + place.address + "}")
                .path("messageId")
                .asText();
        bob.says("message:stream_chunk", "{'messageId':'" + id + "','index':0,'text':'a'}");
        assertEquals(List.of("message:stream_started", "message:chunk"), ann.eventNames());
        var next = come(place, cut).path(place.messages);
        cut = lastOf(place);
        assertEquals(
                "a", ann.heard("message:stream_started").getLast().path("text").asText());
        bob.says("message:stream_end", "{'messageId':'" + id + "'}");
        assertEquals(List.of(), ann.heard("message:new"));
        boolean more = next.size() > 0;
        while (more) {
            more = come(place, cut).path("hasMore").asBoolean();
            cut = lastOf(place);
        }
        assertEquals(id, cut);
        assertEquals(List.of(), ann.heard("message:new"));
    }

    /// Asks page after page, and others write before, while and after each is read.
    private long catchesUp(Place place, String from, Random random) {
        var last = from;
        for (int pages = 0; true; pages++) {
            assertTrue(pages < 100, "no progress");
            scene.messages().whileReading(() -> writes(place, random), () -> writes(place, random));
            boolean more = come(place, last).path("hasMore").asBoolean();
            writes(place, random);
            if (!more) {
                return say(place, 10).path("seq").asLong();
            }
            last = lastOf(place);
            for (int i = pages < 5 ? random.nextInt(4) : 0; i > 0; i--) {
                writes(place, random);
            }
        }
    }

    private void writes(Place place, Random random) {
        var message = say(place, random.nextInt(1, 1_500));
        if (random.nextInt(3) == 0) {
            var named =
                    "{" + place.address + ",'messageId':'" + message.path("id").asText() + "'";
            bob.says("message:update", named + ",'content':'edited'}");
            bob.says("message:react", named + ",'emoji':'+1','action':'add'}");
        }
    }

    /// Leaves the client in the middle of a replay; returns the message to go on from.
    private String cut(Place place) {
        var last = say(place, 10).path("id").asText();
        ann.says(place.goes, "{" + place.address + "}");
        for (int i = 0; i < 20; i++) {
            say(place, 1_000);
        }
        cut(place, last);
        return lastOf(place);
    }

    /// The positions of a page that is not the last one.
    private List<Long> cut(Place place, String last) {
        ann.forgets();
        assertTrue(come(place, last).path("hasMore").asBoolean());
        return heard(place);
    }

    private JsonNode come(Place place, String last) {
        var answer = ann.says(place.comes, since(place, last));
        assertTrue(answer.path("success").asBoolean(), answer::toString);
        return ann.heard(place.page).getLast();
    }

    private static String since(Place place, String last) {
        return "{" + place.address + ",'lastMessageId':'" + last + "'}";
    }

    private String lastOf(Place place) {
        var messages = ann.heard(place.page).getLast().path(place.messages);
        return messages.path(messages.size() - 1).path("id").asText();
    }

    private JsonNode say(Place place, int length) {
        return bob.says("message:send", "{" + place.address + ",'content':'" + "x".repeat(length) + "'}");
    }

    private long positionOf(Place place, String id) {
        var room = place == Place.CHANNEL ? Scene.channel("general") : Scene.conversation("v1");
        return scene.messages().all(room).stream()
                .filter(message -> message.draft().id().toString().equals(id))
                .findFirst()
                .orElseThrow()
                .seq();
    }

    /// All positions that the client was told of, in that order; those of one page in the order of the log.
    private List<Long> heard(Place place) {
        var positions = new ArrayList<Long>();
        for (var one : ann.heard()) {
            if (one.event().equals(place.page)) {
                var page = new ArrayList<Long>();
                one.payload()
                        .path(place.messages)
                        .forEach(message -> page.add(message.path("seq").asLong()));
                one.payload()
                        .path("missed_events")
                        .forEach(event -> page.add(event.at("/data/seq").asLong()));
                page.sort(null);
                positions.addAll(page);
            } else if (one.seq() > 0) {
                positions.add(one.seq());
            }
        }
        return positions;
    }
}
