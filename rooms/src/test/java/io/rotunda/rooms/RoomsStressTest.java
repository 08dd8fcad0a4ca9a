package io.rotunda.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Real threads: members come, catch up, catch up again and go while positions are told.
@Timeout(60)
class RoomsStressTest {
    private static final RoomId GENERAL = new RoomId.Channel("acme", "general");
    private static final int MEMBERS = 16;
    private static final int VISITS = 60;

    private final Rooms rooms = new Rooms();
    private final List<RealLane> lanes = List.of(new RealLane(0), new RealLane(1));

    /// What is committed; told a little later, as in life.
    private final AtomicLong log = new AtomicLong();

    private volatile boolean done;

    @Test
    void eachMemberHearsEachPositionOnceOverReplayAndLive() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var teller = threads.submit(this::tellUntilDone);
            try {
                for (var visitor : threads.invokeAll(visitors())) {
                    visitor.get();
                }
            } finally {
                done = true;
            }
            teller.get();
        }
        assertEquals(0, rooms.count());
        for (var lane : lanes) {
            lane.end();
        }
    }

    private List<Callable<Void>> visitors() {
        var visitors = new ArrayList<Callable<Void>>();
        for (int member = 0; member < MEMBERS; member++) {
            var lane = lanes.get(member % lanes.size());
            var userId = "user" + member / 2;
            visitors.add(() -> {
                for (int visit = 0; visit < VISITS; visit++) {
                    visit(userId, lane);
                }
                return null;
            });
        }
        return visitors;
    }

    private void tellUntilDone() {
        while (!done) {
            long seq = log.incrementAndGet();
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(50_000));
            rooms.tell(GENERAL, Frames.at(seq));
        }
    }

    private void visit(String userId, RealLane lane) throws InterruptedException, ExecutionException {
        var hearer = new Listener(userId, lane);
        var membership = rooms.enter(GENERAL, rooms.open(hearer));
        membership.appear("", Frames.named("joined"));
        long start = log.get();
        membership.goLive(start);
        waitFor(3);
        membership.park();
        long through = log.get();
        long from = Math.max(start + 1, through - 1);
        hearer.lane()
                .execute(() -> LongStream.rangeClosed(from, through)
                        .forEach(seq -> hearer.heard().add("replay " + seq)));
        membership.goLive(from, through);
        long owed = waitFor(3) - 1; // the newest may be committed but not told
        rooms.leave(membership, Frames.named("left"));
        lane.drain();
        assertComplete(hearer.heard(), start, owed);
    }

    /// Every position after `start` up to `owed` was heard live, in order, or replayed; none twice live.
    private static void assertComplete(List<String> heard, long start, long owed) {
        long next = start + 1;
        var replayed = heard.stream()
                .filter(event -> event.startsWith("replay "))
                .map(e -> e.substring(7))
                .toList();
        for (var event : heard) {
            if (Character.isDigit(event.charAt(0))) {
                long seq = Long.parseLong(event);
                while (next < seq && replayed.contains(String.valueOf(next))) {
                    next++;
                }
                assertEquals(next, seq, () -> "after " + start + ": " + heard);
                next++;
            }
        }
        while (replayed.contains(String.valueOf(next))) {
            next++;
        }
        assertEquals(true, next > owed, next + " of " + owed + " after " + start + ": " + heard);
    }

    private long waitFor(int more) {
        long target = log.get() + more;
        while (log.get() < target) {
            LockSupport.parkNanos(10_000);
        }
        return log.get();
    }

    private static final class RealLane implements Lane {
        private final int index;
        private final ExecutorService thread = Executors.newSingleThreadExecutor();

        RealLane(int index) {
            this.index = index;
        }

        @Override
        public int index() {
            return index;
        }

        @Override
        public void execute(Runnable task) {
            thread.execute(task);
        }

        void drain() throws InterruptedException, ExecutionException {
            thread.submit(() -> {}).get();
        }

        void end() throws InterruptedException {
            thread.shutdown();
            assertEquals(true, thread.awaitTermination(10, TimeUnit.SECONDS));
        }
    }
}
