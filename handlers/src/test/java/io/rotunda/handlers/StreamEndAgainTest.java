package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The end of a stream that is asked for once more: the same is answered as it was, anything else is refused.
class StreamEndAgainTest {
    private static final String NAMED = "{'channelId':'general','optimisticId':'o1'}";

    private final Scene scene = Scene.open();
    private final Actor bob = scene.entersAndJoins("bob", "general");
    private final Actor ann = scene.entersAndJoins("ann", "general");

    @Test
    void otherWordsAreAConflictAndTheSameAreAnsweredAgain() {
        var id = starts();
        var first = ends(id, "one");
        assertEquals("CONFLICT", code(ends(id, "two")));
        assertEquals(first, ends(id, "one"));
        assertEquals(first, ann.says("message:stream_end", "{'messageId':'" + id + "'}"));
        bob.sawExactlyOnce("one");
    }

    @Test
    void whatWasGatheredCountsAsItsWords() {
        var id = starts();
        ann.says("message:stream_chunk", "{'messageId':'" + id + "','index':0,'text':'one'}");
        var first = ann.says("message:stream_end", "{'messageId':'" + id + "'}");
        assertEquals("CONFLICT", code(ends(id, "two")));
        assertEquals(first, ends(id, "one"));
        bob.sawExactlyOnce("one");
    }

    @Test
    void anEditOfTheMessageDoesNotChangeWhatItsEndWas() {
        var id = starts();
        var first = ends(id, "one");
        edits(id, "two");
        assertEquals(first, ends(id, "one"));
        assertEquals("CONFLICT", code(ends(id, "two")));
    }

    @Test
    void theNameThatFindsAMessageFindsTheWordsOfItsEnd() {
        var id = starts();
        var first = ends(id, "one");
        scene.passes(StreamEnds.REMEMBERED);
        assertEquals(id, starts());
        assertEquals(first, ends(id, "one"));
        assertEquals("CONFLICT", code(ends(id, "two")));
    }

    @Test
    void ofAMessageThatWasEditedSinceTheNameFindsTheAnswerOnly() {
        var id = starts();
        var first = ends(id, "one");
        edits(id, "two");
        scene.passes(StreamEnds.REMEMBERED);
        assertEquals(id, starts());
        for (var words : List.of("one", "two")) {
            assertEquals(first, ends(id, words));
        }
    }

    private String starts() {
        return ann.says("message:stream_start", NAMED).path("messageId").asText();
    }

    private JsonNode ends(String id, String content) {
        return ann.says("message:stream_end", "{'messageId':'" + id + "','content':'" + content + "'}");
    }

    private void edits(String id, String content) {
        scene.passes(Duration.ofSeconds(1));
        var payload = "{'channelId':'general','messageId':'" + id + "','content':'" + content + "'}";
        assertTrue(ann.says("message:update", payload).path("success").asBoolean());
    }

    private static String code(JsonNode answer) {
        return answer.at("/error/code").asText();
    }
}
