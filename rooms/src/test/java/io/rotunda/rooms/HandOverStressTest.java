package io.rotunda.rooms;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Real threads: clients are lost, with events on their way to them, and come back on any lane, while rooms are told.
@Timeout(60)
class HandOverStressTest {
    private static final int CLIENTS = 8;
    private static final int RETURNS = 60;
    private static final List<RoomId> ROOMS = List.of(new RoomId.Channel("acme", "a"), new RoomId.Channel("acme", "b"));

    private final Rooms rooms =
            new Rooms(new Rooms.Keeping(Duration.ofHours(1), Duration.ZERO, 100_000_000, InstantSource.system()));
    private final List<RealLane> lanes = List.of(new RealLane(0), new RealLane(1), new RealLane(2));
    private final AtomicInteger left = new AtomicInteger(CLIENTS);
    private final AtomicInteger recovered = new AtomicInteger();

    @Test
    void whoeverComesBackHearsEachEventOnceAndInOrder() throws Exception {
        var people = new ArrayList<Callable<Void>>();
        for (var room : ROOMS) {
            people.add(() -> {
                for (long seq = 1; left.get() > 0; seq++) {
                    rooms.tell(
                            room,
                            Frame.transientEvent(
                                    room.wireName(), String.valueOf(seq).getBytes(US_ASCII)));
                    LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(40_000));
                }
                return null;
            });
        }
        for (int i = 0; i < CLIENTS; i++) {
            var client = new Client(new RoomId.User("acme", "user" + i));
            people.add(() -> {
                try {
                    client.comesAndGoes();
                } finally {
                    left.decrementAndGet();
                }
                return null;
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var person : threads.invokeAll(people)) {
                person.get();
            }
        }
        assertTrue(recovered.get() > 0);
        assertEquals(0, rooms.count());
        for (var lane : lanes) {
            lane.thread.shutdown();
            assertEquals(true, lane.thread.awaitTermination(10, TimeUnit.SECONDS));
        }
    }

    private final class Client {
        private final RoomId.User user;
        private final Map<String, List<Long>> heard = new HashMap<>();
        private String offset = "";
        private boolean catchesUpAgain;
        private Phone phone;
        private Feed feed;
        private List<Membership> memberships = new ArrayList<>();

        Client(RoomId.User user) {
            this.user = user;
            this.phone = new Phone(this, anyLane());
            this.feed = rooms.open(phone);
        }

        void comesAndGoes() throws Exception {
            comes();
            for (int i = 0; i < RETURNS; i++) {
                pause();
                catchesUpAgain = ThreadLocalRandom.current().nextBoolean();
                if (catchesUpAgain) {
                    var membership = memberships.getFirst();
                    membership.park();
                    pause();
                    membership.resume();
                }
                phone.isCutOff();
                pause();
                feed.gone();
                memberships.forEach(membership -> rooms.linger(membership, null));
                pause();
                comesBack();
            }
            memberships.forEach(membership -> rooms.leave(membership, null));
            phone.lane.submit(() -> {}).get();
            heardAll();
        }

        private void comes() throws Exception {
            memberships = new ArrayList<>();
            feed.send(Frame.transientEvent("hello", "0".getBytes(US_ASCII)));
            ROOMS.forEach(room -> memberships.add(rooms.enter(room, feed)));
            memberships.forEach(Membership::goLive);
            phone.lane.submit(() -> {}).get();
        }

        private void startsOver() throws Exception {
            heardAll();
            heard.clear();
            feed = rooms.open(phone);
            comes();
        }

        private void heardAll() {
            for (var room : heard.values()) {
                long first = room.getFirst();
                assertEquals(
                        LongStream.range(first, first + room.size()).boxed().toList(), room);
            }
        }

        private void comesBack() throws Exception {
            phone = new Phone(this, anyLane());
            var next = rooms.open(phone);
            var places = memberships.stream()
                    .map(ghost -> rooms.handOver(ghost, next))
                    .toList();
            var back = new CompletableFuture<Feed.@Nullable Gap>();
            feed.resume(next, offset, places, Integer.MAX_VALUE, new Feed.Outcome() {
                @Override
                public void proved() {
                    back.complete(null);
                }

                @Override
                public void gap(Feed.Gap why) {
                    back.complete(why);
                }
            });
            var gap = back.get();
            memberships = places.stream().map(Feed.Handover::taken).toList();
            if (gap != null) {
                assertEquals(catchesUpAgain ? Feed.Gap.FORGOTTEN : null, gap);
                memberships.forEach(membership -> rooms.leave(membership, null));
                startsOver();
                return;
            }
            recovered.incrementAndGet();
            feed = next;
            memberships.forEach(Membership::goLive);
        }

        private static void pause() {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(1_000_000));
        }
    }

    private RealLane anyLane() {
        return lanes.get(ThreadLocalRandom.current().nextInt(lanes.size()));
    }

    /// One connection of a client.
    private static final class Phone implements Connection {
        private final Client client;
        private final RealLane lane;
        private boolean cutOff;

        Phone(Client client, RealLane lane) {
            this.client = client;
            this.lane = lane;
        }

        void isCutOff() {
            synchronized (client) {
                cutOff = true;
            }
        }

        @Override
        public void deliver(Frame frame, long position) {
            synchronized (client) {
                if (!cutOff) {
                    client.offset = Connection.offset(lane, position);
                    client.heard
                            .computeIfAbsent(frame.event(), _ -> new ArrayList<>())
                            .add(Long.parseLong(new String(frame.payload(), US_ASCII)));
                }
            }
        }

        @Override
        public String id() {
            return "phone";
        }

        @Override
        public RoomId.User user() {
            return client.user;
        }

        @Override
        public Lane lane() {
            return lane;
        }

        @Override
        public void close() {
            throw new AssertionError("cut");
        }

        @Override
        public void disconnect() {
            throw new AssertionError("disconnected");
        }
    }

    private record RealLane(int index, ExecutorService thread) implements Lane {
        RealLane(int index) {
            this(index, Executors.newSingleThreadExecutor());
        }

        @Override
        public void execute(Runnable task) {
            thread.execute(task);
        }

        Future<?> submit(Runnable task) {
            return thread.submit(task);
        }
    }
}
