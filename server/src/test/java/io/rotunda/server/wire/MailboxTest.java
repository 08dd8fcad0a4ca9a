package io.rotunda.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.rotunda.handlers.Remainder;
import io.rotunda.rooms.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Where a socket's tasks run, and in which order. The test's thread is the lane.
class MailboxTest {
    private final HandLane lane = new HandLane();
    private final Mailbox mailbox = new Mailbox(lane);
    private final LinkedBlockingQueue<String> done = new LinkedBlockingQueue<>();
    private final List<Runnable> commits = new ArrayList<>();

    @Test
    void anEventThatNeedNotWaitIsHandledWhereItCame() {
        mailbox.handle(prompt("a"), 0);
        mailbox.handle(prompt("b"), 0);
        assertEquals(List.of("a on the lane", "a over", "b on the lane", "b over"), List.copyOf(done));
    }

    @Test
    void whatMayHaveToWaitDoesSoOnAVirtualThread() throws InterruptedException {
        mailbox.handle(blocking("a"), 0);
        expect("a on a virtual thread", "a over");
        mailbox.execute(note("b"));
        expect("b on a virtual thread");
    }

    @Test
    void theNextEventWaitsForTheOneBeforeItAndThenGoesOnOnTheLane() throws InterruptedException {
        mailbox.handle(committing("a"), 0);
        mailbox.handle(committing("b"), 0);
        mailbox.handle(prompt("c"), 0);
        mailbox.execute(note("d"));
        assertEquals(List.of("a begun"), List.copyOf(done));
        commits.removeFirst().run();
        assertEquals(List.of("a begun"), List.copyOf(done), "not on the thread that commits");
        lane.run();
        expect("a begun", "a on the lane", "a over", "b begun");
        commits.removeFirst().run();
        lane.run();
        expect("b on the lane", "b over", "c on the lane", "c over", "d on a virtual thread");
    }

    @Test
    void whatIsReadyAtOnceIsNotFinishedInTheMiddleOfItsBeginning() throws InterruptedException {
        mailbox.handle(task("a", new Remainder.Pending(Runnable::run, note("a"))), 0);
        mailbox.handle(prompt("b"), 0);
        lane.run();
        expect("a begun", "a on the lane", "a over", "b on the lane", "b over");
    }

    @Test
    void whatIsSaidToBeReadyTwiceIsFinishedOnce() throws InterruptedException {
        mailbox.handle(committing("a"), 0);
        mailbox.handle(committing("b"), 0);
        mailbox.handle(prompt("c"), 0);
        var ready = commits.removeFirst();
        ready.run();
        ready.run();
        lane.run();
        expect("a begun", "a on the lane", "a over", "b begun");
        commits.removeFirst().run();
        lane.run();
        expect("b on the lane", "b over", "c on the lane", "c over");
    }

    @Test
    void behindOneThatWaitsOnAThreadTheOthersKeepTheirOrderThere() throws InterruptedException {
        var gate = new LinkedBlockingQueue<String>();
        mailbox.handle(
                task("a", new Remainder.Blocking(() -> {
                    assertNotNull(take(gate));
                    note("a").run();
                })),
                0);
        mailbox.handle(prompt("b"), 0);
        mailbox.execute(note("c"));
        gate.add("open");
        expect(
                "a begun",
                "a on a virtual thread",
                "a over",
                "b on a virtual thread",
                "b over",
                "c on a virtual thread");
    }

    @Test
    void aTaskThatFailsIsOver() throws InterruptedException {
        mailbox.handle(
                task("a", new Remainder.Pending(commits::add, () -> {
                    throw new IllegalStateException("on purpose");
                })),
                0);
        mailbox.handle(
                new Mailbox.Task() {
                    @Override
                    public Remainder begin() {
                        throw new IllegalStateException("on purpose");
                    }
                },
                0);
        mailbox.handle(prompt("c"), 0);
        commits.removeFirst().run();
        lane.run();
        expect("a begun", "a over", "c on the lane", "c over");
    }

    @Test
    void afterManyInOneTurnTheNextAndAllBehindItWaitUntilOthersHadTheirs() throws InterruptedException {
        var events = IntStream.range(0, 20).mapToObj(Integer::toString).toList();
        for (var event : events) {
            mailbox.handle(prompt(event), 1);
        }
        mailbox.execute(note("last"));
        assertEquals(2 * 16, done.size());
        mailbox.handle(prompt("20"), 2);
        assertEquals(2 * 16, done.size(), "nothing overtakes what waits, in whatever turn it comes");
        lane.run();
        for (var event : events) {
            assertEquals(event + " on the lane", done.poll());
            assertEquals(event + " over", done.poll());
        }
        expect("last on a virtual thread", "20 on a virtual thread", "20 over");
    }

    @Test
    void whoSendsOneEventInEachTurnIsNeverMadeToWait() {
        for (int turn = 0; turn < 100; turn++) {
            mailbox.handle(prompt("a"), turn);
        }
        assertEquals(2 * 100, done.size());
        assertFalse(lane.run());
    }

    private void expect(String... events) throws InterruptedException {
        for (var event : events) {
            assertEquals(event, done.poll(10, TimeUnit.SECONDS));
        }
        assertFalse(lane.run());
    }

    private static String take(LinkedBlockingQueue<String> from) {
        try {
            return from.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Mailbox.Task prompt(String name) {
        return new Noted(name) {
            @Override
            public Remainder begin() {
                note(name).run();
                return Remainder.NOTHING;
            }
        };
    }

    private Mailbox.Task blocking(String name) {
        return new Noted(name) {
            @Override
            public Remainder begin() {
                return new Remainder.Blocking(note(name));
            }
        };
    }

    private Mailbox.Task committing(String name) {
        return task(name, new Remainder.Pending(commits::add, note(name)));
    }

    private Mailbox.Task task(String name, Remainder rest) {
        return new Noted(name) {
            @Override
            public Remainder begin() {
                done.add(name + " begun");
                return rest;
            }
        };
    }

    private Runnable note(String name) {
        return () -> done.add(name + (Thread.currentThread().isVirtual() ? " on a virtual thread" : " on the lane"));
    }

    private abstract class Noted implements Mailbox.Task {
        private final String name;

        Noted(String name) {
            this.name = name;
        }

        @Override
        public void over() {
            done.add(name + " over");
        }
    }

    /// Runs when the test says so.
    private static final class HandLane implements Lane {
        private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

        @Override
        public int index() {
            return 0;
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        boolean run() {
            boolean any = !tasks.isEmpty();
            for (var task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            return any;
        }
    }
}
