package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.draft;
import static io.rotunda.persistence.Drafts.room;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.Change.Action;
import io.rotunda.persistence.Receipts.Receipt;
import io.rotunda.persistence.Timelines.Standing;
import io.rotunda.rooms.RoomId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every implementation of [Receipts] does.
abstract class ReceiptsContract {
    private static final RoomId.User BOB = Drafts.user("bob");

    private final StoresUnderTest kept;

    ReceiptsContract(StoresUnderTest kept) {
        this.kept = kept;
    }

    @Test
    void aMessageThatIsNotThereHasNone() {
        assertEquals(Optional.empty(), kept.stores().receipts().find(Drafts.id(), BOB));
    }

    @Test
    void whatWasWrittenInAnOpenRoomIsReadByNobodyAtFirst() {
        var room = new RoomId.Conversation("c1", room().tenant() + Drafts.id());
        var first = Outcomes.append(kept.stores().messages(), draft(room, "hi"));
        var message = Outcomes.append(kept.stores().messages(), draft(room, "there"));
        assertEquals(1, first.seq());
        assertEquals(
                new Receipt(room, 2, message.createdAt(), Drafts.user("ann"), false, Standing.OPEN, 0), find(message));
    }

    @Test
    void itSaysHowFarThisUserHasRead() {
        var room = room();
        var message = Outcomes.append(kept.stores().messages(), draft(room, "hi"));
        does(room, BOB, new Action.Read(message.draft().id()));
        assertEquals(1, find(message).readThrough());
        var namesake = new RoomId.User("other", "bob");
        assertEquals(
                0,
                kept.stores()
                        .receipts()
                        .find(message.draft().id(), namesake)
                        .orElseThrow()
                        .readThrough());
    }

    @Test
    void itSaysWhoMayEnterNow() {
        var room = room();
        var message = Outcomes.append(kept.stores().messages(), draft(room, "hi"));
        kept.onlyFor(room, "ann");
        assertEquals(Standing.STRANGER, find(message).standing());
        kept.onlyFor(room, "bob");
        assertEquals(Standing.MEMBER, find(message).standing());
    }

    @Test
    void itSaysThatAMessageWasErased() {
        var room = room();
        var message = Outcomes.append(kept.stores().messages(), draft(room, "hi"));
        does(room, Drafts.user("ann"), new Action.Delete(message.draft().id(), false));
        assertTrue(find(message).erased());
    }

    private Receipt find(Message message) {
        return kept.stores().receipts().find(message.draft().id(), BOB).orElseThrow();
    }

    private void does(RoomId.Timeline room, RoomId.User user, Action action) {
        kept.stores().changes().apply(new Change(room, user, user.userId(), action), _ -> {});
    }
}
