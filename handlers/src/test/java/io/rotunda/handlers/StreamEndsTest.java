package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What becomes of a stream that its writer does not end.
class StreamEndsTest {
    private static final String GENERAL = "{'channelId':'general'}";
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Scene scene = Scene.open();
    private final Actor bob = scene.entersAndJoins("bob", "general");
    private final Actor ann = scene.entersAndJoins("ann", "general");

    @Test
    void aWriterWhoIsGoneForThirtySecondsIsCutOff() {
        var id = starts("{'channelId':'general','metadata':{'model':'m1'}}");
        writes(ann, id, 0, "so far");
        ann.leaves();
        scene.passes(SECOND);
        scene.passes(Duration.ofMillis(29_999));
        assertEquals(List.of(), bob.heard("message:new"));
        scene.passes(Duration.ofMillis(1));
        var whole = bob.heardOnce("message:new");
        assertEquals(id, whole.path("id").asText());
        assertEquals("so far", whole.path("content").asText());
        assertEquals(
                "{\"model\":\"m1\",\"truncated\":true}", whole.path("metadata").toString());
        scene.passes(Duration.ofMinutes(20));
        bob.heardOnce("message:new");
    }

    @Test
    void whatHadNoTextYetEndsToo() {
        starts(GENERAL);
        ann.leaves();
        scene.passes(SECOND);
        scene.passes(StreamEnds.GRACE);
        assertEquals("", bob.heardOnce("message:new").path("content").asText());
        assertEquals(
                "{\"truncated\":true}",
                bob.heardOnce("message:new").path("metadata").toString());
    }

    @Test
    void aWriterWhoComesBackInTimeGoesOn() {
        var id = starts(GENERAL);
        writes(ann, id, 0, "a");
        ann.leaves();
        scene.passes(SECOND);
        scene.passes(Duration.ofSeconds(29));
        var again = scene.enters("ann");
        scene.passes(Duration.ofSeconds(60));
        writes(again, id, 1, "b");
        again.says("message:stream_end", "{'messageId':'" + id + "'}");
        bob.sawExactlyOnce("ab");
        assertTrue(bob.heardOnce("message:new").path("metadata").isNull());
    }

    @Test
    void aWriterWithASocketMayThinkButNotForEver() {
        var id = starts(GENERAL);
        writes(ann, id, 0, "a");
        scene.passes(Duration.ofMinutes(9));
        assertEquals(List.of(), bob.heard("message:new"));
        writes(ann, id, 1, "");
        scene.passes(Duration.ofMinutes(9));
        assertEquals(List.of(), bob.heard("message:new"));
        scene.passes(Duration.ofMinutes(1));
        bob.sawExactlyOnce("a");
    }

    @Test
    void aWriterWhoseTokenNoLongerReachesTheRoomHasDisappeared() {
        bob.says("conversation:join", "{'conversationId':'v1','customerId':'c1'}");
        var id = starts("{'conversationId':'v1','customerId':'c1'}");
        writes(ann, id, 0, "a");
        scene.tokens().issue("t", Scene.principal("ann", "acme", Set.of("c2"), Role.MEMBER));
        ann.says("auth:refresh", "{'token':'t'}");
        assertEquals("NOT_FOUND", code(chunk(ann, id, 1, "b")));
        assertEquals("NOT_FOUND", code(ann.says("message:stream_end", "{'messageId':'" + id + "'}")));
        scene.passes(SECOND);
        scene.passes(StreamEnds.GRACE);
        bob.sawExactlyOnce("a");
    }

    @Test
    void whatWasCutOffIsTriedAgainUntilItIsKept() {
        var id = starts(GENERAL);
        writes(ann, id, 0, "a");
        ann.leaves();
        scene.passes(SECOND);
        scene.messages().away(true);
        scene.passes(StreamEnds.GRACE);
        scene.passes(Duration.ofMinutes(5));
        scene.messages().away(false);
        scene.passes(SECOND);
        bob.sawExactlyOnce("a");
        assertTrue(bob.heardOnce("message:new").at("/metadata/truncated").asBoolean());
    }

    @Test
    void whatCannotBeKeptForTooLongIsGivenUp() {
        starts(GENERAL);
        ann.leaves();
        scene.messages().away(true);
        scene.passes(SECOND);
        scene.passes(StreamEnds.GRACE);
        scene.passes(StreamEnds.PATIENCE);
        scene.messages().away(false);
        scene.passes(SECOND);
        assertEquals(List.of(), bob.heard("message:new"));
    }

    @Test
    void anEndThatFailedIsSafeToAskForAgainAndNothingIsAdded() {
        var id = starts(GENERAL);
        writes(ann, id, 0, "a");
        scene.messages().away(true);
        assertEquals("UNAVAILABLE", code(ann.says("message:stream_end", "{'messageId':'" + id + "'}")));
        assertEquals("CONFLICT", code(chunk(ann, id, 1, "b")));
        scene.messages().away(false);
        assertTrue(ann.says("message:stream_end", "{'messageId':'" + id + "'}")
                .path("success")
                .asBoolean());
        bob.sawExactlyOnce("a");
        assertTrue(bob.heardOnce("message:new").path("metadata").isNull());
    }

    @Test
    void anEndThatFailedIsTriedAgainWithoutItsWriter() {
        var id = starts(GENERAL);
        writes(ann, id, 0, "a");
        scene.messages().away(true);
        ann.says("message:stream_end", "{'messageId':'" + id + "'}");
        ann.leaves();
        scene.messages().away(false);
        scene.passes(SECOND);
        bob.sawExactlyOnce("a");
        assertTrue(bob.heardOnce("message:new").path("metadata").isNull(), "its writer had ended it");
    }

    @Test
    void whatWasCutOffTakesNoMore() {
        var id = starts(GENERAL);
        writes(ann, id, 0, "a");
        ann.leaves();
        scene.passes(SECOND);
        scene.passes(StreamEnds.GRACE);
        var late = scene.enters("ann");
        assertEquals("CONFLICT", code(chunk(late, id, 1, "b")));
        assertEquals("CONFLICT", code(late.says("message:stream_end", "{'messageId':'" + id + "'}")));
    }

    @Test
    void aServerThatStopsKeepsWhatIsOpen() {
        var id = starts(GENERAL);
        writes(ann, id, 0, "a");
        scene.dispatcher().close();
        var kept = scene.messages().all(Scene.channel("general")).getFirst().draft();
        assertEquals("a", kept.content());
        assertEquals("{\"truncated\":true}", kept.metadata());
    }

    private String starts(String payload) {
        return ann.says("message:stream_start", payload).path("messageId").asText();
    }

    private static void writes(Actor writer, String id, int index, String text) {
        var answer = chunk(writer, id, index, text);
        assertTrue(answer.path("success").asBoolean(), answer.toString());
    }

    private static JsonNode chunk(Actor writer, String id, int index, String text) {
        return writer.says(
                "message:stream_chunk", "{'messageId':'" + id + "','index':" + index + ",'text':'" + text + "'}");
    }

    private static String code(JsonNode answer) {
        return answer.at("/error/code").asText();
    }
}
