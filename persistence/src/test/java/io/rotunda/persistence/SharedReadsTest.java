package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.rooms.Waiting;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedReadsTest {
    private static final int READERS = 100;

    private final SharedReads reads = new SharedReads();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void nothingIsKept() {
        assertEquals(0, reads.open());
    }

    @Test
    void whoAsksWhileAReadIsUnderWayShareTheNextOne() throws Exception {
        var mayAnswer = new CountDownLatch(1);
        var answers = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> reads.read("same", () -> counted(mayAnswer)));
            await(() -> asked.get() == 1);
            for (int i = 0; i < READERS; i++) {
                answers.add(threads.submit(() -> reads.read("same", asked::incrementAndGet)));
            }
            await(() -> reads.shared() == READERS - 1);
            assertEquals(1, asked.get(), "one at a time");
            mayAnswer.countDown();

            assertEquals(1, first.get());
            for (var answer : answers) {
                assertEquals(2, answer.get());
            }
        }
    }

    @Test
    void aLaneAsksNothing() {
        Waiting.forbid(new ReadingLane());
        try {
            assertThrows(IllegalStateException.class, () -> reads.read("same", asked::incrementAndGet));
        } finally {
            Waiting.allow();
        }
        assertEquals(0, asked.get());
    }

    @Test
    void differentQuestionsWaitForNobody() throws Exception {
        var mayAnswer = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var held = threads.submit(() -> reads.read("one", () -> counted(mayAnswer)));
            await(() -> asked.get() == 1);
            assertEquals("free", reads.read("other", () -> "free"));
            mayAnswer.countDown();
            held.get();
        }
    }

    @Test
    void aReadThatFailsFailsForThoseThatShareItAndNotForTheNext() throws Exception {
        var mayAnswer = new CountDownLatch(1);
        var fault = new IllegalStateException("of this read");
        Callable<Integer> failing = () -> reads.read("same", () -> {
            throw fault;
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> reads.read("same", () -> counted(mayAnswer)));
            await(() -> asked.get() == 1);
            var one = threads.submit(failing);
            var other = threads.submit(failing);
            await(() -> reads.shared() == 1);
            mayAnswer.countDown();

            assertEquals(1, first.get());
            assertSame(fault, assertThrows(Exception.class, one::get).getCause());
            assertSame(fault, assertThrows(Exception.class, other::get).getCause());
            assertEquals(2, reads.read("same", asked::incrementAndGet));
        }
    }

    /// What was committed before somebody asked is in the answer, whoever read it.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nobodyMissesWhatWasCommittedBeforeAsking(long seed) throws Exception {
        var committed = new AtomicLong();
        var random = new Random(seed);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var readers = new ArrayList<Future<?>>();
            for (int i = 0; i < 2_000; i++) {
                int pauses = random.nextInt(4);
                readers.add(threads.submit(() -> {
                    committed.incrementAndGet();
                    long before = committed.get();
                    long answer = reads.read("log", () -> slowly(committed, pauses));
                    assertTrue(answer >= before, "read " + answer + ", committed before asking: " + before);
                }));
            }
            for (var reader : readers) {
                reader.get();
            }
        }
        assertTrue(reads.shared() > 0, "nothing was shared: this showed nothing");
    }

    /// Reads at once and answers late, as a statement with its snapshot does.
    private static long slowly(AtomicLong committed, int pauses) {
        long snapshot = committed.get();
        for (int i = 0; i < pauses * 1_000; i++) {
            Thread.onSpinWait();
        }
        return snapshot;
    }

    private int counted(CountDownLatch mayAnswer) {
        int number = asked.incrementAndGet();
        try {
            mayAnswer.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return number;
    }

    private static void await(java.util.function.BooleanSupplier reached) {
        while (!reached.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
