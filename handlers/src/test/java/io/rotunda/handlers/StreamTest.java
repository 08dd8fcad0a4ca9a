package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A message from its first piece to its place among the others.
class StreamTest {
    private static final String GENERAL = "{'channelId':'general'}";

    private final Scene scene = Scene.open();
    private final Actor bob = scene.entersAndJoins("bob", "general");
    private final Actor ann = scene.entersAndJoins("ann", "general");

    @Test
    @Hears({"message:stream_started", "message:chunk"})
    void aMessageIsHeardPieceByPieceAndThenWhole() {
        var id = starts(ann, GENERAL);
        writes(ann, id, 0, "Hel");
        writes(ann, id, 1, "lo");
        var answer = ann.says("message:stream_end", "{'messageId':'" + id + "'}");
        assertEquals(
                List.of("message:stream_started", "message:chunk", "message:chunk", "message:new"), bob.eventNames());
        assertEquals(
                "{\"messageId\":\"" + id + "\",\"channelId\":\"general\",\"conversationId\":null,\"userId\":\"ann\","
                        + "\"userName\":\"Name of ann\",\"threadId\":null,\"metadata\":null,\"optimisticId\":null,"
                        + "\"index\":0,\"text\":\"\",\"timestamp\":\"2026-03-19T12:00:00.000Z\"}",
                bob.heardOnce("message:stream_started").toString());
        assertEquals(
                "{\"messageId\":\"" + id + "\",\"channelId\":\"general\",\"conversationId\":null,\"index\":1,"
                        + "\"text\":\"lo\",\"timestamp\":\"2026-03-19T12:00:00.000Z\"}",
                bob.heard("message:chunk").getLast().toString());
        var whole = bob.heardOnce("message:new");
        assertEquals(id, whole.path("id").asText());
        assertEquals("Hello", whole.path("content").asText());
        assertTrue(whole.path("metadata").isNull());
        var sent = ann.heardOnce("message:sent");
        assertEquals(id, sent.path("id").asText());
        assertEquals("{\"success\":true," + sent.toString().substring(1), answer.toString());
        assertEquals(
                "Hello",
                scene.messages()
                        .all(Scene.channel("general"))
                        .getFirst()
                        .draft()
                        .content());
    }

    @Test
    void whatTheWriterSaysAtTheEndReplacesThePieces() {
        var id = starts(ann, GENERAL);
        writes(ann, id, 0, "draft");
        ann.says("message:stream_end", "{'messageId':'" + id + "','content':'polished'}");
        bob.sawExactlyOnce("polished");
    }

    @Test
    void aStreamWithoutTextNeedsItAtTheEnd() {
        var id = starts(ann, GENERAL);
        var empty = ann.says("message:stream_end", "{'messageId':'" + id + "'}");
        assertEquals("VALIDATION_ERROR", code(empty));
        assertTrue(empty.at("/error/message").asText().startsWith("content: "));
        assertTrue(succeeds(ann.says("message:stream_end", "{'messageId':'" + id + "','content':'x'}")));
    }

    @Test
    void threadMetadataAndNameGoIntoTheMessage() {
        var thread = ann.says("message:send", "{'channelId':'general','content':'?'}")
                .path("id")
                .asText();
        bob.forgets();
        var id = starts(
                ann,
                "{'channelId':'general','threadId':'" + thread + "','metadata':{'model':1.10},'optimisticId':'o1'}");
        var started = bob.heardOnce("message:stream_started");
        assertEquals("{\"model\":1.10}", started.path("metadata").toString());
        assertEquals("o1", started.path("optimisticId").asText());
        ann.says("message:stream_end", "{'messageId':'" + id + "','content':'!'}");
        var whole = bob.heardOnce("message:new");
        assertEquals(thread, whole.path("threadId").asText());
        assertEquals("{\"model\":1.10}", whole.path("metadata").toString());
        assertEquals("o1", whole.path("optimisticId").asText());
    }

    @Test
    void aThreadOfAnotherRoomIsNotFound() {
        var thread = ann.says("message:send", "{'channelId':'random','content':'?'}")
                .path("id")
                .asText();
        bob.forgets();
        var answer = ann.says("message:stream_start", "{'channelId':'general','threadId':'" + thread + "'}");
        assertEquals("NOT_FOUND", code(answer));
        bob.heardNothing();
    }

    @Test
    void aConversationOfTheCustomerIsStreamedTo() {
        var cat = scene.enters("cat");
        cat.says("conversation:join", "{'conversationId':'v1','customerId':'c1'}");
        cat.forgets();
        var id = starts(ann, "{'conversationId':'v1','customerId':'c1'}");
        writes(ann, id, 0, "hi");
        assertEquals("v1", cat.heardOnce("message:chunk").path("conversationId").asText());
        assertTrue(cat.heardOnce("message:chunk").path("channelId").isNull());
        ann.says("message:stream_end", "{'messageId':'" + id + "'}");
        cat.sawExactlyOnce("hi");
        bob.heardNothing();
    }

