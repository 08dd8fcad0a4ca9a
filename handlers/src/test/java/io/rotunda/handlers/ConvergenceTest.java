package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.Remembered;
import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Several sockets do all that can be done to messages, in random order, while one client leaves and comes back:
/// what it shows from replays and live events is what is kept.
class ConvergenceTest {
    private static final RoomId.Conversation ROOM = new RoomId.Conversation("c1", "v1");
    private static final String ADDRESS = "'conversationId':'v1','customerId':'c1'";
    private static final int ROUNDS = 150;

    /// Pages of a few messages, so that most replays are cut.
    private final Scene scene =
            new Scene(Limits.defaults().withEvents(0, Duration.ofMinutes(1)).withRooms(true, 16_000));

    private final List<Actor> others = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final Screen screen = new Screen();
    private Random random = new Random();
    private int startsOver;
    private Actor dora = scene.enters("dora");

    @ParameterizedTest
    @ValueSource(longs = {1, 20260319, 777})
    void whoComesAndGoesShowsWhatIsKept(long seed) {
        random = new Random(seed);
        for (var user : List.of("ann", "ann", "bob", "cat")) {
            var actor = scene.enters(user);
            actor.says("conversation:join", "{" + ADDRESS + "}");
            others.add(actor);
        }
        comesBack();
        for (int round = 0; round < ROUNDS; round++) {
            happens(random.nextInt(15));
            switch (random.nextInt(4)) {
                case 0 -> {
                    dora.says("conversation:leave", "{" + ADDRESS + "}");
                    sees();
                    happens(random.nextInt(60));
                    comesBack();
                }
                case 1 -> {
                    sees();
                    dora.leaves();
                    happens(random.nextInt(60));
                    dora = scene.enters("dora");
                    comesBack();
                }
                case 2 -> comesBack(); // though it never was away
                default -> {}
            }
            sees();
            assertEquals(Screen.of(kept()).toString(), screen.toString(), "seed " + seed + ", round " + round);
        }
        assertTrue(scene.changes().all(ROOM).size() > 500, "much was done");
        assertTrue(startsOver < ROUNDS / 10, "started over " + startsOver + " times");
    }

    /// What is kept, from the first message that is shown on: all of it, unless the client has started over.
    private List<Remembered> kept() {
        long first = startsOver == 0 ? 1 : screen.first();
        return scene.messages().remembered(ROOM).stream()
                .filter(message -> message.message().seq() >= first)
                .toList();
    }

    /// Page by page, each from the last message of the one before; live events come in between.
    private void comesBack() {
        sees();
        var last = screen.last();
        boolean more = true;
        while (more) {
            var since = last.isEmpty() ? "" : ",'lastMessageId':'" + last + "'";
            var answer = dora.says("conversation:rejoin", "{" + ADDRESS + since + "}");
            if (!answer.path("success").asBoolean()) {
                assertEquals("NOT_FOUND", answer.at("/error/code").asText(), answer.toString());
                startsOver();
                last = "";
                continue;
            }
            var page = dora.heardOnce("conversation:rejoined");
            more = page.path("hasMore").asBoolean();
            for (var message : page.path("missed_messages")) {
                last = message.path("id").asText();
            }
            sees();
            happens(random.nextInt(3));
        }
    }

    /// Too much was changed to be told: what is shown is forgotten, and the newest messages are asked for.
    private void startsOver() {
        dora.forgets();
        screen.clear();
        startsOver++;
        assertTrue(startsOver < ROUNDS, "it starts over and over");
    }

    private void sees() {
        dora.heard().forEach(one -> screen.hears(one.event(), one.payload()));
        dora.forgets();
    }

    private void happens(int times) {
        for (int i = 0; i < times; i++) {
            var actor = others.get(random.nextInt(others.size()));
            if (said.isEmpty() || random.nextInt(4) == 0) {
                var sent = actor.says("message:send", "{" + ADDRESS + ",'content':'message " + said.size() + "'}");
                said.add(sent.path("id").asText());
            } else {
                change(actor, ADDRESS + ",'messageId':'" + said.get(random.nextInt(said.size())) + "'");
            }
            actor.forgets();
        }
    }

    private void change(Actor actor, String message) {
        switch (random.nextInt(9)) {
            case 0, 1 -> {
                var metadata = random.nextBoolean() ? "" : ",'metadata':{'n':" + random.nextInt(9) + "}";
                actor.says("message:update", "{" + message + ",'content':'" + random.nextInt() + "'" + metadata + "}");
            }
            case 2 -> {
                if (random.nextInt(3) == 0) {
                    actor.says("message:delete", "{" + message + "}");
                }
            }
            case 3 -> actor.says("message:read", "{" + message + "}");
            case 4 -> actor.says("conversation:mark_read", "{" + ADDRESS + "}");
            default -> {
                var action = random.nextInt(3) == 0 ? "remove" : "add";
                actor.says(
                        "message:react",
                        "{" + message + ",'emoji':'e" + random.nextInt(3) + "','action':'" + action + "'}");
            }
        }
    }
}
