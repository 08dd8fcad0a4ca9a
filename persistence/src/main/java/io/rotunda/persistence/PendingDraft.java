package io.rotunda.persistence;

import io.rotunda.persistence.Messages.Appended;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A message on its way.
final class PendingDraft extends Pending<Message, Appended> implements Messages.Submission {
    private final Draft draft;
    private final @Nullable PendingDraft after;

    PendingDraft(Draft draft, Consumer<Message> committed) {
        this(draft, null, committed);
    }

    /// @param after without which this is not kept: on its way to the same room, before this one
    /// @throws Unstorable if PostgreSQL would refuse a text of the draft
    PendingDraft(Draft draft, @Nullable PendingDraft after, Consumer<Message> committed) {
        super(
                committed,
                Weight.of(
                        draft.user().organizationId(),
                        draft.user().userId(),
                        draft.userName(),
                        draft.content(),
                        draft.contentType(),
                        draft.mentions(),
                        draft.attachments(),
                        draft.metadata(),
                        draft.workspaceId(),
                        draft.optimisticId()));
        this.draft = draft;
        this.after = after;
    }

    Draft draft() {
        return draft;
    }

    @Nullable
    PendingDraft after() {
        return after;
    }

    @Override
    boolean outOfTurn() {
        return after != null && after.refusedForNow();
    }

    @Override
    RoomId.Timeline room() {
        return draft.room();
    }

    @Override
    Appended answerOf(Message kept) {
        return new Appended.Committed(kept);
    }

    void committed(long seq, Instant createdAt) {
        committed(new Message(draft, seq, createdAt, createdAt));
    }

    /// The same user stored this under the same `optimisticId` or id before.
    void repeats(FindStored.Stored stored) {
        answer(
                stored.erased() || draft.sameContent(stored.first().draft())
                        ? new Appended.Repeated(stored.first())
                        : new Appended.Conflict());
    }
}
