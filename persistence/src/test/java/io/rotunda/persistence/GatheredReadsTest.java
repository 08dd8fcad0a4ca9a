package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class GatheredReadsTest {
    private final Queue<Integer> sizes = new ConcurrentLinkedQueue<>();

    @Test
    void eachIsAnsweredAsIfItHadAskedAlone() throws Exception {
        var reads = new GatheredReads<Integer, Integer>(this::doubled);
        var answers = Outcomes.atOnce(5_000, n -> reads.read(n % 1_000));
        assertEquals(IntStream.range(0, 5_000).mapToObj(n -> n % 1_000 * 2).toList(), answers);
        assertTrue(sizes.stream().anyMatch(size -> size > 1), "none gathered: this showed nothing");
        assertTrue(sizes.stream().allMatch(size -> size <= GatheredReads.MOST), sizes::toString);
    }

    @Test
    void whatFailsFailsForThoseWhoAskedTogetherAndNotForTheNext() {
        var fault = new IllegalStateException("of this read");
        var reads = new GatheredReads<Integer, Integer>(questions -> {
            if (questions.contains(13)) {
                throw fault;
            }
            return doubled(questions);
        });
        assertSame(fault, assertThrows(IllegalStateException.class, () -> reads.read(13)));
        assertEquals(2, reads.read(1));
    }

    @Test
    void noMoreThanTwoReadAtATime() throws Exception {
        var reading = new AtomicInteger();
        var most = new AtomicInteger();
        var reads = new GatheredReads<Integer, Integer>(questions -> {
            most.accumulateAndGet(reading.incrementAndGet(), Math::max);
            pause();
            reading.decrementAndGet();
            return doubled(questions);
        });
        Outcomes.atOnce(2_000, reads::read);
        assertTrue(most.get() <= 2, () -> most + " at a time");
    }

    /// What was committed before somebody asked is in the answer, whoever read it.
    @Test
    void nobodyMissesWhatWasCommittedBeforeAsking() throws ExecutionException, InterruptedException {
        var committed = new AtomicLong();
        var reads = new GatheredReads<Integer, Long>(questions -> {
            long snapshot = committed.get();
            pause();
            sizes.add(questions.size());
            var answers = new HashMap<Integer, Long>();
            questions.forEach(question -> answers.put(question, snapshot));
            return answers;
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var readers = IntStream.range(0, 5_000)
                    .mapToObj(n -> threads.submit(() -> {
                        long before = committed.incrementAndGet();
                        return List.of(before, reads.read(n % 7));
                    }))
                    .toList();
            for (var reader : readers) {
                assertTrue(
                        reader.get().getLast() >= reader.get().getFirst(), () -> "an answer older than the question");
            }
        }
        assertTrue(sizes.stream().anyMatch(size -> size > 1), "none gathered: this showed nothing");
    }

    /// What a read takes, without a processor: others come meanwhile, also where both of two processors read.
    private static void pause() {
        LockSupport.parkNanos(100_000);
    }

    private Map<Integer, Integer> doubled(Set<Integer> questions) {
        sizes.add(questions.size());
        pause();
        var answers = new HashMap<Integer, Integer>();
        questions.forEach(question -> answers.put(question, 2 * question));
        return answers;
    }
}
