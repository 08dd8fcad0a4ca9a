package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.persistence.Message;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MessageSendQueuedTest {
    private final Scene scene = Scene.open();
    private final Actor bob = scene.entersAndJoins("bob", "general");
    private final Actor ann = scene.entersAndJoins("ann", "general");

    @Test
    void messagesAreKeptInTheOrderGivenAndEachIsConfirmedAndHeard() {
        var answer = queued(ann, message("one", "o1") + "," + message("two", "o2") + "," + message("three", "o3"));
        assertEquals(List.of("one", "two", "three"), contents());
        assertEquals(3, ann.heard("message:sent").size());
        assertEquals(List.of("message:new", "message:new", "message:new"), bob.eventNames());
        var results = answer.path("results");
        assertEquals(3, results.size());
        for (int i = 0; i < 3; i++) {
            var sent = ann.heard("message:sent").get(i).toString();
            assertEquals(
                    "{\"success\":true," + sent.substring(1), results.get(i).toString());
            assertEquals(i + 1, results.get(i).path("seq").asInt());
            assertEquals("o" + (i + 1), results.get(i).path("optimisticId").asText());
        }
    }

    @Test
    void aBadMessageFailsAlone() {
        var answer = queued(
                ann,
                message("one", "o1") + ",{'channelId':'general','optimisticId':'o2'},7," + message("four", "o4")
                        + ",{'conversationId':'v','customerId':'other','content':'x','optimisticId':'o5'}");
        assertTrue(answer.path("success").asBoolean());
        assertEquals(List.of("one", "four"), contents());
        assertEquals(
                "{\"success\":false,\"optimisticId\":\"o2\",\"error\":{\"code\":\"VALIDATION_ERROR\","
                        + "\"message\":\"messages[1].content: is required\"}}",
                answer.path("results").get(1).toString());
        assertEquals(
                "messages[2]: must be an object",
                answer.path("results").get(2).at("/error/message").asText());
        assertEquals(
                "NOT_FOUND", answer.path("results").get(4).at("/error/code").asText());
        assertEquals(
                "{\"code\":\"VALIDATION_ERROR\",\"message\":\"messages[1].content: is required\","
                        + "\"event\":\"message:send_queued\",\"optimisticId\":\"o2\"}",
                ann.heard("error").getFirst().toString());
        assertEquals(3, ann.heard("error").size());
        assertEquals(List.of(), bob.heard("error"));
    }

    @Test
    void aMessageWithWhatNoTextMayContainFailsAloneToo() {
        for (var bad : List.of("'a\\u0000'", "'\\ud800'", "1e999", "{'a\\u0000':1}", Wrong.BINARY)) {
            ann.forgets();
            int kept = scene.messages().count();
            var answer = queued(
                    ann,
                    List.of(new byte[3]),
                    message("one", "o1 " + bad.length()) + ",{'channelId':'general','content':" + bad
                            + ",'optimisticId':'o2'}," + message("three", "o3 " + bad.length()));
            assertEquals(kept + 2, scene.messages().count(), bad);
            assertEquals("VALIDATION_ERROR", answer.at("/results/1/error/code").asText());
            assertTrue(answer.at("/results/1/error/message").asText().startsWith("messages[1]: "));
            assertEquals("o2", ann.heardOnce("error").path("optimisticId").asText());
        }
    }

    @Test
    void anOptimisticIdThatNoTextMayBeIsNotEchoed() {
        for (var bad : List.of("o\\u0000", "\\ud800", "\\udc00\\ud800")) {
            ann.forgets();
            var answer = queued(ann, message("one", bad));
            assertTrue(answer.at("/results/0/optimisticId").isNull());
            assertTrue(ann.heardOnce("error").path("optimisticId").isMissingNode());
        }
    }

    @Test
    void theSameMessageAgainIsAnsweredWithTheFirstAndHeardOnce() {
        var first = queued(ann, message("one", "o1")).at("/results/0");
        bob.forgets();
        ann.forgets();
        var answer = queued(ann, message("one", "o1") + "," + message("other", "o1") + "," + message("two", "o2"));
        assertEquals(first, answer.at("/results/0"));
        assertEquals("CONFLICT", answer.at("/results/1/error/code").asText());
        assertTrue(answer.at("/results/2/success").asBoolean());
        assertEquals(2, ann.heard("message:sent").size());
        bob.sawExactlyOnce("two");
        assertEquals(1, bob.heard().size());
    }

    @Test
    void theBatchHasOneToAHundredMessages() {
        var none = queued(ann, "");
        assertEquals("VALIDATION_ERROR", none.at("/error/code").asText());
        assertTrue(none.at("/error/message").asText().startsWith("messages: "));
        var many = queued(ann, messages(101));
        assertEquals("PAYLOAD_TOO_LARGE", many.at("/error/code").asText());
        assertEquals(0, scene.messages().count());
        assertEquals(100, queued(ann, messages(100)).path("results").size());
        assertEquals(100, scene.messages().count());
    }

    @Test
    void whatIsQueuedIsTheUsersWhateverItSays() {
        queued(ann, "{'channelId':'general','content':'hi','userId':'bob','userName':'Bob'}");
        assertEquals("ann", bob.heardOnce("message:new").path("userId").asText());
    }

    @Test
    void theSenderHasStoppedTyping() {
        ann.says("typing:start", "{'channelId':'general'}");
        bob.forgets();
        queued(ann, message("hi", "o1"));
        assertEquals(List.of("typing:stop", "message:new"), bob.eventNames());
    }

    @Test
    void withoutTheDatabaseEachMessageFailsAndMayBeSentAgain() {
        scene.messages().away(true);
        var answer = queued(ann, messages(3));
        for (var result : answer.path("results")) {
            assertEquals("UNAVAILABLE", result.at("/error/code").asText());
            assertEquals(700, result.at("/error/retryAfterMs").asInt());
        }
        scene.messages().away(false);
        assertTrue(queued(ann, messages(3)).at("/results/2/success").asBoolean());
        assertEquals(3, scene.messages().count());
    }

    @Test
    void nothingIsKeptBehindAMessageThatWasNotAccepted() {
        scene.messages().refusing(1);
        var answer = queued(ann, message("one", "o1") + ",{}," + message("three", "o3"));
        assertEquals("UNAVAILABLE", answer.at("/results/0/error/code").asText());
        assertEquals("VALIDATION_ERROR", answer.at("/results/1/error/code").asText());
        assertEquals("UNAVAILABLE", answer.at("/results/2/error/code").asText());
        assertEquals(0, scene.messages().count());
        queued(ann, message("one", "o1") + "," + message("three", "o3"));
        assertEquals(List.of("one", "three"), contents());
    }

    @Test
    void tenMessagesCountAsOneEvent() {
        var limited = new Scene(
                Limits.defaults().withEvents(12, Duration.ofMinutes(1)).withRooms(true, 10_000));
        var cat = limited.enters("cat");
        assertTrue(queued(cat, messages(100)).path("success").asBoolean()); // 10
        assertTrue(queued(cat, messages(1)).path("success").asBoolean()); // 11
        limited.passes(Duration.ofSeconds(20));
        cat.forgets();
        var refused = queued(cat, messages(11));
        assertEquals("RATE_LIMIT_EXCEEDED", refused.at("/error/code").asText());
        assertEquals(40_000, refused.at("/error/retryAfterMs").asInt());
        assertEquals("message:send_queued", cat.heardOnce("error").path("event").asText());
        assertTrue(queued(cat, messages(10)).path("success").asBoolean(), "what was refused counts nothing");
        assertFalse(queued(cat, messages(1)).path("success").asBoolean());
        assertEquals(100, limited.messages().count(), "the same optimisticIds each time");
    }

    @Test
    void aBatchThatWeighsMoreThanTheLimitWeighsAsMuchAsTheLimit() {
        var limited =
                new Scene(Limits.defaults().withEvents(3, Duration.ofMinutes(1)).withRooms(true, 10_000));
        var cat = limited.enters("cat");
        assertTrue(queued(cat, messages(100)).path("success").asBoolean());
        assertFalse(queued(cat, messages(1)).path("success").asBoolean());
        limited.passes(Duration.ofMinutes(1));
        assertTrue(queued(cat, messages(1)).path("success").asBoolean());
        assertFalse(queued(cat, messages(100)).path("success").asBoolean());
    }

    @Test
    void aBatchWeighsOnTheUsersLimitToo() {
        var limited = new Scene(
                Limits.defaults().withEvents(10, Duration.ofMinutes(1)).withRooms(true, 10_000));
        for (int i = 0; i < 4; i++) {
            assertTrue(
                    queued(limited.enters("cat"), messages(100)).path("success").asBoolean());
        }
        assertTrue(queued(limited.enters("cat"), messages(90)).path("success").asBoolean());
        var last = limited.enters("cat");
        assertFalse(queued(last, messages(11)).path("success").asBoolean());
        assertTrue(queued(last, messages(10)).path("success").asBoolean(), "what was refused counts nothing");
        assertFalse(queued(last, messages(1)).path("success").asBoolean());
    }

    private static JsonNode queued(Actor actor, String messages) {
        return queued(actor, List.of(), messages);
    }

    private static JsonNode queued(Actor actor, List<byte[]> binary, String messages) {
        var json = "['message:send_queued',{'messages':[" + messages + "]}]";
        return actor.emits(json.replace('\'', '"'), binary);
    }

    private static String messages(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> message("message " + i, "o" + i))
                .collect(Collectors.joining(","));
    }

    private static String message(String content, String optimisticId) {
        return "{'channelId':'general','content':'" + content + "','optimisticId':'" + optimisticId + "'}";
    }

    private List<String> contents() {
        return scene.messages().all(Scene.channel("general")).stream()
                .map(Message::draft)
                .map(draft -> draft.content())
                .toList();
    }
}
