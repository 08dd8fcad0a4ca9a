package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelLeaveTest {
    private static final String GENERAL = "{'channelId':'general'}";

    private final Scene scene = Scene.open();
    private final Actor bob = scene.entersAndJoins("bob", "general");
    private final Actor ann = scene.entersAndJoins("ann", "general");

    @Test
    @Hears("channel:leave")
    void theOthersHearOfItAndWhoLeftHearsNothingMore() {
        assertEquals(
                "{\"success\":true,\"channelId\":\"general\"}",
                ann.says("channel:leave", GENERAL).toString());
        assertEquals(
                "{\"channelId\":\"general\",\"userId\":\"ann\",\"userName\":\"Name of ann\","
                        + "\"timestamp\":\"2026-03-19T12:00:00.000Z\"}",
                bob.heardOnce("channel:leave").toString());
        bob.says("message:send", "{'channelId':'general','content':'hi'}");
        ann.heardNothing();
    }

    @Test
    void leavingByDisconnectCountsAsLeaving() {
        ann.leaves();
        bob.heardOnce("channel:leave");
    }

    @Test
    void othersHearOnlyOfAUsersLastSocket() {
        var phone = scene.entersAndJoins("ann", "general");
        phone.says("channel:leave", GENERAL);
        bob.heardNothing();
        ann.leaves();
        bob.heardOnce("channel:leave");
    }

    @Test
    void leavingWhereOneIsNotIsASuccessAndAnnouncesNothing() {
        ann.says("channel:leave", GENERAL);
        bob.forgets();
        assertEquals(
                "{\"success\":true,\"channelId\":\"general\"}",
                ann.says("channel:leave", GENERAL).toString());
        assertEquals(
                "{\"success\":true,\"channelId\":\"nowhere\"}",
                ann.says("channel:leave", "{'channelId':'nowhere'}").toString());
        assertEquals(List.of(), bob.heard());
        assertEquals(1, scene.timelines().count());
    }
}
