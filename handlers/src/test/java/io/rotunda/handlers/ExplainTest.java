package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Why a user did or did not get a message. What is said is held against what the user's client heard.
class ExplainTest {
    private static final String JOIN = "{'channelId':'general'}";

    private final Scene scene = Scene.open();
    private final Actor ann = scene.entersAndJoins("ann", "general");
    private final BackEnd backEnd = new BackEnd(scene);

    @Test
    void whoWasInTheRoomGotItLive() {
        var bob = scene.entersAndJoins("bob", "general");
        scene.passes(Duration.ofSeconds(1));
        var id = says("hi");
        bob.sawExactlyOnce("hi");
        var answer = explains("bob", id);
        assertEquals(
                "bob was sent the message live at 2026-03-19T12:00:01.000Z on socket " + bob.id() + ".",
                answer.path("summary").asText());
        assertEquals(
                "{\"messageId\":\"" + id + "\",\"room\":\"channel:general\",\"seq\":1,"
                        + "\"createdAt\":\"2026-03-19T12:00:01.000Z\",\"authorId\":\"ann\",\"deleted\":false}",
                answer.path("message").toString());
        assertEquals(
                "{\"userId\":\"bob\",\"allowed\":\"open\",\"connected\":true,\"inRoom\":true,\"read\":false,"
                        + "\"readThroughSeq\":0,\"knownSince\":\"2026-03-19T12:00:00.000Z\"}",
                answer.path("user").toString());
        assertEquals("live", fate(answer));
        assertFalse(answer.toString().contains("\"hi\""), "never content");
    }

    @Test
    void whoHasReadItIsSaidToHave() {
        var bob = scene.entersAndJoins("bob", "general");
        var id = says("hi");
        bob.says("message:read", "{'channelId':'general','messageId':'" + id + "'}");
        var answer = explains("bob", id);
        assertTrue(answer.at("/user/read").asBoolean());
        assertTrue(answer.path("summary").asText().endsWith(", and has read it."));
    }

    @Test
    void whoCameLaterGotItWithTheLog() {
        var id = says("hi");
        scene.passes(Duration.ofSeconds(5));
        scene.enters("bob").says("channel:join", JOIN);
        var answer = explains("bob", id);
        assertEquals("replayed", fate(answer));
        assertEquals("2026-03-19T12:00:05.000Z", answer.at("/sockets/0/sentAt").asText());
    }

    @Test
    void whatThePageDidNotReachBackToWasNotSent() {
        var id = says("the first");
        for (int i = 0; i < 50; i++) {
            says("another");
        }
        scene.enters("bob").says("channel:join", JOIN);
        var answer = explains("bob", id);
        assertEquals("not_sent", fate(answer));
        assertTrue(
                answer.path("summary").asText().contains("what it was sent begins at seq 2"),
                answer.path("summary").asText());
        assertEquals("replayed", fate(explains("bob", says2ndId())));
    }

    @Test
    void whoIsInAConversationWithoutItsLogGotWhatCameAfter() {
        var address = "{'conversationId':'v1','customerId':'c1'";
        ann.says("conversation:join", address + "}");
        var before = ann.says("message:send", address + ",'content':'one'}")
                .path("id")
                .asText();
        var bob = scene.enters("bob");
        bob.says("conversation:join", address + "}");
        var after = ann.says("message:send", address + ",'content':'two'}")
                .path("id")
                .asText();
        bob.sawExactlyOnce("two");
        assertEquals("not_sent", fate(explains("bob", before)));
        assertEquals("live", fate(explains("bob", after)));
    }

    @Test
    void whoWasLostAndCameBackGotItThen() {
        var bob = scene.entersAndJoins("bob", "general");
        says("before");
        bob.isLost();
        scene.passes(Duration.ofSeconds(3));
        var id = says("meanwhile");
        var lost = explains("bob", id);
        assertEquals("not_sent", fate(lost));
        assertEquals(
                "it had gone before the message was committed",
                lost.at("/sockets/0/why").asText());
        assertFalse(lost.at("/user/connected").asBoolean());
        scene.passes(Duration.ofSeconds(3));
        var again = scene.returns(bob);
        assertTrue(again.recovered());
        again.sawExactlyOnce("meanwhile");
        var answer = explains("bob", id);
        assertEquals(1, answer.path("sockets").size());
        assertEquals("recovered", fate(answer));
        assertEquals(
                "[{\"lostAt\":\"2026-03-19T12:00:00.000Z\",\"because\":\"transport close\","
                        + "\"backAt\":\"2026-03-19T12:00:06.000Z\"}]",
                answer.at("/sockets/0/interruptions").toString());
        assertEquals("live", fate(explains("bob", says("after"))));
        assertTrue(answer.at("/user/inRoom").asBoolean());
    }

