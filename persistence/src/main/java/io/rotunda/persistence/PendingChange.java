package io.rotunda.persistence;

import io.rotunda.persistence.Change.Action;
import io.rotunda.persistence.Changes.Outcome;
import io.rotunda.rooms.RoomId;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A change on its way.
final class PendingChange extends Pending<Changed, Outcome> {
    private final Change change;
    private final UUID attempt = Attempts.next();

    /// @throws Unstorable if PostgreSQL would refuse a text of the change
    PendingChange(Change change, Consumer<Changed> committed) {
        super(
                committed,
                Weight.of(
                        change.user().organizationId(),
                        change.user().userId(),
                        change.userName(),
                        text(change.action()),
                        metadata(change.action())));
        this.change = change;
    }

    Change change() {
        return change;
    }

    /// Under which the change is found if it is not known whether it was made.
    UUID attempt() {
        return attempt;
    }

    @Nullable
    String text() {
        return text(change.action());
    }

    @Nullable
    String metadata() {
        return metadata(change.action());
    }

    @Override
    RoomId.Timeline room() {
        return change.room();
    }

    @Override
    Outcome answerOf(Changed kept) {
        return new Outcome.Committed(kept);
    }

    private static @Nullable String text(Action action) {
        return switch (action) {
            case Action.Update update -> update.content();
            case Action.React react -> react.emoji();
            case Action.Delete _, Action.Read _, Action.ReadAll _ -> null;
        };
    }

    private static @Nullable String metadata(Action action) {
        return action instanceof Action.Update update ? update.metadata() : null;
    }
}
