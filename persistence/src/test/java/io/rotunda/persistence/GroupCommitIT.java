package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.draft;
import static io.rotunda.persistence.Drafts.room;
import static io.rotunda.persistence.Outcomes.committed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class GroupCommitIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    @Test
    void whatGathersDuringACommitIsCommittedInTheOrderInWhichItCame() throws Exception {
        try (var held = new HeldRoom(DATABASE);
                var commits = DATABASE.groupCommit(1000, 1 << 20, 30)) {
            var first = commits.submit(draft(held.room(), "first"), _ -> {});
            held.awaitWaiter();
            var others = IntStream.range(0, 100)
                    .mapToObj(i -> commits.submit(draft(held.room(), "other " + i), _ -> {}))
                    .toList();
            held.release();
            assertEquals(1, committed(first.await()).seq());
            for (int i = 0; i < others.size(); i++) {
                assertEquals(i + 2, committed(others.get(i).await()).seq());
            }
        }
    }

    @Test
    void whatDoesNotFitInTheQueueIsRefused() throws Exception {
        try (var held = new HeldRoom(DATABASE);
                var commits = DATABASE.groupCommit(2, 100_000, 500)) {
            var accepted = commits.submit(draft(held.room(), "first"), _ -> {});
            held.awaitWaiter();
            var big = draft(held.room(), "x".repeat(40_000));
            var alsoAccepted = List.of(commits.submit(big, _ -> {}), commits.submit(draft(room(), "2"), _ -> {}));
            assertThrows(Unavailable.class, () -> commits.submit(draft(room(), "3"), _ -> {}));
            held.release();
            committed(accepted.await());
            alsoAccepted.forEach(pending -> committed(pending.await()));
        }
    }

    @Test
    void whatDoesNotFitInMemoryIsRefused() throws Exception {
        try (var held = new HeldRoom(DATABASE);
                var commits = DATABASE.groupCommit(1000, 100_000, 500)) {
            commits.submit(draft(held.room(), "first"), _ -> {});
            held.awaitWaiter();
            commits.submit(draft(room(), "x".repeat(40_000)), _ -> {});
            commits.submit(draft(room(), "x".repeat(40_000)), _ -> {});
            assertThrows(Unavailable.class, () -> commits.submit(draft(room(), "x".repeat(40_000)), _ -> {}));
            held.release();
        }
    }

    @Test
    void whatComesWhileACrowdIsToldIsCommittedTogether() throws Exception {
        var limits = new CommitLimits(1, 1000, 1 << 20, 2, 1 << 20, Duration.ofDays(1), Duration.ofSeconds(30));
        var crowd = new Crowd();
        try (var commits = new GroupCommit(Sessions.impatient(DATABASE.url(), CommitLane.PATIENCE), limits)) {
            var second = new CompletableFuture<PendingDraft>();
            commits.submit(draft(room(), "first"), _ -> {
                crowd.tell();
                second.complete(commits.submit(draft(room(), "second"), _ -> {}));
            });
            var gathering = second.get(10, TimeUnit.SECONDS);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos()); // so that a lane that does not wait is noticed
            assertEquals(1, commits.queued());
            var third = commits.submit(draft(room(), "third"), _ -> {});
            committed(gathering.await());
            committed(third.await());
        }
    }

    @Test
    void whoWatchesAndFailsHarmsNoCommitAndKeepsNothingFromWhatFollowsIt() throws Exception {
        var limits = new CommitLimits(1, 1000, 1 << 20, 1, 1 << 20, Duration.ZERO, Duration.ofSeconds(30));
        var source = Sessions.impatient(DATABASE.url(), CommitLane.PATIENCE);
        var followed = new AtomicInteger();
        CommitWatch failing = (_, _) -> {
            throw new IllegalStateException("of the watch's own");
        };
        try (var held = new HeldRoom(DATABASE)) {
            var commits = new GroupCommit(source, limits, () -> {}, failing.then(followed::incrementAndGet), false);
            var first = commits.submit(draft(held.room(), "first"), _ -> {});
            held.awaitWaiter();
            var others = IntStream.range(0, 5)
                    .mapToObj(i -> commits.submit(draft(held.room(), "other " + i), _ -> {}))
                    .toList();
            held.release();
            committed(first.await());
            others.forEach(other -> committed(other.await()));
            commits.close();
            assertEquals(6, followed.get());
        }
    }

    @Test
    void closingCommitsWhatWasAcceptedAndAcceptsNothingMore() throws Exception {
        var room = room();
        var commits = DATABASE.groupCommit(1000, 1 << 20, 500);
        var accepted = IntStream.range(0, 1000)
                .mapToObj(i -> commits.submit(draft(room, "message " + i), _ -> {}))
                .toList();
        commits.close();
        assertThrows(Unavailable.class, () -> commits.submit(draft(room, "late"), _ -> {}));
        assertEquals(1000, committed(accepted.getLast().await()).seq());
        assertEquals(1000, DATABASE.messages().latest(room, 1).total());
    }
}
