package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Who enters while a message is being written. The same with real threads: [StreamRaceTest].
class StreamSeamTest {
    private static final String GENERAL = "{'channelId':'general'}";

    private static final String UNKNOWN = "msg_019cf000-0000-7000-8000-000000000000";

    private final Scene scene = Scene.forgetful();
    private final Actor ann = scene.enters("ann");
    private final Actor bob = scene.enters("bob");
    private int next;

    @Test
    void whoeverEntersIsToldTheTextSoFarAndThenEachPiece() {
        var id = starts();
        writes(id, "a");
        writes(id, "b");
        bob.forgets();
        bob.says("channel:join", GENERAL);
        writes(id, "c");
        assertEquals(List.of("channel:history", "message:stream_started", "message:chunk"), bob.eventNames());
        var started = bob.heardOnce("message:stream_started");
        assertEquals("ab", started.path("text").asText());
        assertEquals(2, started.path("index").asInt());
        assertEquals(2, bob.heardOnce("message:chunk").path("index").asInt());
    }

    @Test
    void piecesWrittenWhileEnteringAreToldOnce() {
        var id = starts();
        writes(id, "a");
        scene.messages().whileReading(() -> writes(id, "b"), () -> writes(id, "c"));
        bob.forgets();
        bob.says("channel:join", GENERAL);
        assertEquals(List.of("channel:history", "message:stream_started"), bob.eventNames());
        assertEquals("abc", bob.heardOnce("message:stream_started").path("text").asText());
    }

    @Test
    void aStreamThatBeginsWhileEnteringIsToldOnce() {
        bob.forgets();
        scene.messages().whileReading(this::starts, () -> {});
        bob.says("channel:join", GENERAL);
        bob.heardOnce("message:stream_started");
    }

    @Test
    void aStreamThatEndsWhileEnteringIsAMessage() {
        var before = starts();
        writes(before, "in the log");
        scene.messages().whileReading(() -> ends(before), () -> {});
        bob.forgets();
        bob.says("channel:join", GENERAL);
        assertEquals(List.of("channel:history"), bob.eventNames());

        bob.says("channel:leave", GENERAL);
        var after = starts();
        writes(after, "live");
        scene.messages().whileReading(() -> {}, () -> ends(after));
        bob.forgets();
        bob.says("channel:join", GENERAL);
        assertEquals(List.of("channel:history", "message:new"), bob.eventNames());
    }

    @Test
    void whoComesAgainWithoutHavingLeftIsToldAgain() {
        bob.says("channel:join", GENERAL);
        var id = starts();
        scene.messages().whileReading(() -> writes(id, "a"), () -> writes(id, "b"));
        bob.forgets();
        bob.says("channel:join", GENERAL);
        writes(id, "c");
        assertEquals(List.of("channel:history", "message:stream_started", "message:chunk"), bob.eventNames());
    }

    @Test
    void aReplayThatFailsLosesNoPiece() {
        bob.says("channel:join", GENERAL);
        var id = starts();
        bob.forgets();
        scene.messages().whileReading(() -> writes(id, "a"), () -> {});
        var unknown = "'lastMessageId':'" + UNKNOWN + "'";
        assertFalse(bob.says("channel:join", "{'channelId':'general'," + unknown + "}")
                .path("success")
                .asBoolean());
        assertEquals("a", bob.heardOnce("message:stream_started").path("text").asText());
        assertEquals(List.of(), bob.heard("message:chunk"));
    }

    @Test
    void whoPagesIsNotToldAgain() {
        bob.says("channel:join", GENERAL);
        var id = starts();
        writes(id, "a");
        bob.forgets();
        bob.says("channel:history", GENERAL);
        bob.says("channel:history", GENERAL.replace("}", ",'before':'" + UNKNOWN + "'}"));
        writes(id, "b");
        assertEquals(List.of("error", "message:chunk"), bob.eventNames());
    }

    @Test
    void piecesWrittenWhilePagingAreToldOnce() {
        bob.says("channel:join", GENERAL);
        var id = starts();
        scene.messages().whileReading(() -> writes(id, "a"), () -> writes(id, "b"));
        bob.forgets();
        bob.says("channel:history", GENERAL);
        assertEquals("ab", bob.heardOnce("message:stream_started").path("text").asText());
        writes(id, "c");
        bob.says("channel:history", GENERAL);
        assertEquals(List.of("message:stream_started", "message:chunk"), bob.eventNames());
    }

    @Test
    void aConversationIsEnteredInTheMiddleToo() {
        var conversation = "{'conversationId':'v1','customerId':'c1'}";
        var id =
                ann.says("message:stream_start", conversation).path("messageId").asText();
        writes(id, "a");
        for (var entering : List.of("conversation:join", "conversation:rejoin")) {
            var cat = scene.enters("cat");
            cat.forgets();
            cat.says(entering, conversation);
            assertEquals(
                    "a", cat.heardOnce("message:stream_started").path("text").asText());
        }
    }

    @Test
    void whoIsElsewhereHearsNothing() {
        bob.says("channel:join", "{'channelId':'random'}");
        bob.forgets();
        var id = starts();
        writes(id, "a");
        ends(id);
        bob.heardNothing();
    }

    private String starts() {
        next = 0;
        return ann.says("message:stream_start", GENERAL).path("messageId").asText();
    }

    private void writes(String id, String text) {
        ann.says("message:stream_chunk", "{'messageId':'" + id + "','index':" + next++ + ",'text':'" + text + "'}");
    }

    private void ends(String id) {
        ann.says("message:stream_end", "{'messageId':'" + id + "'}");
    }
}
