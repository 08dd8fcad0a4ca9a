package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Two organizations serve one customer, and both have an ann.
class NamesakesTest {
    private static final String ROOM = "'conversationId':'v1','customerId':'c1'";

    private final Scene scene = Scene.open();
    private final Actor bob = comes("bob", "acme");
    private final Actor ours = comes("ann", "acme");
    private final Actor theirs = comes("ann", "other");

    @Test
    void eachIsAMemberAndHeardToComeAndToGo() {
        var third = scene.enters(Scene.principal("ann", "third", Set.of("c1"), Role.MEMBER));
        scene.actors().forEach(Actor::forgets);
        assertEquals(
                4,
                third.says("conversation:join", "{" + ROOM + "}")
                        .path("members")
                        .asInt());
        third.says("conversation:leave", "{" + ROOM + "}");
        for (var other : List.of(bob, ours, theirs)) {
            assertEquals("ann", other.heardOnce("member:joined").path("userId").asText());
            assertEquals("ann", other.heardOnce("member:left").path("userId").asText());
        }
        assertEquals(List.of(), third.heard("member:joined"));
    }

    @Test
    void eachHearsTheOtherType() {
        ours.says("typing:start", "{" + ROOM + "}");
        theirs.heardOnce("typing:start");
        bob.heardOnce("typing:start");
        ours.heardNothing();
    }

    @Test
    void theSameOptimisticIdOfBothIsTwoMessages() {
        var first = send(ours, "hi");
        var second = send(theirs, "ho");
        assertEquals(true, second.path("success").asBoolean(), second::toString);
        assertNotEquals(first.path("id"), second.path("id"));
        assertEquals(first.path("id"), send(ours, "hi").path("id"));
        assertEquals(second.path("id"), send(theirs, "ho").path("id"));
        bob.sawExactlyOnce("hi");
        bob.sawExactlyOnce("ho");
    }

    @Test
    void neitherMayChangeWhatTheOtherSaid() {
        var id = send(ours, "hi").path("id").asText();
        var message = "'messageId':'" + id + "'," + ROOM;
        assertRefused("FORBIDDEN", theirs.says("message:update", "{" + message + ",'content':'ho'}"));
        assertRefused("FORBIDDEN", theirs.says("message:delete", "{" + message + "}"));
        assertEquals(List.of(), bob.heard("message:update"));
        assertEquals(List.of(), bob.heard("message:delete"));
    }

    @Test
    void reactionsAndMarksOfBothCount() {
        var message = "'messageId':'" + send(bob, "hi").path("id").asText() + "'," + ROOM;
        for (var one : List.of(ours, theirs)) {
            one.says("message:react", "{" + message + ",'emoji':'+1','action':'add'}");
            one.says("message:read", "{" + message + "}");
        }
        assertEquals(2, bob.heard("message:reaction").size());
        assertEquals(2, bob.heard("message:read").size());
        bob.says("conversation:rejoin", "{" + ROOM + "}");
        assertEquals(
                "[{\"emoji\":\"+1\",\"count\":2,\"userIds\":[\"ann\",\"ann\"]}]",
                bob.heard("conversation:rejoined")
                        .getLast()
                        .at("/missed_messages/0/reactions")
                        .toString());
    }

    @Test
    void aStreamIsItsWritersOnly() {
        var begun = ours.says("message:stream_start", "{" + ROOM + ",'optimisticId':'o1'}");
        var id = begun.path("messageId").asText();
        assertRefused(
                "NOT_FOUND", theirs.says("message:stream_chunk", "{'messageId':'" + id + "','index':0,'text':'a'}"));
        assertRefused("NOT_FOUND", theirs.says("message:stream_end", "{'messageId':'" + id + "','content':'a'}"));
        var another = theirs.says("message:stream_start", "{" + ROOM + ",'optimisticId':'o1'}");
        assertNotEquals(id, another.path("messageId").asText());
    }

    private Actor comes(String userId, String organizationId) {
        var actor = scene.enters(Scene.principal(userId, organizationId, Set.of("c1"), Role.MEMBER));
        actor.says("conversation:join", "{" + ROOM + "}");
        scene.actors().forEach(Actor::forgets);
        return actor;
    }

    private static JsonNode send(Actor actor, String content) {
        return actor.says("message:send", "{" + ROOM + ",'content':'" + content + "','optimisticId':'o1'}");
    }

    private static void assertRefused(String code, JsonNode answer) {
        assertEquals(code, answer.at("/error/code").asText(), answer::toString);
    }
}