    @Test
    void whoMayNotSendMayNotStream() {
        scene.timelines().create(new RoomId.Conversation("c2", "v1"));
        assertEquals("NOT_FOUND", code(ann.says("message:stream_start", "{'conversationId':'v1','customerId':'c2'}")));
        scene.timelines().createFor(Scene.channel("closed"), "bob");
        assertEquals("FORBIDDEN", code(ann.says("message:stream_start", "{'channelId':'closed'}")));
    }

    @Test
    void aPieceThatWasTakenBeforeIsAnsweredAndNotToldAgain() {
        var id = starts(ann, GENERAL);
        writes(ann, id, 0, "a");
        writes(ann, id, 0, "a");
        assertEquals(1, bob.heard("message:chunk").size());
        writes(ann, id, 1, "b");
        ann.says("message:stream_end", "{'messageId':'" + id + "'}");
        bob.sawExactlyOnce("ab");
    }

    @Test
    void aGapIsRefusedAndSaysWhereToGoOn() {
        var id = starts(ann, GENERAL);
        writes(ann, id, 0, "a");
        var gap = chunk(ann, id, 2, "c");
        assertEquals("CONFLICT", code(gap));
        assertEquals("index: must be 1", gap.at("/error/message").asText());
        assertEquals(1, bob.heard("message:chunk").size());
    }

    @Test
    void nobodyElseWrites() {
        var id = starts(ann, GENERAL);
        var twin = scene.enters(Scene.principal("ann", "other", Set.of("c1"), Role.ADMIN));
        for (var stranger : List.of(bob, twin)) {
            assertEquals("NOT_FOUND", code(chunk(stranger, id, 0, "x")));
            assertEquals("NOT_FOUND", code(stranger.says("message:stream_end", "{'messageId':'" + id + "'}")));
        }
        assertEquals(List.of(), ann.heard("message:chunk"));
        assertTrue(succeeds(chunk(scene.enters("ann"), id, 0, "from another socket")));
    }

    @Test
    void whatIsNoStreamIsNotFound() {
        var sent = ann.says("message:send", "{'channelId':'general','content':'hi'}")
                .path("id")
                .asText();
        assertEquals("NOT_FOUND", code(chunk(ann, sent, 0, "x")));
        assertEquals("NOT_FOUND", code(ann.says("message:stream_end", "{'messageId':'" + sent + "'}")));
    }

    @Test
    void theTextIsBoundedAsAWhole() {
        var id = starts(ann, GENERAL);
        writes(ann, id, 0, "x".repeat(39_999));
        assertEquals("PAYLOAD_TOO_LARGE", code(chunk(ann, id, 1, "yy")));
        writes(ann, id, 1, "z");
        assertTrue(succeeds(ann.says("message:stream_end", "{'messageId':'" + id + "'}")));
        assertEquals(
                40_000, bob.heardOnce("message:new").path("content").asText().length());
    }

    @Test
    void piecesHaveALimitOfTheirOwn() {
        var id = starts(ann, GENERAL);
        for (int i = 0; i < 50; i++) {
            writes(ann, id, i, "x");
        }
        assertEquals("RATE_LIMIT_EXCEEDED", code(chunk(ann, id, 50, "x")));
        scene.passes(Duration.ofSeconds(1));
        writes(ann, id, 50, "x");
    }

    @Test
    void theSameNameFindsTheStreamAgain() {
        var named = "{'channelId':'general','optimisticId':'o1'}";
        var id = starts(ann, named);
        writes(ann, id, 0, "a");
        assertEquals(id, starts(ann, named));
        assertEquals(id, starts(scene.enters("ann"), named));
        bob.heardOnce("message:stream_started");
        assertNotEquals(id, starts(bob, named), "another user's name is another name");
        assertNotEquals(id, starts(ann, "{'channelId':'random','optimisticId':'o1'}"));
        var other = ann.says("message:stream_start", "{'channelId':'general','optimisticId':'o1','metadata':{}}");
        assertEquals("CONFLICT", code(other));
    }

    @Test
    void whoLostTheAnswerMayAskAgain() {
        var named = "{'channelId':'general','optimisticId':'o1'}";
        var id = starts(ann, named);
        writes(ann, id, 0, "a");
        var end = "{'messageId':'" + id + "'}";
        var first = ann.says("message:stream_end", end);
        assertEquals(first, ann.says("message:stream_end", end));
        assertEquals(2, ann.heard("message:sent").size());
        bob.sawExactlyOnce("a");
        assertEquals(id, starts(ann, named));
        assertTrue(succeeds(chunk(ann, id, 0, "a")));
        assertEquals("CONFLICT", code(chunk(ann, id, 1, "b")));
        bob.heardOnce("message:stream_started");
        scene.passes(StreamEnds.REMEMBERED);
        assertEquals("NOT_FOUND", code(ann.says("message:stream_end", end)));
    }

