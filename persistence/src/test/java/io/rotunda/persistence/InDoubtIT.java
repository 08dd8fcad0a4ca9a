package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.draft;
import static io.rotunda.persistence.Drafts.room;
import static io.rotunda.persistence.Outcomes.committed;
import static io.rotunda.persistence.Outcomes.repeated;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rotunda.rooms.RoomId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// An error at commit does not mean that nothing was committed.
@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class InDoubtIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private final RoomId.Timeline room = room();
    private final BlockingQueue<Message> told = new LinkedBlockingQueue<>();
    private final Wire wire;
    private final GroupCommit commits;

    InDoubtIT() throws IOException {
        wire = new Wire(DATABASE.port());
        var limits = new CommitLimits(1, 1000, 1 << 20, 500, 1 << 20, Duration.ofMillis(300));
        commits = new GroupCommit(Sessions.impatient(DATABASE.url(wire.port()), CommitLane.PATIENCE), limits);
    }

    /// The lane has a connection and knows the room, so the next answer is that to a commit.
    @BeforeEach
    void begin() throws InterruptedException {
        committed(commits.submit(draft(room, "first"), told::add).await());
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
}
