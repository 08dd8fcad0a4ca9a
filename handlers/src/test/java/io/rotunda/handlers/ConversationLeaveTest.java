package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConversationLeaveTest {
    private static final String ROOM = "{'conversationId':'v1','customerId':'c1'}";

    private final Scene scene = Scene.open();
    private final Actor bob = joined("bob");
    private final Actor ann = joined("ann");

    @Test
    @Hears("member:left")
    void theOthersHearOfItAndWhoLeftHearsNothingMore() {
        bob.forgets();
        ann.forgets();
        assertEquals(
                "{\"success\":true,\"conversationId\":\"v1\"}",
                ann.says("conversation:leave", ROOM).toString());
        assertEquals(
                "{\"conversationId\":\"v1\",\"userId\":\"ann\",\"userName\":\"Name of ann\","
                        + "\"timestamp\":\"2026-03-19T12:00:00.000Z\"}",
                bob.heardOnce("member:left").toString());
        bob.says("message:send", "{'conversationId':'v1','customerId':'c1','content':'hi'}");
        ann.heardNothing();
    }

    @Test
    void leavingByDisconnectCountsAsLeaving() {
        ann.leaves();
        bob.heardOnce("member:left");
    }

    @Test
    void whoLosesTheCustomerWithANewTokenHasLeft() {
        scene.tokens().issue("new", Scene.principal("ann", "acme", Set.of(), Role.MEMBER));
        ann.says("auth:refresh", "{'token':'new'}");
        bob.heardOnce("member:left");
    }

    @Test
    void othersHearOnlyOfAUsersLastSocket() {
        var phone = joined("ann");
        bob.forgets();
        phone.says("conversation:leave", ROOM);
        bob.heardNothing();
        ann.leaves();
        bob.heardOnce("member:left");
    }

    @Test
    void whoLeavesWhileTypingHasStopped() {
        ann.says("typing:start", ROOM);
        bob.forgets();
        ann.says("conversation:leave", ROOM);
        assertEquals(List.of("typing:stop", "member:left"), bob.eventNames());
    }

    @Test
    void leavingWhereOneIsNotIsASuccessAndAnnouncesNothing() {
        ann.says("conversation:leave", ROOM);
        bob.forgets();
        assertEquals(
                "{\"success\":true,\"conversationId\":\"v1\"}",
                ann.says("conversation:leave", ROOM).toString());
        ann.says("conversation:leave", "{'conversationId':'nowhere','customerId':'c9'}");
        bob.heardNothing();
        assertEquals(1, scene.timelines().count());
    }

    private Actor joined(String userId) {
        var actor = scene.enters(userId);
        actor.says("conversation:join", ROOM);
        return actor;
    }
}
