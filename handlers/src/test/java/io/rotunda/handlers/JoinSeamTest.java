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

    private static final String CONVERSATION = "'conversationId':'v1','customerId':'c1'";
    private static final String ROOM = "{" + CONVERSATION + "}";

    private final Scene scene = Scene.forgetful();
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

    @Test
    void whatIsDoneToAnOlderMessageWhileAMemberJoinsAgainIsHeardThoughThePageDoesNotShowIt() {
        ann.says("channel:join", JOIN);
        say(60);
        var old = scene.messages().all(Scene.channel("general")).getFirst();
        var update = "{'channelId':'general','messageId':'" + old.draft().id() + "','content':'edited'}";
        scene.messages()
                .whileReading(
                        () -> {
                            bob.says("message:update", update);
                            say("after the edit");
                        },
                        () -> {});
        ann.forgets();
        ann.says("channel:join", JOIN);
        assertEquals(List.of("channel:history", "message:update"), ann.eventNames());
        assertEquals(
                "after the edit", contents(ann.heardOnce("channel:history")).getLast());
    }

    @Test
    void whatIsDoneToAMessageAfterAPageWasReadIsHeardAfterThePage() {
        ann.says("channel:join", JOIN);
        say(1);
        var shown = scene.messages().all(Scene.channel("general")).getFirst();
        var update = "{'channelId':'general','messageId':'" + shown.draft().id() + "','content':'edited'}";
        ann.forgets();
        scene.messages().whileReading(() -> {}, () -> {
            bob.says("message:update", update);
            ann.heardNothing();
        });
        var page = ann.says("channel:history", JOIN);
        assertEquals(List.of("m1"), contents(page));
        assertEquals("edited", ann.heardOnce("message:update").path("content").asText());
    }

    @Test
    void whatHappensWhileAClientRejoinsIsInTheReplayOrHeardAfterIt() {
        for (var before : List.of("conversation:leave", "conversation:join")) {
            ann.says("conversation:join", ROOM);
            var known = send("known");
            ann.says(before, ROOM);
            ann.forgets();
            scene.messages()
                    .whileReading(
                            () -> {
                                send("early");
                                react(known, "early");
                            },
                            () -> {
                                send("late");
                                react(known, "late");
                            });
            ann.says("conversation:rejoin", "{" + CONVERSATION + ",'lastMessageId':'" + known + "'}");
            assertEquals(List.of("conversation:rejoined", "message:new", "message:reaction"), ann.eventNames(), before);
            var replay = ann.heardOnce("conversation:rejoined");
            assertEquals(1, replay.path("missed_messages").size());
            assertEquals("early", replay.at("/missed_messages/0/content").asText());
            assertEquals(1, replay.path("missed_events").size());
            assertEquals("early", replay.at("/missed_events/0/data/emoji").asText());
            ann.sawExactlyOnce("late");
            assertEquals("late", ann.heardOnce("message:reaction").path("emoji").asText());
        }
    }

    private String send(String content) {
        return bob.says("message:send", "{" + CONVERSATION + ",'content':'" + content + "'}")
                .path("id")
                .asText();
    }

    private void react(String messageId, String emoji) {
        bob.says(
                "message:react",
                "{" + CONVERSATION + ",'messageId':'" + messageId + "','emoji':'" + emoji + "','action':'add'}");
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
