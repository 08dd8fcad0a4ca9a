package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// What happens between the moment a socket enters and the moment it was sent the history. The same with
/// real threads: [SeamRaceTest].
class JoinSeamTest {
    private static final String JOIN = "{'channelId':'general'}";

    private final Scene scene = Scene.open();
    private final Actor ann = scene.enters("ann");
    private final Actor bob = scene.enters("bob");

    @Test
    void aMessageSentWhileJoiningArrivesOnceAndAfterTheHistory() {
        say(1);
        scene.messages().whileReading(() -> say("early"), () -> say("late"));
        ann.forgets();
        assertEquals(2, ann.says("channel:join", JOIN).path("seq").asInt());
        assertEquals(List.of("channel:history", "message:new"), ann.eventNames());
        assertEquals(List.of("m1", "early"), contents(ann.heardOnce("channel:history")));
        ann.sawExactlyOnce("late");
    }

    @Test
    void aMessageSentWhileRejoiningArrivesOnceAndAfterTheHistory() {
        ann.says("channel:join", JOIN);
        say(1);
        scene.messages().whileReading(() -> say("early"), () -> say("late"));
        ann.forgets();
        ann.says("channel:join", JOIN);
        assertEquals(List.of("channel:history", "message:new"), ann.eventNames());
        ann.sawExactlyOnce("late");
        scene.messages().whileReading(() -> say(60), () -> say("last"));
        ann.forgets();
        ann.says("channel:join", JOIN);
        assertEquals("channel:history", ann.eventNames().getFirst());
        assertEquals(50, ann.heardOnce("channel:history").path("messages").size());
        ann.sawExactlyOnce("m1");
        ann.sawExactlyOnce("m10");
        ann.sawExactlyOnce("last");
        assertEquals(11, ann.heard("message:new").size(), "the ten that no page held, and the last");
    }

    @Test
    void whatTheOthersDoWhileASocketJoinsIsHeardAfterTheHistory() {
        bob.says("channel:join", JOIN);
        scene.messages().whileReading(() -> bob.says("typing:start", JOIN), bob::leaves);
        ann.forgets();
        ann.says("channel:join", JOIN);
        assertEquals(List.of("channel:history", "typing:start", "typing:stop", "channel:leave"), ann.eventNames());
    }

    private void say(int messages) {
        for (int i = 1; i <= messages; i++) {
            bob.says("message:send", "{'channelId':'general','content':'m" + i + "'}");
        }
    }

    private void say(String content) {
        bob.says("message:send", "{'channelId':'general','content':'" + content + "'}");
    }

    private static List<String> contents(JsonNode history) {
        return StreamSupport.stream(history.path("messages").spliterator(), false)
                .map(message -> message.path("content").asText())
                .toList();
    }
}
