package io.rotunda.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Real threads: sockets of the same users come and go, are heard and fall silent, while time passes.
@Timeout(60)
class PresenceStressTest {
    private static final int USERS = 4;
    private static final int SOCKETS = 3;
    private static final int STEPS = 4_000;
    private static final List<Status> STATUSES = List.of(Status.values());
    private static final Duration TIMEOUT = Duration.ofMillis(50);
    private static final Duration GRACE = Duration.ofMillis(20);

    private final AtomicLong time = new AtomicLong(1_000_000);
    private final Rooms rooms = new Rooms();
    private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
    private final Presence presence = new Presence(
            rooms,
            new Presence.Rules(TIMEOUT, GRACE, 0),
            () -> Instant.ofEpochMilli(time.get()),
            standing -> Frames.named(standing.userId() + " " + standing.shown().status()));

    private volatile boolean done;

    @Test
    void theLastWordAboutEachUserIsHowItIs() throws Exception {
        rooms.enter(new RoomId.Org("acme"), rooms.open(new Watcher())).goLive();
        for (int round = 0; round < 5; round++) {
            done = false;
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var ticker = threads.submit(() -> {
                    while (!done) {
                        time.addAndGet(7);
                        presence.tick();
                    }
                });
                try {
                    for (var socket : threads.invokeAll(sockets())) {
                        socket.get();
                    }
                } finally {
                    done = true;
                }
                ticker.get();
            }
            assertTold();
            time.addAndGet(GRACE.toMillis());
            presence.tick();
            assertTold();
            assertEquals(0, presence.organizations());
        }
    }

    /// Nobody was told twice in a row the same, and the last of it is what the list says.
    private void assertTold() {
        var last = new HashMap<String, String>();
        for (var told : heard) {
            var words = told.split(" ", 2);
            assertNotEquals(words[1], last.put(words[0], words[1]), () -> "told twice: " + heard);
        }
        last.values().removeIf("OFFLINE"::equals);
        var listed = new HashMap<String, String>();
        for (var standing : presence.present("acme", null, 100)) {
            listed.put(standing.userId(), standing.shown().status().name());
        }
        assertEquals(listed, last);
        assertTrue(heard.size() > USERS);
    }

    private List<Callable<Void>> sockets() {
        var sockets = new ArrayList<Callable<Void>>();
        for (int i = 0; i < USERS * SOCKETS; i++) {
            var user = new RoomId.User("acme", "user" + i % USERS);
            sockets.add(() -> {
                live(user);
                return null;
            });
        }
        return sockets;
    }

    private void live(RoomId.User user) {
        var random = ThreadLocalRandom.current();
        var attendance = presence.enter(user, "name");
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(8)) {
                case 0 -> {
                    attendance.leave();
                    attendance = presence.enter(user, "name");
                }
                case 1 -> {
                    var status = STATUSES.get(random.nextInt(STATUSES.size()));
                    attendance.choose(_ -> new Shown(status, null, null));
                }
                case 2 -> {
                    attendance.leave();
                    long until = time.get() + random.nextLong(2 * GRACE.toMillis());
                    while (time.get() < until) {
                        LockSupport.parkNanos(1_000);
                    }
                    attendance = presence.enter(user, "name");
                }
                default -> attendance.heard(time.get());
            }
        }
        attendance.leave();
    }

    private final class Watcher implements Connection {
        private final Lane lane = new SpotLane();

        @Override
        public String id() {
            return "watcher";
        }

        @Override
        public RoomId.User user() {
            return new RoomId.User("acme", "watcher");
        }

        @Override
        public Lane lane() {
            return lane;
        }

        @Override
        public void deliver(Frame frame, long position) {
            heard.add(frame.event());
        }

        @Override
        public void close() {}

        @Override
        public void disconnect() {}
    }

    /// Runs what it is given at once, where it is given: in the order in which it is told.
    private static final class SpotLane implements Lane {
        @Override
        public int index() {
            return 0;
        }

        @Override
        public synchronized void execute(Runnable task) {
            task.run();
        }
    }
}
