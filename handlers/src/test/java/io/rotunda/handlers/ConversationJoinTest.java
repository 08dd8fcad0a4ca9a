package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConversationJoinTest {
    private static final String ROOM = "{'conversationId':'v1','customerId':'c1'}";

    private final Scene scene = Scene.forgetful();
    private final Actor ann = scene.enters("ann");
    private final Actor bob = scene.enters("bob");

    @Test
    void theAnswerSaysRoomPositionAndMembers() {
        bob.says("conversation:join", ROOM);
        say("m1");
        say("m2");
        assertEquals(
                "{\"success\":true,\"room\":\"customer:c1:conversation:v1\",\"conversationId\":\"v1\","
                        + "\"customerId\":\"c1\",\"seq\":2,\"members\":2}",
                ann.says("conversation:join", ROOM).toString());
    }

    @Test
    @Hears({"room:joined", "member:joined"})
    void theSenderHearsThatItJoinedAndTheOthersWho() {
        bob.says("conversation:join", ROOM);
        bob.forgets();
        ann.forgets();
        ann.says("conversation:join", ROOM);
        assertEquals(
                "{\"room\":\"customer:c1:conversation:v1\",\"conversationId\":\"v1\",\"customerId\":\"c1\","
                        + "\"timestamp\":\"2026-03-19T12:00:00.000Z\"}",
                ann.heardOnce("room:joined").toString());
        assertEquals(
                "{\"conversationId\":\"v1\",\"userId\":\"ann\",\"userName\":\"Name of ann\","
                        + "\"timestamp\":\"2026-03-19T12:00:00.000Z\"}",
                bob.heardOnce("member:joined").toString());
        assertEquals(List.of("room:joined"), ann.eventNames());
        assertEquals(List.of("member:joined"), bob.eventNames());
    }

    @Test
    void whoHasJoinedHearsWhatIsSaidAndNothingFromBefore() {
        say("before");
        ann.says("conversation:join", ROOM);
        say("after");
        ann.sawExactlyOnce("after");
        assertEquals(1, ann.heard("message:new").size());
    }

    @Test
    void joiningTwiceIsAnsweredAgainAndAnnouncesNothing() {
        bob.says("conversation:join", ROOM);
        ann.says("conversation:join", ROOM);
        bob.forgets();
        ann.forgets();
        assertTrue(ann.says("conversation:join", ROOM).path("success").asBoolean());
        ann.heardOnce("room:joined");
        bob.heardNothing();
        say("live");
        ann.sawExactlyOnce("live");
    }

    @Test
    void othersHearOnlyOfAUsersFirstSocket() {
        bob.says("conversation:join", ROOM);
        ann.says("conversation:join", ROOM);
        var phone = scene.enters("ann");
        assertEquals(2, phone.says("conversation:join", ROOM).path("members").asInt());
        phone.heardOnce("room:joined");
        bob.heardOnce("member:joined");
        assertEquals(List.of(), ann.heard("member:joined"));
    }

    @Test
    void whatIsSaidWhileASocketJoinsIsHeardOnceAndAfterTheJoin() {
        scene.messages().whileReading(() -> say("early"), () -> say("late"));
        ann.forgets();
        assertEquals(1, ann.says("conversation:join", ROOM).path("seq").asInt());
        assertEquals(List.of("room:joined", "message:new", "message:new"), ann.eventNames());
        ann.sawExactlyOnce("early");
        ann.sawExactlyOnce("late");
    }

    @Test
    void whatIsSaidWhileASocketJoinsAgainIsHeardOnce() {
        ann.says("conversation:join", ROOM);
        scene.messages().whileReading(() -> say("early"), () -> say("late"));
        ann.forgets();
        ann.says("conversation:join", ROOM);
        assertEquals(List.of("room:joined", "message:new", "message:new"), ann.eventNames());
        ann.sawExactlyOnce("early");
        ann.sawExactlyOnce("late");
    }

    @Test
    void whenThePositionCannotBeReadTheSocketIsNotInTheRoom() {
        scene.timelines().create(Scene.conversation("v1"));
        bob.says("conversation:join", ROOM);
        bob.forgets();
        scene.messages().away(true);
        assertEquals(
                "UNAVAILABLE",
                ann.says("conversation:join", ROOM).at("/error/code").asText());
        scene.messages().away(false);
        bob.heardNothing();
        assertEquals(
                "NOT_IN_ROOM", ann.says("typing:start", ROOM).at("/error/code").asText());
    }

    @Test
    void anotherCustomersConversationIsNotFound() {
        scene.timelines().create(Scene.conversation("v1"));
        var eve = scene.enters(Scene.principal("eve", "acme", Set.of("c2"), Role.ADMIN));
        assertEquals(
                "NOT_FOUND",
                eve.says("conversation:join", ROOM).at("/error/code").asText());
    }

    @Test
    void theSameIdOfTwoCustomersIsTwoConversations() {
        ann.says("conversation:join", ROOM);
        var eve = scene.enters(Scene.principal("eve", "acme", Set.of("c2"), Role.MEMBER));
        var joined = eve.says("conversation:join", "{'conversationId':'v1','customerId':'c2'}");
        assertEquals(1, joined.path("members").asInt());
        say("for c1");
        assertEquals(List.of(), ann.heard("member:joined"));
        assertEquals(List.of(), eve.heard("message:new"));
    }

    @Test
    void organizationsMeetInAConversationOfACustomerTheyShare() {
        ann.says("conversation:join", ROOM);
        var eve = scene.enters(Scene.principal("eve", "other", Set.of("c1"), Role.MEMBER));
        assertEquals(2, eve.says("conversation:join", ROOM).path("members").asInt());
        say("hi");
        eve.sawExactlyOnce("hi");
    }

    @Test
    void aConversationWithAListIsForItsMembersAndAdmins() {
        scene.timelines().createFor(Scene.conversation("v1"), "ann");
        assertTrue(ann.says("conversation:join", ROOM).path("success").asBoolean());
        assertEquals(
                "FORBIDDEN",
                bob.says("conversation:join", ROOM).at("/error/code").asText());
        var admin = scene.enters(Scene.principal("eve", "acme", Set.of("c1"), Role.ADMIN));
        assertTrue(admin.says("conversation:join", ROOM).path("success").asBoolean());
    }

    @Test
    void aConversationThatDoesNotExistIsMadeByTheFirstJoinOnlyIfThatIsOn() {
        assertFalse(scene.timelines().exists(Scene.conversation("v1")));
        ann.says("conversation:join", ROOM);
        assertTrue(scene.timelines().exists(Scene.conversation("v1")));

        var strict =
                new Scene(Limits.defaults().withEvents(0, Duration.ofMinutes(1)).withRooms(false, 10_000));
        var cat = strict.enters("cat");
        assertEquals(
                "NOT_FOUND",
                cat.says("conversation:join", ROOM).at("/error/code").asText());
    }

    private void say(String content) {
        bob.says("message:send", "{'conversationId':'v1','customerId':'c1','content':'" + content + "'}");
    }
}
