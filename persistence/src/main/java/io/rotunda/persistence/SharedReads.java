package io.rotunda.persistence;

import io.rotunda.rooms.Waiting;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Equal questions that are asked at one time are asked once: of one question, one read is under way, and one gathers
/// whoever asks meanwhile. A read that has begun takes nobody more: what was committed before somebody asked is in the
/// answer. Called on virtual threads; an answer that was shared belongs to nobody, and is never changed.
public final class SharedReads {
    private final ConcurrentHashMap<Object, Round> rounds = new ConcurrentHashMap<>();
    private final LongAdder shared = new LongAdder();

    /// Answers `question` with `read`, or with the answer of an equal one that begins after this call. Blocks; not to
    /// be called from within a `read`, which would wait for itself.
    ///
    /// @param question a value, and the only thing that the answer depends on
    /// @throws RuntimeException as `read` throws it, for each that shared it
    @SuppressWarnings("unchecked") // an equal question is one of the same kind
    public <T> T read(Object question, Supplier<T> read) {
        Waiting.check();
        var asking = new Round();
        var round = rounds.compute(question, (_, last) -> {
            if (last != null && !last.begun) {
                return last;
            }
            asking.before = last;
            return asking;
        });
        if (round != asking) {
            shared.increment();
            return (T) round.answer();
        }
        return lead(question, round, read);
    }

    /// How many questions were answered together with another one.
    public long shared() {
        return shared.sum();
    }

    /// How many questions are being answered.
    public int open() {
        return rounds.size();
    }

    private <T> T lead(Object question, Round round, Supplier<T> read) {
        try {
            round.awaitTurn();
            rounds.computeIfPresent(question, (_, last) -> {
                round.begun = true; // where the map sees it: nobody joins while this is said
                return last;
            });
            T answer = read.get();
            round.result.complete(answer);
            return answer;
        } catch (RuntimeException | Error failure) {
            round.result.completeExceptionally(failure);
            throw failure;
        } finally {
            rounds.remove(question, round);
        }
    }

    /// One read, and who waits for it.
    private static final class Round {
        private final CompletableFuture<Object> result = new CompletableFuture<>();
        private volatile @Nullable Round before;
        private volatile boolean begun;

        /// Until the one before has ended, however it did.
        void awaitTurn() {
            var last = before;
            before = null;
            if (last != null) {
                last.result.handle((_, _) -> null).join();
            }
        }

        Object answer() {
            try {
                return result.join();
            } catch (CompletionException failure) {
                if (failure.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                if (failure.getCause() instanceof Error cause) {
                    throw cause;
                }
                throw failure;
            }
        }
    }
}
