package io.rotunda.persistence;

import io.rotunda.persistence.Changed.Fact;
import io.rotunda.rooms.RoomId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which of several changes still show after all of them. Whoever is told of these only, sees in the end what one
/// sees who was told of each.
public final class Lasting {
    private Lasting() {}

    /// The changes that no later one overtook, in the same order.
    ///
    /// @param changes of one room, in the order of their positions
    public static List<Changed> of(List<Changed> changes) {
        var overtaken = new HashSet<Key>();
        var lasting = new ArrayList<Changed>();
        for (var changed : changes.reversed()) {
            if (!overtaken.contains(key(changed))) {
                lasting.add(changed);
            }
            overtaken.addAll(overtakenBy(changed));
        }
        return List.copyOf(lasting.reversed());
    }

    private static Key key(Changed changed) {
        return switch (changed.fact()) {
            case Fact.Updated(var id, var _, var _) -> new Key.Content(id);
            case Fact.Deleted(var id) -> new Key.Erasure(id);
            case Fact.Reacted(var id, var emoji, var _) -> new Key.Emoji(id, changed.user(), emoji);
            case Fact.Read _, Fact.ReadAll _ -> new Key.Mark(changed.user());
        };
    }

    private static Set<Key> overtakenBy(Changed changed) {
        return changed.fact() instanceof Fact.Deleted(var id)
                ? Set.of(new Key.Content(id), new Key.Erasure(id))
                : Set.of(key(changed));
    }

    /// What a change is about: of two with the same key, the later one shows.
    private sealed interface Key {
        record Content(MessageId id) implements Key {}

        record Erasure(MessageId id) implements Key {}

        record Emoji(MessageId id, RoomId.User user, String emoji) implements Key {}

        record Mark(RoomId.User user) implements Key {}
    }
}
