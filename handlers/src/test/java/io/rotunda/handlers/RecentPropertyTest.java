package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.Change;
import io.rotunda.persistence.Change.Action;
import io.rotunda.persistence.Draft;
import io.rotunda.persistence.Message;
import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Since;
import io.rotunda.persistence.Stores;
import io.rotunda.persistence.memory.MemoryStores;
import io.rotunda.rooms.RoomId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever happened in a room, and whenever it was read: what is answered from memory is, byte for byte, what the
/// stores would have answered.
class RecentPropertyTest {
    private static final int HISTORIES = 60;
    private static final int STEPS = 250;
    private static final List<String> USERS = List.of("ann", "bob", "cat");

    /// @param pageBytes what a page may weigh
    @ParameterizedTest
    @ValueSource(ints = {768 * 1024, 8_000})
    void aPageFromMemoryIsThePageThatIsKept(int pageBytes) {
        int compared = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            compared += new History(seed, pageBytes).unfold();
        }
        assertTrue(compared > HISTORIES * STEPS / 20, compared + " pages from memory show little");
    }

    /// One room, and all that is done in it.
    private static final class History {
        private final int seed;
        private final Random random;
        private final int pageBytes;
        private final HandClock clock = new HandClock();
        private final MemoryStores kept = new MemoryStores(clock, this::beforeItIsTold);
        private final Recent recent;
        private final Stores stores;
        private final RoomId.Channel room = new RoomId.Channel("acme", "general");
        private final List<Message> sent = new ArrayList<>();
        private int compared;
        private boolean between;

        History(int seed, int pageBytes) {
            this.seed = seed;
            this.random = new Random(seed);
            this.pageBytes = pageBytes;
            // Sometimes with room for little, so that rooms and what is in them go.
            this.recent = new Recent(kept.stores(), clock, random.nextInt(4) == 0 ? 6_000 : 1 << 20);
            this.stores = recent.stores();
        }

        int unfold() {
            int most = random.nextInt(2, 12);
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(most)) {
                    case 0 -> somethingIsDone();
                    case 1 -> {
                        kept.messages().whileReading(this::somethingHappens, this::somethingHappens);
                        between = true; // a read within a read would wait for itself
                        reads();
                        between = false;
                        kept.messages().whileReading(() -> {}, () -> {});
                    }
                    case 2, 3, 4 -> compares();
                    default -> send();
                }
                if (random.nextInt(20) == 0) {
                    clock.advance(Duration.ofSeconds(random.nextInt(70)));
                    recent.tick();
                }
            }
            return compared;
        }

        private void somethingHappens() {
            if (random.nextBoolean()) {
                send();
            } else {
                somethingIsDone();
            }
        }

        /// Others see a commit before we are told of it.
        private void beforeItIsTold() {
            if (!between && random.nextInt(6) == 0) {
                between = true;
                reads();
                between = false;
            }
        }

        private void send() {
            var user = USERS.get(random.nextInt(USERS.size()));
            var draft = new Draft(
                    new MessageId(new UUID(random.nextLong(), random.nextLong())),
                    room,
                    new RoomId.User("acme", user),
                    "Name of " + user,
                    "m" + sent.size() + "\u0001ü\"".repeat(random.nextInt(20)),
                    "text",
                    null,
                    "[]",
                    "[]",
                    random.nextBoolean() ? null : "{\"a\":1}",
                    null,
                    null);
            if (random.nextBoolean()) {
                recent.messages().submit(draft, null, (message, _) -> sent.add(message));
            } else {
                stores.messages().append(draft, sent::add);
            }
        }

        private void somethingIsDone() {
            if (sent.isEmpty()) {
                return;
            }
            var user = USERS.get(random.nextInt(USERS.size()));
            var message = sent.get(Math.max(0, sent.size() - 1 - random.nextInt(40)))
                    .draft()
                    .id();
            var action = switch (random.nextInt(7)) {
                case 0 -> new Action.Update(message, "version " + random.nextInt(), null);
                case 1 -> new Action.Delete(message, true);
                case 2 -> new Action.React(message, "+1", random.nextInt(3) > 0);
                case 3 -> new Action.ReadAll();
                default -> new Action.Read(message);
            };
            stores.changes().apply(new Change(room, new RoomId.User("acme", user), user, action), _ -> {});
        }

        /// As the handlers do, whatever comes of it.
        private void reads() {
            var since = since();
            if (recent.since(room, since) == null) {
                stores.messages().missed(room, since, 1_000, 1_000);
            }
            recent.latest(room, random.nextInt(1, 60));
        }

        private void compares() {
            var since = since();
            var missed = CatchUp.of(recent.since(room, since), pageBytes);
            if (missed == null) {
                stores.messages().missed(room, since, 1_000, 1_000);
            } else {
                var expected = CatchUp.read(kept.messages(), room, since, pageBytes);
                assertEquals(text(HistoryPage.of(expected, room)), text(HistoryPage.of(missed, room)), this::where);
                assertEquals(expected.replay(), missed.replay(), this::where);
                compared++;
            }
            int limit = random.nextInt(1, 60);
            var page = HistoryPage.endingWith(recent.latest(room, limit), room, limit, pageBytes);
            if (page != null) {
                var expected = HistoryPage.endingWith(kept.messages().latest(room, limit), room, pageBytes);
                assertEquals(text(expected), text(page), this::where);
                assertEquals(expected.replay(), page.replay(), this::where);
                compared++;
            }
            assertEquals(kept.messages().latest(room, 0).through(), recent.end(room), this::where);
            if (!sent.isEmpty()) {
                assertTrue(recent.contains(room, sent.getFirst().draft().id()), this::where);
            }
        }

        private Since since() {
            int back = random.nextInt(80);
            return sent.isEmpty() || random.nextInt(5) == 0
                    ? new Since.Newest(random.nextInt(1, 60))
                    : new Since.After(sent.get(Math.max(0, sent.size() - 1 - back))
                            .draft()
                            .id());
        }

        private static String text(@Nullable Outgoing page) {
            return page == null ? "none" : new String(page.json(), StandardCharsets.UTF_8);
        }

        private String where() {
            return "history " + seed + " after " + sent.size() + " messages";
        }
    }
}