    @Test
    void whoWasCutAsSlowIsSaidToHaveBeen() {
        var bob = scene.entersAndJoins("bob", "general");
        var id = says("hi");
        scene.passes(Duration.ofSeconds(1));
        scene.dispatcher().lost(bob.session(), "too slow");
        scene.settle();
        var answer = explains("bob", id);
        assertTrue(answer.at("/sockets/0/slow").asBoolean());
        assertEquals("2026-03-19T12:00:01.000Z", answer.at("/sockets/0/endedAt").asText());
        assertTrue(answer.path("summary").asText().contains("cut as too slow at 2026-03-19T12:00:01.000Z"));
        assertTrue(answer.at("/sockets/0/why").asText().contains("what was on its way is lost"));
    }

    @Test
    void whoLeftOrWasDisconnectedDidNotGetIt() {
        var bob = scene.entersAndJoins("bob", "general");
        var cat = scene.entersAndJoins("cat", "general");
        var first = says("first");
        bob.says("channel:leave", JOIN);
        backEnd.succeeds("POST /disconnect", "{'organizationId':'acme','userId':'cat','reason':'holiday'}");
        cat.leaves();
        scene.passes(Duration.ofSeconds(1));
        var second = says("second");
        assertEquals("live", fate(explains("bob", first)));
        assertEquals("live", fate(explains("cat", first)));
        assertEquals(
                "it was not in the room any more",
                explains("bob", second).at("/sockets/0/why").asText());
        var gone = explains("cat", second);
        assertEquals("not_sent", fate(gone));
        assertEquals(
                "disconnected by a back end: holiday",
                gone.at("/sockets/0/endedBecause").asText());
    }

    @Test
    void whoWasConnectedAndNotInTheRoomDidNotGetIt() {
        scene.enters("bob");
        var answer = explains("bob", says("hi"));
        assertEquals("it never entered the room", answer.at("/sockets/0/why").asText());
        assertTrue(answer.at("/user/connected").asBoolean());
        assertFalse(answer.at("/user/inRoom").asBoolean());
    }

    @Test
    void whoWasNeverHereOrMayNotEnterIsSaidToBe() {
        var id = says("hi");
        assertEquals(
                "dan was not connected when the message was committed, nor since.",
                explains("dan", id).path("summary").asText());
        scene.timelines().createFor(new RoomId.Channel("acme", "general"), "ann");
        var stranger = explains("dan", id);
        assertEquals("stranger", stranger.at("/user/allowed").asText());
        assertTrue(stranger.path("summary").asText().contains("not on the room's list"));
    }

    @Test
    void whatIsForgottenIsSaidToBeNotKnown() {
        var bob = scene.entersAndJoins("bob", "general");
        var id = says("hi");
        bob.leaves();
        scene.passes(Limits.defaults().explainMemory().plusSeconds(60));
        var answer = explains("bob", id);
        assertEquals(0, answer.path("sockets").size());
        assertEquals(
                "bob may have got it: what happened before 2026-03-19T12:01:00.000Z is not known here.",
                answer.path("summary").asText());
    }

    @Test
    void withoutAMemoryNothingIsKeptOfWhoHasGone() {
        var forgetful = new Scene(Limits.defaults().withRooms(true, 10_000).withExplainMemory(Duration.ZERO));
        var bob = forgetful.entersAndJoins("bob", "general");
        var id = bob.said("general", "hi");
        var asks = new BackEnd(forgetful);
        assertEquals("live", fate(explains(asks, "bob", id)));
        bob.leaves();
        assertEquals(0, explains(asks, "bob", id).path("sockets").size());
    }

    @Test
    void soManySocketsOfAUserAreRemembered() {
        var id = says("hi");
        for (int i = 0; i < 21; i++) {
            var bob = scene.enters("bob");
            scene.passes(Duration.ofSeconds(1));
            bob.leaves();
        }
        var answer = explains("bob", id);
        assertEquals(20, answer.path("sockets").size());
        assertEquals("2026-03-19T12:00:01.000Z", answer.at("/user/knownSince").asText());
        assertTrue(answer.path("summary").asText().startsWith("bob may have got it"));
        assertEquals(
                "2026-03-19T12:00:00.000Z",
                explains("dan", id).at("/user/knownSince").asText());
    }