    @Test
    void aNameThatAnotherMessageTookMeanwhileIsAConflictAndTheTextIsKeptWithoutIt() {
        for (var content : List.of("one", "two")) {
            var room = "{'channelId':'general','optimisticId':'" + content + "'";
            var id = starts(ann, room + "}");
            ann.says("message:send", room + ",'content':'" + content + "'}");
            bob.forgets();
            writes(ann, id, 0, "two");
            assertEquals("CONFLICT", code(ann.says("message:stream_end", "{'messageId':'" + id + "'}")));
            scene.passes(Duration.ofSeconds(1));
            var whole = bob.heardOnce("message:new");
            assertEquals(id, whole.path("id").asText());
            assertEquals("two", whole.path("content").asText());
            assertTrue(whole.path("optimisticId").isNull());
        }
    }

    @Test
    void theNameOfAMessageThatIsKeptFindsItAlthoughNobodyRemembersTheStream() {
        var named = "{'channelId':'general','optimisticId':'o1'}";
        var id = starts(ann, named);
        writes(ann, id, 0, "a");
        var end = "{'messageId':'" + id + "'}";
        var first = ann.says("message:stream_end", end);
        bob.sawExactlyOnce("a");
        bob.forgets();
        scene.passes(StreamEnds.REMEMBERED);

        assertEquals(id, starts(ann, named));
        assertEquals(id, starts(ann, named));
        assertEquals("CONFLICT", code(chunk(ann, id, 0, "a")));
        assertEquals(first, ann.says("message:stream_end", end));
        bob.heardNothing();
        assertNotEquals(id, starts(bob, named));
        scene.passes(StreamEnds.REMEMBERED);
        assertEquals("NOT_FOUND", code(ann.says("message:stream_end", end)));
    }

    @Test
    void theNameOfAMessageThatWasSentAsAWholeBeginsNoStream() {
        var sent = ann.says("message:send", "{'channelId':'general','content':'one','optimisticId':'o1'}");
        bob.forgets();
        var id = starts(ann, "{'channelId':'general','optimisticId':'o1'}");
        assertEquals(sent, ann.says("message:stream_end", "{'messageId':'" + id + "','content':'one'}"));
        bob.heardNothing();
    }

    @Test
    void whatWasCutOffIsOverAlsoForWhomTheNameFindsIt() {
        var named = "{'channelId':'general','optimisticId':'o1'}";
        var id = starts(ann, named);
        writes(ann, id, 0, "a");
        ann.leaves();
        scene.passes(Duration.ofSeconds(1));
        scene.passes(StreamEnds.GRACE);
        scene.passes(StreamEnds.REMEMBERED);
        var late = scene.enters("ann");
        assertEquals(id, starts(late, named));
        assertEquals("CONFLICT", code(late.says("message:stream_end", "{'messageId':'" + id + "'}")));
    }

    @Test
    void aStreamStopsTyping() {
        ann.says("typing:start", GENERAL);
        starts(ann, GENERAL);
        assertEquals(List.of("typing:start", "typing:stop", "message:stream_started"), bob.eventNames());
    }

    @Test
    void aUserHasTenStreamsOpenAtMost() {
        for (int i = 0; i < 9; i++) {
            starts(ann, GENERAL);
        }
        var last = starts(ann, GENERAL);
        assertEquals("FORBIDDEN", code(scene.enters("ann").says("message:stream_start", "{'channelId':'random'}")));
        starts(bob, GENERAL);
        ann.says("message:stream_end", "{'messageId':'" + last + "','content':'x'}");
        starts(ann, GENERAL);
    }

    @Test
    void aRoomHoldsAsMuchUnfinishedTextAsWhoeverEntersCanBeTold() {
        var wide = "\u4e16".repeat(40_000);
        var id = starts(ann, GENERAL);
        writes(ann, id, 0, wide);
        var other = starts(bob, GENERAL);
        var refused = chunk(bob, other, 0, wide);
        assertEquals("UNAVAILABLE", code(refused));
        assertTrue(refused.at("/error/retryAfterMs").asLong() > 0);
        ann.says("message:stream_end", "{'messageId':'" + id + "'}");
        writes(bob, other, 0, wide);
    }

    private static String starts(Actor writer, String payload) {
        var answer = writer.says("message:stream_start", payload);
        assertTrue(succeeds(answer), answer.toString());
        return answer.path("messageId").asText();
    }

    private static void writes(Actor writer, String id, int index, String text) {
        var answer = chunk(writer, id, index, text);
        assertTrue(succeeds(answer), answer.toString());
    }

    private static JsonNode chunk(Actor writer, String id, int index, String text) {
        return writer.says(
                "message:stream_chunk", "{'messageId':'" + id + "','index':" + index + ",'text':'" + text + "'}");
    }

    private static boolean succeeds(JsonNode answer) {
        return answer.path("success").asBoolean();
    }

    private static String code(JsonNode answer) {
        return answer.at("/error/code").asText();
    }
}
