package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ConversationRejoinTest {
    private static final String ROOM = "'conversationId':'v1','customerId':'c1'";

    private final Scene scene = Scene.open();
    private final Actor ann = scene.enters("ann");
    private final Actor bob = scene.enters("bob");

    @Test
    @Hears("conversation:rejoined")
    void itIsAnsweredLikeAJoinAndAnnouncedToTheOthersOnly() {
        bob.says("conversation:join", "{" + ROOM + "}");
        say("m1");
        bob.forgets();
        ann.forgets();
        assertEquals(
                "{\"success\":true,\"room\":\"customer:c1:conversation:v1\",\"conversationId\":\"v1\","
                        + "\"customerId\":\"c1\",\"seq\":1,\"members\":2}",
                rejoin("").toString());
        assertEquals(List.of("conversation:rejoined"), ann.eventNames());
        assertEquals(List.of("member:joined"), bob.eventNames());
        assertEquals("ann", bob.heardOnce("member:joined").path("userId").asText());
    }

    @Test
    void whatWasMissedIsSentInTheShapeOfTheContract() {
        var last = say("m1");
        bob.says("conversation:join", "{" + ROOM + "}");
        bob.forgets();
        say("m2");
        var live = bob.heardOnce("message:new").toString();
        rejoin(after(last));
        assertEquals(
                "{\"conversationId\":\"v1\",\"customerId\":\"c1\",\"missed_messages\":["
                        + live.substring(0, live.length() - 1) + ",\"reactions\":[]}],\"missed_events\":[],"
                        + "\"hasMore\":false,\"timestamp\":\"2026-03-19T12:00:00.000Z\"}",
                rejoined().toString());
    }

    @Test
    void missedEventsAreWhatTheOthersHeardInTheirOrder() {
        var old = say("m1");
        var last = say("m2");
        bob.says("conversation:join", "{" + ROOM + "}");
        bob.forgets();
        bob.says("message:update", "{" + ROOM + ",'messageId':'" + old + "','content':'edited'}");
        bob.says("message:react", "{" + ROOM + ",'messageId':'" + old + "','emoji':'+1','action':'add'}");
        bob.says("message:read", "{" + ROOM + ",'messageId':'" + old + "'}");
        var fresh = say("m3");
        bob.says("conversation:mark_read", "{" + ROOM + "}");
        bob.says("message:delete", "{" + ROOM + ",'messageId':'" + fresh + "'}");
        rejoin(after(last));
        var names =
                List.of("message:update", "message:reaction", "message:read", "message:read:batch", "message:delete");
        var live = bob.heard().stream()
                .filter(heard -> names.contains(heard.event()))
                .map(heard -> "{\"event\":\"" + heard.event() + "\",\"data\":" + heard.payload() + "}")
                .toList();
        assertEquals(5, live.size());
        assertEquals(
                "[" + String.join(",", live) + "]",
                rejoined().path("missed_events").toString());
        assertEquals(List.of(""), contents(rejoined()));
    }

    @Test
    void withoutALastMessageTheLast50AreSent() {
        for (int i = 1; i <= 60; i++) {
            say("m" + i);
        }
        rejoin("");
        assertEquals(50, rejoined().path("missed_messages").size());
        assertEquals("m11", contents(rejoined()).getFirst());
        assertEquals("m60", contents(rejoined()).getLast());
        assertFalse(rejoined().path("hasMore").asBoolean());
    }

    @Test
    void anEmptyConversationHasNothingThatWasMissed() {
        rejoin("");
        assertEquals(List.of(), contents(rejoined()));
        assertFalse(rejoined().path("hasMore").asBoolean());
    }

    @Test
    void whoNamesATimeIsSentWhatCameAfterIt() {
        say("m1");
        scene.passes(Duration.ofSeconds(1));
        say("m2");
        scene.passes(Duration.ofSeconds(1));
        say("m3");
        rejoin(",'lastMessageTimestamp':'2026-03-19T13:00:01.000+01:00'");
        assertEquals(List.of("m3"), contents(rejoined()));
        ann.forgets();
        rejoin(",'lastMessageTimestamp':'2026-03-19T11:00:00Z'");
        assertEquals(List.of("m1", "m2", "m3"), contents(rejoined()));
        ann.forgets();
        rejoin(",'lastMessageTimestamp':'2026-03-19T12:00:09Z'");
        assertEquals(List.of(), contents(rejoined()));
    }

    @Test
    void theLastMessageWinsOverItsTime() {
        var first = say("m1");
        say("m2");
        scene.passes(Duration.ofSeconds(1));
        say("m3");
        rejoin(after(first) + ",'lastMessageTimestamp':'2026-03-19T12:00:01.000Z'");
        assertEquals(List.of("m2", "m3"), contents(rejoined()));
    }

    @Test
    void atMost1000MessagesComeAtOnceAndTheClientAsksAgainFromTheLastBeforeItHearsLive() {
        var last = say("m0");
        for (int i = 1; i <= 1_100; i++) {
            say("m" + i);
        }
        rejoin(after(last));
        var first = rejoined();
        assertEquals(1_000, first.path("missed_messages").size());
        assertEquals("m1000", contents(first).getLast());
        assertTrue(first.path("hasMore").asBoolean());
        say("between");
        assertEquals(List.of(), ann.heard("message:new"));
        ann.forgets();
        rejoin(after(lastOf(first)));
        assertEquals(101, rejoined().path("missed_messages").size());
        assertEquals("between", contents(rejoined()).getLast());
        assertFalse(rejoined().path("hasMore").asBoolean());
        say("live");
        ann.sawExactlyOnce("live");
    }

    @Test
    void anUnknownLastMessageIsNotFoundAndTheSocketHasNotJoined() {
        var elsewhere = bob.says("message:send", "{'channelId':'general','content':'x'}");
        bob.says("conversation:join", "{" + ROOM + "}");
        bob.forgets();
        ann.forgets();
        for (var id : List.of(
                "msg_" + UUID.randomUUID(), "nonsense", elsewhere.path("id").asText())) {
            var error = rejoin(after(id)).path("error");
            assertEquals("NOT_FOUND", error.path("code").asText());
            assertTrue(error.path("message").asText().startsWith("lastMessageId: "));
        }
        bob.heardNothing();
        say("hi");
        assertEquals(List.of("error", "error", "error"), ann.eventNames());
    }

    @Test
    void aMemberWhoNamesAnUnknownMessageStaysAMember() {
        ann.says("conversation:join", "{" + ROOM + "}");
        assertEquals(
                "NOT_FOUND",
                rejoin(after("msg_" + UUID.randomUUID())).at("/error/code").asText());
        say("hi");
        ann.sawExactlyOnce("hi");
    }

    @Test
    void whoIsInTheRoomAlreadyIsSentWhatItAsksForAndAnnouncesNothing() {
        bob.says("conversation:join", "{" + ROOM + "}");
        ann.says("conversation:join", "{" + ROOM + "}");
        var first = say("m1");
        say("m2");
        bob.forgets();
        ann.forgets();
        assertEquals(2, rejoin(after(first)).path("members").asInt());
        assertEquals(List.of("m2"), contents(rejoined()));
        bob.heardNothing();
        say("live");
        ann.sawExactlyOnce("live");
    }

    @Test
    void whenTheLogCannotBeReadTheSocketIsNotInTheRoom() {
        scene.timelines().create(Scene.conversation("v1"));
        bob.says("conversation:join", "{" + ROOM + "}");
        bob.forgets();
        scene.messages().away(true);
        assertEquals("UNAVAILABLE", rejoin("").at("/error/code").asText());
        scene.messages().away(false);
        bob.heardNothing();
        assertEquals(
                "NOT_IN_ROOM",
                ann.says("typing:start", "{" + ROOM + "}").at("/error/code").asText());
    }

    private String say(String content) {
        return bob.says("message:send", "{" + ROOM + ",'content':'" + content + "'}")
                .path("id")
                .asText();
    }

    private JsonNode rejoin(String since) {
        return ann.says("conversation:rejoin", "{" + ROOM + since + "}");
    }

    private JsonNode rejoined() {
        return ann.heardOnce("conversation:rejoined");
    }

    private static String after(String messageId) {
        return ",'lastMessageId':'" + messageId + "'";
    }

    private static String lastOf(JsonNode rejoined) {
        var messages = rejoined.path("missed_messages");
        return messages.get(messages.size() - 1).path("id").asText();
    }

    private static List<String> contents(JsonNode rejoined) {
        return StreamSupport.stream(rejoined.path("missed_messages").spliterator(), false)
                .map(message -> message.path("content").asText())
                .toList();
    }
}
