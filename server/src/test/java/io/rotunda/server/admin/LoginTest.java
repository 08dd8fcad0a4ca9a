package io.rotunda.server.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoginTest {
    private static final String INVALID = "invalid credentials";
    private static final JsonNode RIGHT = password("correct horse");
    private static final JsonNode WRONG = password("wrong");

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Login login = new Login(
            new Credentials(
                    "operator", new PasswordHash("$2a$04$Pi7K6sHooJD0l0leAlIsIOIoj.cEwT/cRktLIZA3vHsbZYW8CKJn.")),
            () -> now);

    @AfterEach
    void close() {
        login.close();
    }

    @Test
    void aSessionIsGoodForADay() throws Exception {
        var session = session(login.enter(RIGHT, "a").newSession());
        later(Duration.ofHours(23));
        var pass = login.enter(session, "b");
        assertNull(pass.newSession());
        assertEquals(now.plus(Duration.ofHours(1)), pass.until());
        later(Duration.ofHours(1));
        assertEquals(INVALID, refusal(session, "b"));
    }

    @Test
    void ofManySessionsTheOldestAreForgotten() throws Exception {
        var first = session(login.enter(RIGHT, "a").newSession());
        for (int i = 0; i < 99; i++) {
            login.enter(RIGHT, "a");
        }
        login.enter(first, "a");
        login.enter(RIGHT, "a");
        assertEquals(INVALID, refusal(first, "a"));
    }

    @Test
    void afterFiveWrongPasswordsEachWaitsTwiceAsLongAsTheOneBefore() {
        for (int i = 0; i < 5; i++) {
            assertEquals(INVALID, refusal(WRONG, "a"));
        }
        for (int seconds : new int[] {1, 2, 4, 8}) {
            assertEquals("too many attempts: try again in " + seconds + " s", refusal(RIGHT, "a"));
            later(Duration.ofSeconds(seconds));
            assertEquals(INVALID, refusal(WRONG, "a"));
        }
    }

    @Test
    void nobodyWaitsForLongerThanHalfAMinuteNorForWhatAnotherAddressDid() throws Exception {
        for (int i = 0; i < 40; i++) {
            refusal(WRONG, "a");
            later(Duration.ofSeconds(30));
        }
        refusal(WRONG, "a");
        assertEquals("too many attempts: try again in 30 s", refusal(RIGHT, "a"));
        assertNotNull(login.enter(RIGHT, "b").newSession());
        later(Duration.ofSeconds(30));
        assertNotNull(login.enter(RIGHT, "a").newSession());
        assertEquals(INVALID, refusal(WRONG, "a")); // and all is forgotten
        assertNotNull(login.enter(RIGHT, "a").newSession());
    }

    @Test
    void manyAddressesThatGuessTogetherWaitTogetherButNotForLong() {
        for (int i = 0; i < 200; i++) {
            refusal(WRONG, "address " + i);
            later(Duration.ofSeconds(5));
        }
        refusal(WRONG, "another");
        assertEquals("too many attempts: try again in 5 s", refusal(RIGHT, "yet another"));
    }

    @Test
    void manyAtOnceAreLookedAtOneByOneAndNoneIsLookedAtThatShouldWait() throws Exception {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries = IntStream.range(0, 100)
                    .<Callable<String>>mapToObj(_ -> () -> refusal(WRONG, "a"))
                    .toList();
            int lookedAt = 0;
            for (var each : pool.invokeAll(tries)) {
                assertTrue(each.get().equals(INVALID) || each.get().startsWith("too many attempts"), each.get());
                lookedAt += each.get().equals(INVALID) ? 1 : 0;
            }
            assertTrue(lookedAt <= 5, () -> "more than five were looked at");
        }
    }

    @Test
    void whatIsNoNameAndPasswordCostsNobodyAnything() throws Exception {
        for (int i = 0; i < 100; i++) {
            assertEquals(INVALID, refusal(session("no such session"), "a"));
            assertEquals(INVALID, refusal(JsonNodeFactory.instance.arrayNode(), "a"));
        }
        login.enter(RIGHT, "a");
    }

    @Test
    void noMoreAddressesAreRememberedThanAllowed() {
        var attempts = new Attempts(() -> now);
        for (int i = 0; i < 5_000; i++) {
            attempts.failed("address " + i);
        }
        assertEquals(1_000, attempts.addresses());
    }

    private void later(Duration time) {
        now = now.plus(time);
    }

    private String refusal(JsonNode auth, String address) {
        try {
            login.enter(auth, address);
            return "";
        } catch (Login.Refused refused) {
            return refused.getMessage();
        }
    }

    private static JsonNode password(String text) {
        return JsonNodeFactory.instance.objectNode().put("username", "operator").put("password", text);
    }

    private static JsonNode session(@Nullable String id) {
        return JsonNodeFactory.instance.objectNode().put("sessionId", id);
    }
}
