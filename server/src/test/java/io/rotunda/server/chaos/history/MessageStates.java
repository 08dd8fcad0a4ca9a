package io.rotunda.server.chaos.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How each message of a room looked from which position on, as the room's log says.
final class MessageStates {
    private final Map<String, List<State>> states = new HashMap<>();

    private MessageStates() {}

    static MessageStates of(RoomLog log) {
        var all = new MessageStates();
        var folding = new HashMap<String, FoldedMessage>();
        for (var entry : log.entries()) {
            if (entry.isMessage()) {
                var first = first(log, entry);
                if (first != null) {
                    folding.put(entry.id(), new FoldedMessage(first));
                    all.add(entry, folding.get(entry.id()));
                }
            } else {
                var message = folding.get(entry.id());
                var said = said(log, entry);
                if (message != null && said != null) {
                    message.apply(entry.event(), said);
                    all.add(entry, message);
                } else {
                    folding.remove(entry.id());
                    all.states.remove(entry.id());
                }
            }
        }
        return all;
    }

    /// What the message said at first; null if it was changed later and nobody had heard it.
    private static @Nullable ObjectNode first(RoomLog log, RoomLog.Entry entry) {
        var data = entry.untouched() ? entry.data() : log.heardAt(entry.seq());
        if (data == null || !data.has("content")) {
            return null;
        }
        ObjectNode first = data.deepCopy();
        first.remove("reactions"); // those of the end
        return first;
    }

    /// What the change said; null if nobody knows any more, because the table does not say what was erased.
    private static @Nullable JsonNode said(RoomLog log, RoomLog.Entry entry) {
        if (!LiveIsStored.erased(log, entry)) {
            return entry.data();
        }
        var heard = log.heardAt(entry.seq());
        return heard != null && heard.has("messageId") ? heard : log.replayedAt(entry.seq());
    }

    private void add(RoomLog.Entry entry, FoldedMessage message) {
        states.computeIfAbsent(entry.id(), _ -> new ArrayList<>())
                .add(new State(entry.seq(), message.shared(), message.reactions(), message.deletedAt()));
    }

    /// Whether the message looked like this after position `through`, or later.
    boolean heldAtOrAfter(long through, String id, JsonNode shown) {
        var known = states.get(id);
        if (known == null) {
            return true; // nobody knows what it said before it was changed
        }
        for (int i = known.size() - 1; i >= 0; i--) {
            if (known.get(i).is(shown)) {
                return true;
            }
            if (known.get(i).from() <= through) {
                return false;
            }
        }
        return false;
    }

    /// Whether the message looks like this in the end.
    boolean holds(String id, JsonNode shown) {
        return heldAtOrAfter(Long.MAX_VALUE, id, shown);
    }

    private record State(long from, String shared, String reactions, String deletedAt) {
        boolean is(JsonNode shown) {
            return shared.equals(Shown.shared(shown))
                    && reactions.equals(Shown.reactions(shown))
                    && deletedAt.equals(shown.path("deletedAt").asText());
        }
    }
}
