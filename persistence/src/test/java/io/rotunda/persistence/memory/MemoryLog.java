package io.rotunda.persistence.memory;

import io.rotunda.persistence.Change;
import io.rotunda.persistence.Change.Action;
import io.rotunda.persistence.Changed;
import io.rotunda.persistence.Changed.Fact;
import io.rotunda.persistence.Changes;
import io.rotunda.persistence.Changes.Outcome;
import io.rotunda.persistence.Draft;
import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Messages.Appended;
import io.rotunda.persistence.Remembered;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What happened in one room: messages, and what was done to them, at positions without a gap.
final class MemoryLog {
    private final Map<MessageId, MemoryMessage> messages = new LinkedHashMap<>();
    private final Map<Sending, MemoryMessage> sendings = new HashMap<>();
    private final List<Changed> changes = new ArrayList<>();
    private final Map<RoomId.User, Long> readUpTo = new HashMap<>();
    private long end;
    private Instant last = Instant.MIN;

    synchronized Snapshot snapshot() {
        var remembered = new ArrayList<Remembered>(messages.size());
        messages.values().forEach(message -> remembered.add(message.remembered()));
        return new Snapshot(remembered, List.copyOf(changes), end);
    }

    synchronized @Nullable MemoryMessage find(MessageId id) {
        return messages.get(id);
    }

    synchronized long readUpTo(RoomId.User user) {
        return readUpTo.getOrDefault(user, 0L);
    }

    synchronized int messages() {
        return messages.size();
    }

    synchronized int changes() {
        return changes.size();
    }

    synchronized Appended append(Draft draft, Instant now) {
        var sending = new Sending(draft.user(), draft.optimisticId());
        var earlier = draft.optimisticId() == null ? messages.get(draft.id()) : sendings.get(sending);
        if (earlier != null) {
            return earlier.mayHaveBeen(draft)
                    ? new Appended.Repeated(earlier.remembered().message())
                    : new Appended.Conflict();
        }
        var at = advance(now);
        var message = new MemoryMessage(draft, end, at);
        messages.put(draft.id(), message);
        if (draft.optimisticId() != null) {
            sendings.put(sending, message);
        }
        return new Appended.Committed(message.remembered().message());
    }

    synchronized Outcome apply(Change change, Instant now) {
        return switch (change.action()) {
            case Action.Update action -> update(change, action, now);
            case Action.Delete action -> delete(change, action, now);
            case Action.React action -> react(change, action, now);
            case Action.Read(var messageId) -> read(change, messageId, now);
            case Action.ReadAll() -> readAll(change, now);
        };
    }

    private Outcome update(Change change, Action.Update action, Instant now) {
        var message = messages.get(action.messageId());
        if (message == null || message.deleted()) {
            return new Outcome.NoSuchMessage();
        }
        if (!message.isBy(change.user())) {
            return new Outcome.NotTheirs();
        }
        var metadata = action.metadata() == null ? message.metadata() : action.metadata();
        var fact = new Fact.Updated(action.messageId(), action.content(), metadata);
        return commit(change, fact, now, at -> message.update(action.content(), metadata, at));
    }

    private Outcome delete(Change change, Action.Delete action, Instant now) {
        var message = messages.get(action.messageId());
        if (message == null) {
            return new Outcome.NoSuchMessage();
        }
        if (!action.anyAuthor() && !message.isBy(change.user())) {
            return new Outcome.NotTheirs();
        }
        if (message.deleted()) {
            return new Outcome.Unchanged();
        }
        changes.replaceAll(earlier -> erased(earlier, action.messageId()));
        return commit(change, new Fact.Deleted(action.messageId()), now, message::delete);
    }

    private Outcome react(Change change, Action.React action, Instant now) {
        var message = messages.get(action.messageId());
        if (message == null || message.deleted()) {
            return new Outcome.NoSuchMessage();
        }
        if (message.carries(action.emoji(), change.user()) == action.add()) {
            return new Outcome.Unchanged();
        }
        if (action.add() && !message.carries(action.emoji()) && message.emoji() == Changes.MAX_EMOJI) {
            return new Outcome.TooManyEmoji();
        }
        var fact = new Fact.Reacted(action.messageId(), action.emoji(), action.add());
        return commit(change, fact, now, _ -> message.react(action.emoji(), change.user(), action.add()));
    }

    private Outcome read(Change change, MessageId id, Instant now) {
        var message = messages.get(id);
        if (message == null) {
            return new Outcome.NoSuchMessage();
        }
        if (message.seq() <= mark(change)) {
            return new Outcome.Unchanged();
        }
        return commit(change, new Fact.Read(id), now, _ -> readUpTo.put(change.user(), message.seq()));
    }

    private Outcome readAll(Change change, Instant now) {
        var marked = messages.values().stream()
                .filter(message -> message.seq() > mark(change) && !message.deleted())
                .map(message -> message.remembered().message().draft().id())
                .toList();
        if (marked.isEmpty()) {
            return new Outcome.Unchanged();
        }
        int beyond = Math.max(0, marked.size() - Fact.ReadAll.MAX_MESSAGE_IDS);
        var fact = new Fact.ReadAll(marked.subList(beyond, marked.size()));
        return commit(change, fact, now, _ -> readUpTo.put(change.user(), end));
    }

    private Outcome commit(Change change, Fact fact, Instant now, Consequence consequence) {
        var at = advance(now);
        consequence.happens(at);
        var changed = new Changed(change.room(), end, at, change.user(), change.userName(), fact);
        changes.add(changed);
        return new Outcome.Committed(changed);
    }

    /// The next position is taken; returns its time.
    private Instant advance(Instant now) {
        end++;
        last = now.isBefore(last) ? last : now;
        return last;
    }

    private long mark(Change change) {
        return readUpTo.getOrDefault(change.user(), 0L);
    }

    private static Changed erased(Changed changed, MessageId id) {
        return changed.fact() instanceof Fact.Updated(var messageId, var _, var _) && messageId.equals(id)
                ? new Changed(
                        changed.room(),
                        changed.seq(),
                        changed.at(),
                        changed.user(),
                        changed.userName(),
                        new Fact.Updated(id, "", null))
                : changed;
    }

    /// What a commit does to the state.
    @FunctionalInterface
    private interface Consequence {
        void happens(Instant at);
    }

    private record Sending(RoomId.User user, @Nullable String optimisticId) {}
}
