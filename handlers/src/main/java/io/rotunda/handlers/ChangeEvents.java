package io.rotunda.handlers;

import io.rotunda.persistence.Changed;
import io.rotunda.persistence.Changed.Fact;
import io.rotunda.rooms.Frame;

/// A committed change as clients are told of it: the same bytes live and in every replay.
final class ChangeEvents {
    private ChangeEvents() {}

    /// What its room hears when it is committed.
    static Frame frame(Changed changed) {
        var event = of(changed);
        return Frame.durable(event.eventName(), event.json(), changed.seq());
    }

    static Outgoing of(Changed changed) {
        return switch (changed.fact()) {
            case Fact.Updated fact -> MessageUpdate.Updated.of(changed, fact);
            case Fact.Deleted fact -> MessageDelete.Deleted.of(changed, fact);
            case Fact.Reacted fact -> MessageReact.Reaction.of(changed, fact);
            case Fact.Read fact -> MessageRead.Read.of(changed, fact);
            case Fact.ReadAll fact -> ConversationMarkRead.Batch.of(changed, fact);
        };
    }
}
