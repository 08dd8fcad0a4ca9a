package io.rotunda.persistence;

import io.rotunda.rooms.Waiting;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/// Different questions of one kind that are asked at one time are asked together: while some are being answered,
/// whoever asks gathers. A read that has begun takes nobody more: what was committed before somebody asked is in the
/// answer. Whoever asks alone waits for nobody. Called on virtual threads.
final class GatheredReads<Q, A> {
    /// One that stands still does not hold up the rest.
    private static final int AT_ONCE = 2;

    static final int MOST = 500;

    private final Function<Set<Q>, Map<Q, A>> read;
    private final Semaphore underWay = new Semaphore(AT_ONCE, true);
    private Gathering<Q, A> gathering = new Gathering<>();

    /// @param read answers each of the questions, of which there are at most [#MOST]
    GatheredReads(Function<Set<Q>, Map<Q, A>> read) {
        this.read = read;
    }

    /// Blocks.
    ///
    /// @throws RuntimeException as the read throws it, for each that was asked with it
    A read(Q question) {
        Waiting.check();
        var joined = join(question);
        if (joined.leads) {
            lead(joined.gathering);
        }
        return joined.gathering.answer(question);
    }

    private synchronized Joined<Q, A> join(Q question) {
        if (gathering.begun || gathering.questions.size() == MOST) {
            gathering = new Gathering<>();
        }
        boolean first = gathering.questions.isEmpty();
        gathering.questions.add(question);
        return new Joined<>(gathering, first);
    }

    private void lead(Gathering<Q, A> ours) {
        underWay.acquireUninterruptibly();
        try {
            synchronized (this) {
                ours.begun = true;
            }
            ours.answers.complete(read.apply(ours.questions));
        } catch (RuntimeException | Error failure) {
            ours.answers.completeExceptionally(failure);
        } finally {
            underWay.release();
        }
    }

    /// @param leads whether it was the first to ask, and reads for all
    private record Joined<Q, A>(Gathering<Q, A> gathering, boolean leads) {}

    private static final class Gathering<Q, A> {
        private final Set<Q> questions = new LinkedHashSet<>();
        private final CompletableFuture<Map<Q, A>> answers = new CompletableFuture<>();
        private boolean begun;

        A answer(Q question) {
            try {
                var answer = answers.join().get(question);
                if (answer == null) {
                    throw new IllegalStateException("a question was not answered");
                }
                return answer;
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
