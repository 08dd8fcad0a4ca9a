package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.draft;
import static io.rotunda.persistence.Drafts.room;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Something of ours breaks when the statement was sent already.
@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class SettlementIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private final LaneLink link = new LaneLink(
            Sessions.impatient(DATABASE.url(), CommitLane.PATIENCE), Sessions.settings(CommitLane.PATIENCE));

    @AfterEach
    void close() {
        link.drop();
    }

    @Test
    void whatWasSentBeforeSomethingBrokeIsToldWhenItTurnsOutToBeKept() {
        var told = new ArrayList<Message>();
        var room = room();
        var first = new PendingDraft(draft(room, "first"), told::add);
        var second = new PendingDraft(draft(room, "second"), told::add);
        var settlement = new Settlement<>(new Breaking(), link, () -> {});
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        assertFalse(settlement.settle(List.of(first, second), deadline));
        assertThrows(Unavailable.class, first::await);
        assertThrows(Unavailable.class, second::await);
        assertEquals(List.of(), told);
        while (!settlement.catchUp()) {
            Thread.onSpinWait();
        }
        assertEquals(
                List.of("first", "second"),
                told.stream().map(one -> one.draft().content()).toList());
    }

    private static final class Breaking implements Keeper<PendingDraft> {
        private final DraftKeeper keeper = new DraftKeeper(new DeletedRooms());

        @Override
        public Class<PendingDraft> kind() {
            return keeper.kind();
        }

        @Override
        public List<PendingDraft> answerKept(LaneLink.Session session, List<PendingDraft> open) throws SQLException {
            return keeper.answerKept(session, open);
        }

        @Override
        public List<PendingDraft> commit(LaneLink.Session session, List<PendingDraft> open) throws SQLException {
            session.insert().commit(open);
            throw new AssertionError("on purpose");
        }

        @Override
        public void tellKept(LaneLink.Session session, List<PendingDraft> undecided) throws SQLException {
            keeper.tellKept(session, undecided);
        }
    }
}
