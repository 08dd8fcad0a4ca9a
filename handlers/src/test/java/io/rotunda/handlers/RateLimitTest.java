package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Section 12 of the contract.
class RateLimitTest {
    private static final String GENERAL = "{'channelId':'general'}";

    private final Scene scene = new Scene(Limits.defaults().withRooms(true, 10_000));
    private final Actor ann = scene.enters("ann");

    @Test
    void afterAHundredEventsOneMoreIsNotHandled() {
        var bob = scene.enters("bob");
        bob.says("channel:join", GENERAL);
        send(100);
        ann.forgets();
        var answer = send();
        assertEquals(
                "{\"success\":false,\"error\":{\"code\":\"RATE_LIMIT_EXCEEDED\",\"message\":\"too many events\","
                        + "\"retryAfterMs\":60000}}",
                answer.toString());
        assertEquals(
                "{\"code\":\"RATE_LIMIT_EXCEEDED\",\"message\":\"too many events\",\"event\":\"message:send\","
                        + "\"retryAfterMs\":60000}",
                ann.heardOnce("error").toString());
        assertEquals(100, scene.messages().count());
        assertEquals(100, bob.heard("message:new").size());
    }

    @Test
    void theWindowSlides() {
        send(50);
        scene.passes(Duration.ofSeconds(20));
        send(50);
        scene.passes(Duration.ofMillis(39_999));
        assertEquals(1, retryAfter(send()));
        scene.passes(Duration.ofMillis(1));
        for (int i = 0; i < 50; i++) {
            assertTrue(send().path("success").asBoolean());
        }
        assertEquals(20_000, retryAfter(send()));
    }

    @Test
    void whatWasRefusedDoesNotCount() {
        send(100);
        for (int i = 0; i < 59; i++) {
            scene.passes(Duration.ofSeconds(1));
            assertFalse(send().path("success").asBoolean());
        }
        scene.passes(Duration.ofSeconds(1));
        assertTrue(send().path("success").asBoolean());
    }

    @Test
    void everyCallbackIsAnsweredButErrorComesOnceASecond() {
        send(100);
        ann.forgets();
        for (int i = 0; i < 10; i++) {
            assertEquals("RATE_LIMIT_EXCEEDED", send().at("/error/code").asText());
        }
        ann.heardOnce("error");
        scene.passes(Duration.ofMillis(999));
        send();
        ann.heardOnce("error");
        scene.passes(Duration.ofMillis(1));
        send();
        assertEquals(2, ann.heard("error").size());
    }

    @Test
    void eventsThatFailCountToo() {
        for (int i = 0; i < 50; i++) {
            ann.says("no:such");
            ann.says("message:send", "{}");
        }
        assertEquals("RATE_LIMIT_EXCEEDED", send().at("/error/code").asText());
    }

    @Test
    void overTheLimitNothingIsParsed() {
        send(100);
        var answer = ann.emits("[\"message:send\",{broken", java.util.List.of());
        assertEquals("RATE_LIMIT_EXCEEDED", answer.at("/error/code").asText());
    }

    @Test
    void whoGoesOnAtTenTimesTheLimitIsDisconnected() {
        for (int i = 0; i < 999; i++) {
            send();
        }
        assertFalse(ann.disconnected());
        assertEquals("RATE_LIMIT_EXCEEDED", send().at("/error/code").asText());
        assertTrue(ann.disconnected());
        assertTrue(send().isMissingNode());
    }

    @Test
    void whoGoesOnMoreSlowlyIsNot() {
        for (int second = 0; second < 180; second++) {
            for (int i = 0; i < 16; i++) {
                send();
            }
            scene.passes(Duration.ofSeconds(1));
        }
        assertFalse(ann.disconnected());
    }

    @Test
    void aUsersSocketsTogetherHaveFiveTimesTheLimit() {
        for (int socket = 0; socket < 5; socket++) {
            var phone = scene.enters("ann");
            for (int i = 0; i < 100; i++) {
                assertTrue(send(phone).path("success").asBoolean());
            }
            phone.leaves();
        }
        scene.passes(Duration.ofSeconds(59));
        var answer = send();
        assertEquals("RATE_LIMIT_EXCEEDED", answer.at("/error/code").asText());
        assertEquals(1_000, retryAfter(answer));
        var namesake = scene.enters(Scene.principal("ann", "other", java.util.Set.of(), Role.MEMBER));
        assertTrue(send(namesake).path("success").asBoolean());
        scene.passes(Duration.ofSeconds(1));
        assertTrue(send().path("success").asBoolean());
    }

    @Test
    void withoutLimitNothingIsRefused() {
        var free = Scene.open();
        var bob = free.enters("bob");
        for (int i = 0; i < 2_000; i++) {
            assertTrue(send(bob).path("success").asBoolean());
        }
    }

    private void send(int times) {
        for (int i = 0; i < times; i++) {
            send();
        }
    }

    private JsonNode send() {
        return send(ann);
    }

    private static JsonNode send(Actor actor) {
        return actor.says("message:send", "{'channelId':'general','content':'hi'}");
    }

    private static long retryAfter(JsonNode answer) {
        return answer.at("/error/retryAfterMs").asLong();
    }
}
