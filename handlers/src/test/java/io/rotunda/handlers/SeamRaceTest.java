package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.memory.MemoryStores;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.Lane;
import io.rotunda.rooms.Rooms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many send while others join, join again, leave and come back: over history and live each sees every
/// message once, in order.
@Timeout(120)
class SeamRaceTest {
    private static final int SENDERS = 8;
    private static final int JOINERS = 24;
    private static final int ROUNDS = 30;
    private static final String GENERAL = "\"channelId\":\"general\"";

    private final HandClock clock = new HandClock();
    private final MemoryStores kept = new MemoryStores(clock, SeamRaceTest::lag);
    private final Dispatcher dispatcher = Dispatcher.of(
            new Rooms(),
            kept.stores(),
            new MemoryTokens(),
            Transcriber.NONE,
            Limits.defaults().withEvents(0, Duration.ofMinutes(1)).withRooms(true, 100_000_000),
            clock);
    private final List<RealLane> lanes = List.of(new RealLane(0), new RealLane(1));
    private final AtomicInteger joining = new AtomicInteger(JOINERS);

    @Test
    void historyAndLiveJoinWithoutASeam() throws Exception {
        var people = new ArrayList<Callable<Void>>();
        for (int i = 0; i < SENDERS; i++) {
            var sender = new Racer("sender" + i, lanes.get(i % 2));
            people.add(() -> {
                while (joining.get() > 0) {
                    sender.emits("[\"message:send\",{" + GENERAL + ",\"content\":\"hi\"}]");
                    LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(2_000_000));
                }
                return null;
            });
        }
        var joiners = new ArrayList<Racer>();
        for (int i = 0; i < JOINERS; i++) {
            var joiner = new Racer("joiner" + i / 2, lanes.get(i / 2 % 2));
            joiners.add(joiner);
            people.add(() -> {
                try {
                    joiner.comesAndGoes();
                } finally {
                    joining.decrementAndGet();
                }
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
        long last = kept.messages().all(Scene.channel("general")).size();
        assertTrue(last > 100, "a race of " + last + " messages is none");
        for (var joiner : joiners) {
            joiner.assertSeamless(last);
        }
    }

    /// A commit is visible before anybody is told of it.
    private static void lag() {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(300_000));
    }

    /// One client with a mailbox of its own: the thread that calls it.
    private final class Racer extends RacingClient {
        private final Session session;

        /// As told, on the lane.
        private final List<Told> told = new ArrayList<>();

        private String lastId = "";
        private boolean first = true;

        Racer(String userId, Lane lane) {
            super(userId, lane);
            this.session = dispatcher.open(this, Scene.principal(userId));
        }

        void comesAndGoes() throws Malformed {
            for (int round = 0; round < ROUNDS; round++) {
                joins();
                pause();
                if (round % 2 == 0) {
                    joins();
                    pause();
                }
                if (round < ROUNDS - 1) {
                    emits("[\"channel:leave\",{" + GENERAL + "}]");
                }
            }
        }

        /// With the last message seen, as a client that comes back does; the first time without.
        private void joins() throws Malformed {
            var last = first ? "" : ",\"lastMessageId\":\"" + lastSeen() + "\"";
            emits("[\"channel:join\",{" + GENERAL + (last.endsWith("\"\"") ? "" : last) + "}]");
            first = false;
        }

        private String lastSeen() {
            synchronized (told) {
                return lastId;
            }
        }

        private void pause() {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(4_000_000));
        }

        void emits(String json) throws Malformed {
            OnALane.handle(dispatcher, session, new Inbound(Texts.utf8(json), List.of(), answer -> {
                if (!parsed(answer).path("success").asBoolean()) {
                    throw new AssertionError(new String(answer, java.nio.charset.StandardCharsets.UTF_8));
                }
            }));
        }

        @Override
        public void deliver(Frame frame, long position) {
            var payload = parsed(frame.payload());
            synchronized (told) {
                if (frame.event().equals("message:new")) {
                    told.add(new Told(true, frame.seq(), List.of(frame.seq())));
                    lastId = payload.path("id").asText();
                } else if (frame.event().equals("channel:history")) {
                    var page = new ArrayList<Long>();
                    for (var message : payload.path("messages")) {
                        page.add(message.path("seq").asLong());
                        lastId = message.path("id").asText();
                    }
                    told.add(new Told(false, payload.path("total").asLong(), page));
                }
            }
        }

        void assertSeamless(long last) {
            var covered = new HashSet<Long>();
            var replayed = new HashSet<Long>();
            long lastLive = 0;
            for (var one : told) {
                if (one.live()) {
                    assertTrue(one.end() > lastLive, () -> "out of order: " + told);
                    assertTrue(!replayed.contains(one.end()), () -> one + " was replayed before: " + told);
                    lastLive = one.end();
                } else {
                    assertTrue(one.end() >= lastLive, () -> "a live event overtook " + one + ": " + told);
                    replayed.addAll(one.positions());
                }
                covered.addAll(one.positions());
            }
            long start = covered.stream().min(Long::compare).orElse(1L);
            for (long seq = start; seq <= last; seq++) {
                assertTrue(covered.contains(seq), user + " lost " + seq + " of " + last + ": " + told);
            }
        }
    }

    /// A live message, or a page of history with the end of the log when it was read.
    private record Told(boolean live, long end, List<Long> positions) {}
}
