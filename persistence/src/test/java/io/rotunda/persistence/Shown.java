package io.rotunda.persistence;

import io.rotunda.persistence.Changed.Fact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a client shows of a room: the messages that it was given, and what it was told of them since.
final class Shown {
    private final Map<MessageId, Line> lines = new LinkedHashMap<>();

    Shown(List<Remembered> messages) {
        messages.forEach(this::show);
    }

    MessageId last() {
        return lines.keySet().stream().reduce((_, next) -> next).orElseThrow();
    }

    void apply(Missed missed) {
        missed.messages().forEach(this::show);
        missed.changes().forEach(this::apply);
    }

    private void show(Remembered remembered) {
        var draft = remembered.message().draft();
        var reactions = new TreeMap<String, Set<String>>();
        remembered.reactions().forEach(one -> reactions.put(one.emoji(), new TreeSet<>(one.userIds())));
        lines.put(draft.id(), new Line(draft.content(), draft.metadata(), reactions, remembered.deletedAt() != null));
    }

    private void apply(Changed changed) {
        switch (changed.fact()) {
            case Fact.Updated(var id, var content, var metadata) ->
                lines.computeIfPresent(
                        id, (_, line) -> line.deleted() ? line : new Line(content, metadata, line.reactions(), false));
            case Fact.Deleted(var id) -> lines.put(id, new Line("", null, new TreeMap<>(), true));
            case Fact.Reacted(var id, var emoji, var added) -> {
                var line = lines.get(id);
                if (line != null && !line.deleted()) {
                    line.react(emoji, changed.user().userId(), added);
                }
            }
            case Fact.Read _, Fact.ReadAll _ -> {}
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Shown shown
                && List.copyOf(lines.entrySet()).equals(List.copyOf(shown.lines.entrySet()));
    }

    @Override
    public int hashCode() {
        return lines.hashCode();
    }

    @Override
    public String toString() {
        return lines.toString();
    }

    private record Line(
            String content, @Nullable String metadata, Map<String, Set<String>> reactions, boolean deleted) {
        void react(String emoji, String userId, boolean added) {
            var users = reactions.computeIfAbsent(emoji, _ -> new TreeSet<>());
            if (added) {
                users.add(userId);
            } else {
                users.remove(userId);
            }
            if (users.isEmpty()) {
                reactions.remove(emoji);
            }
        }
    }
}