    @Test
    void aPageThatOthersFollowHoldsBackWhatComesLive() {
        var small =
                new Scene(Limits.defaults().withEvents(0, Duration.ofMinutes(1)).withRooms(true, 600));
        var writer = small.entersAndJoins("ann", "general");
        var first = writer.said("general", "first");
        var ids = new String[4];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = writer.said("general", "message " + i);
        }
        var bob = small.enters("bob");
        bob.says("channel:join", "{'channelId':'general','lastMessageId':'" + first + "'}");
        assertTrue(bob.heardOnce("channel:history").path("hasMore").asBoolean());
        var seen = bob.heardOnce("channel:history").path("messages").size();
        var live = writer.said("general", "live");
        var asks = new BackEnd(small);
        assertEquals("replayed", fate(explains(asks, "bob", ids[seen - 1])));
        assertEquals("not_sent", fate(explains(asks, "bob", ids[seen])));
        assertEquals("not_sent", fate(explains(asks, "bob", live)));
    }

    @Test
    void whatWasHeardInARoomThatWasDeletedIsNotTakenForTheNewOnes() {
        var bob = scene.entersAndJoins("bob", "general");
        var cat = scene.entersAndJoins("cat", "general");
        says("of the old room");
        bob.says("channel:leave", JOIN);
        cat.leaves();
        scene.entersAndJoins("dan", "general").isLost();
        backEnd.succeeds("DELETE /channels/general?organizationId=acme");
        ann.says("channel:join", JOIN);
        var id = says("of the new room");
        for (var user : List.of("bob", "cat", "dan")) {
            assertEquals("not_sent", fate(explains(user, id)), user);
        }
        assertEquals("live", fate(explains("ann", id)));
    }

    @Test
    void ofTheSocketsThoseThatAreConnectedComeFirstAndTheNewestBeforeOthers() {
        for (int i = 0; i < 12; i++) {
            var bob = scene.enters("bob");
            if (i % 2 == 0) {
                bob.leaves();
            }
            scene.passes(Duration.ofSeconds(1));
        }
        var answer = explains("bob", says("hi"));
        assertEquals(
                List.of("11", "09", "07", "05", "03", "01", "10", "08", "06", "04", "02", "00"),
                answer.path("sockets")
                        .valueStream()
                        .map(socket -> socket.path("connectedAt").asText().substring(17, 19))
                        .toList());
        assertTrue(answer.path("summary")
                .asText()
                .contains("newest socket, " + answer.at("/sockets/0/socketId").asText()));
    }

    @Test
    void whoIsOnTheWayBackIsFoundAtAnyTime() {
        var bob = scene.entersAndJoins("bob", "general");
        bob.isLost();
        var id = says("meanwhile");
        var back = bob.again("again", bob.lane());
        var sockets = new ArrayList<Integer>();
        scene.dispatcher()
                .recovery()
                .resume(
                        back,
                        Scene.principal("bob"),
                        back.pid(),
                        back.offset(),
                        _ -> sockets.add(explains("bob", id).path("sockets").size()));
        scene.settle();
        back.runMailbox();
        assertEquals(List.of(1), sockets);
    }

    @Test
    void whatIsNotKnownOfAUserStaysSoWhenAllThatIsKnownIsConnectedAgain() {
        var id = says("hi");
        var lost = new ArrayList<Actor>();
        for (int i = 0; i < 21; i++) {
            var bob = scene.enters("bob");
            scene.passes(Duration.ofSeconds(1));
            bob.isLost();
            lost.add(bob);
        }
        lost.removeFirst();
        lost.forEach(scene::returns);
        assertEquals(
                "2026-03-19T12:00:01.000Z",
                explains("bob", id).at("/user/knownSince").asText());
    }

    @Test
    void whatIsOfAnotherTenantIsNotFound() {
        var id = says("hi");
        assertEquals(404, backEnd.calls(path("other", "ann", id)).status());
        var eve = scene.enters(Scene.principal("eve", "other", Set.of("c1"), Role.MEMBER));
        var said = eve.says("message:send", "{'conversationId':'v1','customerId':'c1','content':'psst'}")
                .path("id")
                .asText();
        assertEquals(404, backEnd.calls(path("acme", "ann", said)).status());
        assertEquals(200, backEnd.calls(path("other", "eve", said)).status());
        assertEquals(
                200, backEnd.calls(path("acme", "ann", said) + "&customerId=c1").status());
        assertEquals(
                404, backEnd.calls(path("acme", "ann", said) + "&customerId=c2").status());
        assertEquals(404, backEnd.calls(path("acme", "ann", "msg_none")).status());
    }

    private String says(String content) {
        return ann.says("message:send", "{'channelId':'general','content':'" + content + "'}")
                .path("id")
                .asText();
    }

    private String says2ndId() {
        return scene.messages()
                .all(Scene.channel("general"))
                .get(1)
                .draft()
                .id()
                .toString();
    }

    private JsonNode explains(String userId, String messageId) {
        return explains(backEnd, userId, messageId);
    }

    private static JsonNode explains(BackEnd asking, String userId, String messageId) {
        return asking.succeeds(path("acme", userId, messageId));
    }

    private static String path(String organizationId, String userId, String messageId) {
        return "GET /explain?organizationId=" + organizationId + "&userId=" + userId + "&messageId=" + messageId;
    }

    private static String fate(JsonNode answer) {
        return answer.at("/sockets/0/fate").asText();
    }
}
