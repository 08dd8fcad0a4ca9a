package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.memory.MemoryStores;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.Lane;
import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.Rooms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Many write, edit, react and read while others leave and come back with the last message they have: each is sent
/// every position of the log, none again after it was replayed, and shows in the end what is kept.
@Timeout(120)
class RejoinRaceTest {
    private static final int WRITERS = 6;
    private static final int COMERS = 16;
    private static final int ROUNDS = 20;

    /// More than one page holds, so that everybody's first replay is cut.
    private static final int BACKLOG = 40;

    private static final int PAGE_BYTES = 6_000;

    private final HandClock clock = new HandClock();
    private final MemoryStores kept = new MemoryStores(clock, RejoinRaceTest::lag);
    private final Dispatcher dispatcher = Dispatcher.of(
            new Rooms(),
            kept.stores(),
            new MemoryTokens(),
            Transcriber.NONE,
            Limits.defaults().withEvents(0, Duration.ofMinutes(1)).withRooms(true, PAGE_BYTES),
            clock);
    private final List<RealLane> lanes = List.of(new RealLane(0), new RealLane(1));
    private final AtomicInteger coming = new AtomicInteger(COMERS);

    @ParameterizedTest
    @MethodSource("kinds")
    void whoComesBackConvergesWithWhatIsKept(Kind kind) throws Exception {
        var first = new Racer(kind, "first", lanes.getFirst());
        first.emits("message:send", ",\"content\":\"0\"");
        var known = kept.messages().remembered(kind.room()).getFirst();
        for (int i = 1; i <= BACKLOG; i++) {
            first.emits("message:send", ",\"content\":\"" + i + "\"");
        }
        var people = new ArrayList<Callable<Void>>();
        for (int i = 0; i < WRITERS; i++) {
            var writer = new Racer(kind, "writer" + i, lanes.get(i % 2));
            people.add(() -> {
                while (coming.get() > 0) {
                    writer.writes();
                    LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(3_000_000));
                }
                return null;
            });
        }
        var comers = new ArrayList<Racer>();
        for (int i = 0; i < COMERS; i++) {
            var comer = new Racer(kind, "comer" + i / 2, lanes.get(i / 2 % 2));
            comer.witness.knows(Racer.parsed(MessageJson.remembered(known)));
            comers.add(comer);
            people.add(() -> {
                try {
                    comer.comesAndGoes();
                } finally {
                    coming.decrementAndGet();
                }
                comer.catchesUp();
                return null;
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var person : threads.invokeAll(people)) {
                person.get();
            }
        }
        for (var lane : lanes) {
            lane.thread().close();
        }
        long last = kept.messages().latest(kind.room(), 1).through();
        assertTrue(last > 100, "a race of " + last + " positions is none");
        assertTrue(comers.stream().allMatch(comer -> comer.witness.cut()), "a replay was not cut");
        var shown = Screen.of(kept.messages().remembered(kind.room()));
        comers.forEach(comer -> comer.witness.assertSeamless(comer.user.userId(), last, shown));
    }

    /// A commit is visible before anybody is told of it.
    private static void lag() {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(300_000));
    }

    static Stream<Kind> kinds() {
        return Stream.of(
                new Kind(
                        Scene.channel("general"),
                        "\"channelId\":\"general\"",
                        "channel:join",
                        "channel:leave",
                        "channel:history",
                        "messages"),
                new Kind(
                        Scene.conversation("v1"),
                        "\"conversationId\":\"v1\",\"customerId\":\"c1\"",
                        "conversation:rejoin",
                        "conversation:leave",
                        "conversation:rejoined",
                        "missed_messages"));
    }

    /// How clients come to a room and what it sends them.
    ///
    /// @param messages the field of the replay that holds them
    record Kind(RoomId.Timeline room, String address, String comes, String goes, String replay, String messages) {}

    /// One client with a mailbox of its own: the thread that calls it.
    private final class Racer extends RacingClient {
        private final Kind kind;
        private final Session session;

        private final Witness witness = new Witness();

        Racer(Kind kind, String userId, Lane lane) {
            super(userId, lane);
            this.kind = kind;
            this.session = dispatcher.open(this, Scene.principal(userId));
        }

        void comesAndGoes() throws Malformed {
            for (int round = 0; round < ROUNDS; round++) {
                comes();
                pause();
                if (round % 3 == 0) {
                    comes(); // though it never was away
                    pause();
                }
                if (round < ROUNDS - 1) {
                    emits(kind.goes(), "");
                    pause();
                    pause();
                }
            }
        }

        /// Asks until nothing is missing, which may take as long as others write.
        void catchesUp() throws Malformed {
            while (more()) {
                comes();
            }
        }

        /// Asks once it has what it asked for before: that may be older than what it heard live meanwhile, and the page
        /// that puts this right is the one behind it, not the one behind what was heard.
        private void comes() throws Malformed {
            more();
            emits(kind.comes(), ",\"lastMessageId\":\"" + witness.lastId() + "\"");
        }

        /// One of all that can be done.
        void writes() throws Malformed {
            var random = ThreadLocalRandom.current();
            var all = kept.messages().all(kind.room());
            var message = all.get(random.nextInt(all.size())).draft();
            var named = ",\"messageId\":\"" + message.id() + "\"";
            switch (random.nextInt(6)) {
                case 0, 1 -> emits("message:send", ",\"content\":\"" + random.nextInt() + "\"");
                case 2 -> {
                    var own = all.stream()
                            .filter(one -> one.draft().user().equals(user))
                            .toList();
                    if (!own.isEmpty()) {
                        var id = own.get(random.nextInt(own.size())).draft().id();
                        var change = ",\"messageId\":\"" + id + "\",\"content\":\"" + random.nextInt() + "\"";
                        emits(random.nextInt(8) == 0 ? "message:delete" : "message:update", change);
                    }
                }
                case 3 -> emits("message:read", named);
                default -> {
                    var action = random.nextInt(3) == 0 ? "remove" : "add";
                    emits("message:react", named + ",\"emoji\":\"+1\",\"action\":\"" + action + "\"");
                }
            }
        }

        void emits(String event, String fields) throws Malformed {
            var json = "[\"" + event + "\",{" + kind.address() + fields + "}]";
            OnALane.handle(
                    dispatcher, session, new Inbound(Texts.utf8(json), List.of(), answer -> answered(event, answer)));
        }

        private void answered(String event, byte[] json) {
            var answer = parsed(json);
            boolean comes = event.equals(kind.comes());
            boolean deletedMeanwhile = answer.at("/error/code").asText().equals("NOT_FOUND") && !comes;
            if (!answer.path("success").asBoolean() && !deletedMeanwhile) {
                witness.complains(answer.toString());
            }
            if (comes) {
                witness.expects(answer.path("seq").asLong());
            }
        }

        @Override
        public void deliver(Frame frame, long position) {
            var payload = parsed(frame.payload());
            if (frame.event().equals(kind.replay())) {
                witness.isReplayed(
                        payload.path(kind.messages()),
                        payload.path("missed_events"),
                        payload.path("hasMore").asBoolean());
            } else if (frame.seq() != Frame.TRANSIENT) {
                witness.hears(frame, payload);
            }
        }

        /// Whether the replay that was sent last was cut; known once it has come.
        private boolean more() {
            var delivered = new CompletableFuture<Boolean>();
            lane.execute(() -> delivered.complete(witness.more()));
            return delivered.join();
        }

        private static void pause() {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(5_000_000));
        }
    }
}
