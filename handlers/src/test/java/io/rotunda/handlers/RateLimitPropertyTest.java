package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Section 12 of the contract against the simplest thing that could follow it, with random sockets that come, go,
/// and send what they like while time passes.
class RateLimitPropertyTest {
    private static final int STEPS = 3_000;
    private static final int LIMIT = 6;
    private static final long WINDOW_MS = 4_000;
    private static final int OWN_LIMIT = 20;
    private static final long OWN_WINDOW_MS = 1_000;

    private final Scene scene = new Scene(Limits.defaults().withEvents(LIMIT, Duration.ofMillis(WINDOW_MS)));
    private final Map<String, Log> users = new HashMap<>();
    private final List<Socket> sockets = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whateverSocketsDoEachEventIsJudgedByWhatCameBefore(int seed) {
        var random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            if (sockets.size() < 14) {
                sockets.add(new Socket(scene.enters(random.nextInt(8) == 0 ? "bob" : "ann")));
            }
            var socket =
                    sockets.get(random.nextInt(random.nextInt(20) == 0 ? sockets.size() : Math.min(2, sockets.size())));
            switch (random.nextInt(40)) {
                case 0 -> socket.end();
                case 1, 2 -> scene.passes(Duration.ofMillis(random.nextInt(2_000)));
                case 3 -> socket.beats();
                default -> {
                    boolean own = random.nextInt(3) > 0;
                    int times = 1 + random.nextInt(own ? 2 * OWN_LIMIT : LIMIT);
                    for (int i = 0; i < times && sockets.contains(socket); i++) {
                        socket.sends(own);
                    }
                    scene.clock().advance(Duration.ofMillis(random.nextInt(120)));
                }
            }
        }
        assertEquals(Set.of("handled", "own limit", "user's limit", "disconnected"), seen);
    }

    private long now() {
        return scene.clock().millis();
    }

    /// What was handled and refused of one kind of events.
    private static final class Log {
        private final Map<String, List<Long>> times = new HashMap<>();

        List<Long> within(String what, long since) {
            var known = times.computeIfAbsent(what, _ -> new ArrayList<>());
            known.removeIf(time -> time <= since);
            return known;
        }
    }

    private final class Socket {
        private final Actor actor;
        private final Log log = new Log();
        private long toldAt = Long.MIN_VALUE / 2;

        Socket(Actor actor) {
            this.actor = actor;
        }

        void end() {
            actor.leaves();
            sockets.remove(this);
        }

        void beats() {
            for (int i = 0; i < 12 * LIMIT; i++) {
                assertEquals(
                        "{\"success\":true}", actor.says("presence:heartbeat").toString());
            }
            assertEquals(false, actor.disconnected());
        }

        void sends(boolean own) {
            var kind = own ? "own" : "shared";
            int limit = own ? OWN_LIMIT : LIMIT;
            long window = own ? OWN_WINDOW_MS : WINDOW_MS;
            long since = now() - window;
            var mine = log.within(kind, since);
            var ours =
                    users.computeIfAbsent(actor.user().userId(), _ -> new Log()).within(kind, since);
            long wait = mine.size() >= limit
                    ? mine.getFirst() - since
                    : ours.size() >= 5 * limit ? ours.getFirst() - since : 0;
            actor.forgets();

            var answer = own ? actor.says("call:transcription", "{}") : actor.says("no:such");

            if (wait == 0) {
                assertEquals(own ? "VALIDATION_ERROR" : "UNKNOWN_EVENT", code(answer));
                seen.add("handled");
                mine.add(now());
                ours.add(now());
            } else {
                assertEquals("RATE_LIMIT_EXCEEDED", code(answer));
                assertEquals(wait, answer.at("/error/retryAfterMs").asLong());
                seen.add(mine.size() >= limit ? "own limit" : "user's limit");
                assertTold();
                var refused = log.within("refused " + kind, since);
                refused.add(now());
                boolean tooMany = mine.size() + refused.size() >= 10 * limit;
                assertEquals(tooMany, actor.disconnected());
                if (tooMany) {
                    seen.add("disconnected");
                    end();
                }
            }
        }

        /// One `error` a second at most, and not fewer.
        private void assertTold() {
            boolean due = now() - toldAt >= 1_000;
            assertEquals(due ? List.of("error") : List.of(), actor.eventNames());
            toldAt = due ? now() : toldAt;
        }

        private static String code(JsonNode answer) {
            return answer.at("/error/code").asText();
        }
    }
}
