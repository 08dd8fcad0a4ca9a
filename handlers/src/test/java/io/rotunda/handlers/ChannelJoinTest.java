package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.persistence.MessageId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ChannelJoinTest {
    private static final String JOIN = "{'channelId':'general'}";

    private final Scene scene = Scene.open();
    private final Actor ann = scene.enters("ann");
    private final Actor bob = scene.enters("bob");

    @Test
    void theAnswerSaysRoomPositionAndMembers() {
        bob.says("channel:join", JOIN);
        say(3);
        assertEquals(
                "{\"success\":true,\"channelId\":\"general\",\"room\":\"channel:general\",\"seq\":3,\"members\":2}",
                ann.says("channel:join", JOIN).toString());
    }

    @Test
    @Hears("channel:join")
    void theOthersHearOfIt() {
        bob.says("channel:join", JOIN);
        bob.forgets();
        ann.says("channel:join", JOIN);
        assertEquals(
                "{\"channelId\":\"general\",\"userId\":\"ann\",\"userName\":\"Name of ann\","
                        + "\"user\":{\"id\":\"ann\",\"name\":\"Name of ann\"},"
                        + "\"timestamp\":\"2026-03-19T12:00:00.000Z\"}",
                bob.heardOnce("channel:join").toString());
        assertEquals(List.of(), ann.heard("channel:join"));
    }

    @Test
    void othersHearOnlyOfAUsersFirstSocket() {
        bob.says("channel:join", JOIN);
        ann.says("channel:join", JOIN);
        var phone = scene.enters("ann");
        var answer = phone.says("channel:join", JOIN);
        assertEquals(2, answer.path("members").asInt());
        bob.heardOnce("channel:join");
        ann.heardOnce("channel:history");
    }

    @Test
    void joiningTwiceAnnouncesNothingAndSendsTheHistoryAgain() {
        bob.says("channel:join", JOIN);
        ann.says("channel:join", JOIN);
        say(2);
        bob.forgets();
        ann.forgets();
        var answer = ann.says("channel:join", JOIN);
        assertTrue(answer.path("success").asBoolean());
        assertEquals(2, answer.path("seq").asInt());
        assertEquals(List.of("m1", "m2"), contents(ann.heardOnce("channel:history")));
        bob.heardNothing();
        bob.says("message:send", "{'channelId':'general','content':'live'}");
        ann.sawExactlyOnce("live");
    }

    @Test
    @Hears("channel:history")
    void theHistoryIsTheLast50OldestFirst() {
        say(60);
        ann.says("channel:join", JOIN);
        var history = ann.heardOnce("channel:history");
        assertEquals(50, history.path("messages").size());
        assertEquals("m11", contents(history).getFirst());
        assertEquals("m60", contents(history).getLast());
        assertTrue(history.path("hasMore").asBoolean());
        assertEquals(60, history.path("total").asInt());
        assertEquals("general", history.path("channelId").asText());
    }

    @Test
    void theHistoryOfANewChannelIsEmpty() {
        ann.says("channel:join", JOIN);
        assertEquals(
                "{\"channelId\":\"general\",\"messages\":[],\"hasMore\":false,\"total\":0,\"missed_events\":[]}",
                ann.heardOnce("channel:history").toString());
    }

    @Test
    void whoNamesTheLastMessageIsSentThoseAfterIt() {
        say(60);
        ann.says("channel:join", "{'channelId':'general','lastMessageId':'" + id(5) + "'}");
        var history = ann.heardOnce("channel:history");
        assertEquals(55, history.path("messages").size());
        assertEquals("m6", contents(history).getFirst());
        assertFalse(history.path("hasMore").asBoolean());
    }

    @Test
    void whoNamesTheLastMessageIsAlsoSentWhatWasDoneToOlderOnes() {
        say(3);
        bob.says("channel:join", JOIN);
        bob.forgets();
        bob.says("message:update", "{'channelId':'general','messageId':'" + id(1) + "','content':'edited'}");
        bob.says("message:delete", "{'channelId':'general','messageId':'" + id(2) + "'}");
        bob.says("message:react", "{'channelId':'general','messageId':'" + id(1) + "','emoji':'+1','action':'add'}");
        ann.says("channel:join", "{'channelId':'general','lastMessageId':'" + id(3) + "'}");
        var live = bob.heard().stream()
                .filter(heard -> heard.seq() > 0)
                .map(heard -> "{\"event\":\"" + heard.event() + "\",\"data\":" + heard.payload() + "}")
                .toList();
        assertEquals(3, live.size());
        var history = ann.heardOnce("channel:history");
        assertEquals(
                "[" + String.join(",", live) + "]",
                history.path("missed_events").toString());
        assertEquals(0, history.path("messages").size());
        assertEquals(3, history.path("total").asInt());
    }

    @Test
    void whoNamesNoMessageIsSentMessagesAsTheyStandAndNoEvents() {
        say(1);
        bob.says("message:update", "{'channelId':'general','messageId':'" + id(1) + "','content':'edited'}");
        ann.says("channel:join", JOIN);
        var history = ann.heardOnce("channel:history");
        assertEquals(List.of("edited"), contents(history));
        assertEquals(0, history.path("missed_events").size());
    }

    @Test
    void atMost1000MissedMessagesAreSentAtOnce() {
        say(1_100);
        ann.says("channel:join", "{'channelId':'general','lastMessageId':'" + id(50) + "'}");
        var first = ann.heardOnce("channel:history");
        assertEquals(1_000, first.path("messages").size());
        assertEquals("m1050", contents(first).getLast());
        assertTrue(first.path("hasMore").asBoolean());
        bob.says("message:send", "{'channelId':'general','content':'live'}");
        ann.forgets();
        ann.says("channel:join", "{'channelId':'general','lastMessageId':'" + id(1_050) + "'}");
        var second = ann.heardOnce("channel:history");
        assertEquals(51, second.path("messages").size());
        assertFalse(second.path("hasMore").asBoolean());
    }

    @Test
    void anUnknownLastMessageIsNotFoundAndLeavesAgainUnnoticed() {
        bob.says("channel:join", JOIN);
        bob.forgets();
        ann.forgets();
        for (var id : List.of(new MessageId(UUID.randomUUID()).toString(), "msg_1", "nonsense")) {
            var answer = ann.says("channel:join", "{'channelId':'general','lastMessageId':'" + id + "'}");
            assertEquals("NOT_FOUND", answer.at("/error/code").asText());
        }
        bob.says("message:send", "{'channelId':'general','content':'hi'}");
        assertEquals(List.of("error", "error", "error"), ann.eventNames());
        assertEquals(List.of("message:sent", "message:new"), bob.eventNames());
    }

    @Test
    void aMessageOfAnotherRoomIsUnknown() {
        bob.says("message:send", "{'channelId':'elsewhere','content':'hi'}");
        var id = bob.heardOnce("message:sent").path("id").asText();
        var answer = ann.says("channel:join", "{'channelId':'general','lastMessageId':'" + id + "'}");
        assertEquals("NOT_FOUND", answer.at("/error/code").asText());
    }

    @Test
    void whenTheLogCannotBeReadTheSocketIsNotInTheRoom() {
        scene.timelines().create(Scene.channel("general"));
        bob.says("channel:join", JOIN);
        bob.forgets();
        scene.messages().away(true);
        assertEquals(
                "UNAVAILABLE", ann.says("channel:join", JOIN).at("/error/code").asText());
        scene.messages().away(false);
        bob.heardNothing();
        assertEquals(
                "NOT_IN_ROOM", ann.says("typing:start", JOIN).at("/error/code").asText());
        assertEquals(2, ann.says("channel:join", JOIN).path("members").asInt());
    }

    @Test
    void aMemberWhoCannotCatchUpStaysAMember() {
        ann.says("channel:join", JOIN);
        scene.passes(Duration.ofMinutes(2)); // after which the log is read again
        ann.forgets();
        scene.messages().away(true);
        assertEquals(
                "UNAVAILABLE", ann.says("channel:join", JOIN).at("/error/code").asText());
        scene.messages().away(false);
        bob.says("message:send", "{'channelId':'general','content':'hi'}");
        ann.sawExactlyOnce("hi");
    }

    @Test
    void aPageIsCutWhereASocketCouldNotTakeIt() {
        var small =
                new Scene(Limits.defaults().withEvents(0, Duration.ofMinutes(1)).withRooms(true, 10_000));
        var cat = small.enters("cat");
        for (int i = 1; i <= 10; i++) {
            var content = "m" + i + "x".repeat(2_000);
            cat.says("message:send", "{'channelId':'general','content':'" + content + "'}");
        }
        var ids = cat.heard("message:sent").stream()
                .map(sent -> sent.path("id").asText())
                .toList();
        cat.says("channel:join", JOIN);
        var latest = cat.heardOnce("channel:history");
        assertEquals(4, latest.path("messages").size());
        assertTrue(contents(latest).getLast().startsWith("m10x"));
        assertTrue(latest.path("hasMore").asBoolean());
        cat.forgets();
        cat.says("channel:join", "{'channelId':'general','lastMessageId':'" + ids.getFirst() + "'}");
        var missed = cat.heardOnce("channel:history");
        assertEquals(4, missed.path("messages").size());
        assertTrue(contents(missed).getFirst().startsWith("m2x"));
        assertTrue(missed.path("hasMore").asBoolean());
        cat.says("message:send", "{'channelId':'general','content':'for the next page'}");
        assertEquals(List.of(), cat.heard("message:new"));
    }

    @Test
    void aMessageHeardLiveAndRememberedIsTheSame() {
        ann.says("channel:join", JOIN);
        bob.says(
                "message:send",
                "{'channelId':'general','content':'hi','mentions':['ann'],'metadata':{'n':1.50,'__proto__':{'x':[]}},"
                        + "'attachments':[{'url':'u'}],'workspaceId':'w1','optimisticId':'o:1'}");
        var live = ann.heardOnce("message:new").toString();
        ann.forgets();
        ann.says("channel:join", JOIN);
        var remembered =
                ann.heardOnce("channel:history").path("messages").get(0).toString();
        assertEquals(live.substring(0, live.length() - 1) + ",\"reactions\":[]}", remembered);
    }

    @Test
    void aRoomThatDoesNotExistIsMadeByTheFirstJoinOnlyIfThatIsOn() {
        assertFalse(scene.timelines().exists(Scene.channel("general")));
        ann.says("channel:join", JOIN);
        assertTrue(scene.timelines().exists(Scene.channel("general")));

        var strict =
                new Scene(Limits.defaults().withEvents(0, Duration.ofMinutes(1)).withRooms(false, 10_000));
        var cat = strict.enters("cat");
        assertEquals(
                "NOT_FOUND", cat.says("channel:join", JOIN).at("/error/code").asText());
        strict.timelines().create(Scene.channel("general"));
        assertTrue(cat.says("channel:join", JOIN).path("success").asBoolean());
    }

    @Test
    void aRoomWithAListIsForItsMembersAndAdmins() {
        scene.timelines().createFor(Scene.channel("general"), "ann");
        var admin = scene.enters(Scene.principal("eve", "acme", Set.of(), Role.ADMIN));
        var agent = scene.enters(Scene.principal("bot", "acme", Set.of(), Role.AGENT));
        assertTrue(ann.says("channel:join", JOIN).path("success").asBoolean());
        assertTrue(admin.says("channel:join", JOIN).path("success").asBoolean());
        assertEquals(
                "FORBIDDEN", bob.says("channel:join", JOIN).at("/error/code").asText());
        assertEquals(
                "FORBIDDEN", agent.says("channel:join", JOIN).at("/error/code").asText());
        var send = "{'channelId':'general','content':'hi'}";
        assertEquals(
                "FORBIDDEN", bob.says("message:send", send).at("/error/code").asText());
        assertEquals(
                "FORBIDDEN", bob.says("channel:history", JOIN).at("/error/code").asText());
    }

    private void say(int messages) {
        for (int i = 1; i <= messages; i++) {
            bob.says("message:send", "{'channelId':'general','content':'m" + i + "'}");
        }
    }

    private String id(int seq) {
        return scene.messages()
                .all(Scene.channel("general"))
                .get(seq - 1)
                .draft()
                .id()
                .toString();
    }

    private static List<String> contents(JsonNode history) {
        return StreamSupport.stream(history.path("messages").spliterator(), false)
                .map(message -> message.path("content").asText())
                .toList();
    }
}
