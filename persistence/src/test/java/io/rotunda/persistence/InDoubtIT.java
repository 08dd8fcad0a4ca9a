package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.channel;
import static io.rotunda.persistence.Drafts.draft;
import static io.rotunda.persistence.Edits.made;
import static io.rotunda.persistence.Edits.react;
import static io.rotunda.persistence.Edits.readAll;
import static io.rotunda.persistence.Edits.unreact;
import static io.rotunda.persistence.Edits.update;
import static io.rotunda.persistence.Outcomes.committed;
import static io.rotunda.persistence.Outcomes.repeated;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rotunda.rooms.RoomId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// An error at commit does not mean that nothing was committed.
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class InDoubtIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private final RoomId.Channel room = channel();
    private final BlockingQueue<Message> told = new LinkedBlockingQueue<>();
    private final BlockingQueue<Changed> changed = new LinkedBlockingQueue<>();
    private final Wire wire;
    private final GroupCommit commits;
    private Message first;

    InDoubtIT() throws IOException {
        wire = new Wire(DATABASE.port());
        commits = commits(Duration.ofSeconds(2));
    }

    private GroupCommit commits(Duration giveUp) {
        var limits = new CommitLimits(1, 1000, 1 << 20, 500, 1 << 20, Duration.ofMillis(1), giveUp);
        return new GroupCommit(Sessions.impatient(DATABASE.url(wire.port()), CommitLane.PATIENCE), limits);
    }

    /// The lane has a connection and knows the room, so the next answer is that to a commit.
    @BeforeEach
    void begin() throws InterruptedException {
        first = committed(commits.submit(draft(room, "first"), told::add).await());
        told.take();
    }

    @AfterEach
    void close() throws IOException {
        commits.close();
        wire.close();
    }

    @Test
    void aMessageWhoseAnswerWasLostIsFoundAndToldOnce() throws Exception {
        wire.loseAnswers();
        var message = committed(commits.submit(draft(room, "second"), told::add).await());
        assertEquals(2, message.seq());
        assertEquals(List.of(message), List.copyOf(told));
        assertEquals(2, DATABASE.messages().latest(room, 10).total());
    }

    @Test
    void aMessageThatItsSenderWasRefusedIsToldWhenItTurnsOutToBeKept() throws Exception {
        wire.breakAtNextAnswer();
        var pending = commits.submit(draft(room, "ann", "second", "o2"), told::add);
        assertThrows(Unavailable.class, pending::await);
        wire.mend();
        assertEquals(2, told.take().seq());
        while (!commits.accepts()) {
            Thread.onSpinWait();
        }

        var again = commits.submit(draft(room, "ann", "second", "o2"), told::add);
        assertEquals(2, repeated(again.await()).seq());
        assertEquals(
                3,
                committed(commits.submit(draft(room, "third"), told::add).await())
                        .seq());
        assertEquals(3, told.take().seq());
    }

    /// It commits long after this has given it up.
    private void givenUpInItsCommit(HungCommits hung, Pending<?, ?> pending) throws Exception {
        var backend = hung.await();
        HungCommits.stop(backend);
        try {
            assertThrows(Unavailable.class, pending::await);
            while (commits.accepts()) {
                Thread.onSpinWait();
            }
        } finally {
            HungCommits.resume(backend);
        }
    }

    /// It commits long after it was given up, and is nowhere to be seen before.
    @Test
    void aMessageWhoseBackendHangsInItsCommitIsToldWhenItIsKept() throws Exception {
        try (var hung = new HungCommits(DATABASE)) {
            var pending = commits.submit(draft(room, "ann", "second", "o2"), told::add);
            givenUpInItsCommit(hung, pending);
        }
        assertEquals(2, told.take().seq());
        while (!commits.accepts()) {
            Thread.onSpinWait();
        }
        var again = commits.submit(draft(room, "ann", "second", "o2"), told::add);
        assertEquals(2, repeated(again.await()).seq());
    }

    @Test
    void whatComesAfterADeletionThatIsKnownLateDoesNotMakeTheRoomAnew() throws Exception {
        try (var hung = new HungCommits(DATABASE)) {
            var pending = commits.submit(new PendingDeletion(room));
            givenUpInItsCommit(hung, pending);
        }
        while (!commits.accepts()) {
            Thread.onSpinWait();
        }
        assertInstanceOf(
                Messages.Appended.NoSuchRoom.class,
                commits.submit(draft(room, "late"), told::add).await());
    }

    /// While the statement of all four hangs, they are tried again, and as that takes too long, in halves.
    @Test
    void allOfABatchThatIsInDoubtAreToldWhenTheyTurnOutToBeKept() throws Exception {
        try (var patient = commits(Duration.ofSeconds(3))) {
            var gathered = heldUp(patient);
            var four = IntStream.range(0, 4)
                    .mapToObj(i -> patient.submit(draft(room, Integer.toString(i)), told::add))
                    .toList();
            try (var hung = new HungCommits(DATABASE)) {
                gathered.complete(null);
                hung.await();
                wire.cut();
                four.forEach(one -> assertThrows(Unavailable.class, one::await));
                for (int i = 0; i < 4; i++) {
                    assertEquals(Integer.toString(i), told.take().draft().content());
                }
            }
        }
    }

    @Test
    void whileItCannotBeFoundOutWhatWasKeptNothingWaits() throws Exception {
        wire.breakAtNextAnswer();
        assertThrows(Unavailable.class, commits.submit(draft(room, "second"), told::add)::await);
        try (var connection = DATABASE.connect()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("LOCK TABLE messages IN ACCESS EXCLUSIVE MODE");
            wire.mend();
            HeldRoom.awaitWaiters(connection, 1);
            assertThrows(
                    Unavailable.class,
                    () -> commits.submit(draft(room, "third"), told::add).await());
            commits.close();
        }
        assertEquals(List.of(), List.copyOf(told));
    }

    @Test
    void aSenderIsToldInTimeAndTheRoomWhenItIsKnown() throws Exception {
        try (var hasty = commits(Duration.ofMillis(50))) {
            var gathered = heldUp(hasty);
            var late = hasty.submit(draft(room, "ann", "second", "o2"), told::add);
            var behind = hasty.submit(new PendingDraft(draft(room, "third"), late, told::add));
            assertThrows(Unavailable.class, late::await);
            gathered.complete(null);
            assertEquals("second", told.take().draft().content());
            assertThrows(Unavailable.class, behind::await);
        }
        assertEquals(List.of(), List.copyOf(told));
    }

    @Test
    void aChangeWhoseAnswerWasLostIsFoundAndToldOnce() throws Exception {
        for (var change : List.of(react("bob", first, "👍"), update(first, "edited"), readAll("bob", first))) {
            wire.loseAnswers();
            var made = made(submit(change).await());
            assertEquals(List.of(made), List.copyOf(changed));
            changed.clear();
            wire.mend();
        }
        assertEquals(4, DATABASE.messages().latest(room, 10).through());
    }

    /// The statement whose connection was cut is still waiting for the room when it is tried again.
    @Test
    void aChangeThatIsTriedAgainBeforeItWasMadeIsMadeAndToldOnce() throws Exception {
        try (var held = new HeldRoom(DATABASE, room);
                var patient = commits(Duration.ofSeconds(20))) {
            var pending = patient.submit(new PendingChange(react("bob", first, "👍"), changed::add));
            held.awaitWaiter();
            wire.cut();
            held.awaitWaiters(2);
            held.release();
            var made = made(pending.await());
            assertEquals(2, made.seq());
            assertEquals(List.of(made), List.copyOf(changed));
        }
        assertEquals(2, DATABASE.messages().latest(room, 10).through());
    }

    @Test
    void aChangeThatItsSenderWasRefusedIsToldWhenItTurnsOutToBeMade() throws Exception {
        wire.breakAtNextAnswer();
        var pending = submit(react("bob", first, "👍"));
        assertThrows(Unavailable.class, pending::await);
        wire.mend();
        assertEquals(2, changed.take().seq());
        while (!commits.accepts()) {
            Thread.onSpinWait();
        }

        assertEquals(
                new Changes.Outcome.Unchanged(),
                submit(react("bob", first, "👍")).await());
        assertEquals(3, made(submit(unreact("bob", first, "👍")).await()).seq());
        assertEquals(3, changed.take().seq());
    }

    @Test
    void aPatchWhoseAnswerWasLostIsToldOnce() {
        var heard = new LinkedBlockingQueue<Channel>();
        wire.loseAnswers();
        var patch = new Channel.Patch(Map.of(Channel.Attribute.NAME, "General"));
        var channel = commits.submit(new PendingPatch(room, patch, heard::add)).await();
        assertEquals("General", channel.orElseThrow().name());
        assertEquals(List.of(channel.get()), List.copyOf(heard));
    }

    /// The lane waits in what follows a commit.
    ///
    /// @return what lets it go on
    private CompletableFuture<Void> heldUp(GroupCommit commits) throws InterruptedException {
        var held = new CountDownLatch(1);
        var gathered = new CompletableFuture<Void>();
        commits.submit(draft(room, "in the way"), _ -> {
            held.countDown();
            gathered.join();
        });
        held.await();
        return gathered;
    }

    private PendingChange submit(Change change) {
        return commits.submit(new PendingChange(change, changed::add));
    }
}
