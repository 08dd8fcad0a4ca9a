package io.rotunda.server.chaos.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SequencedCollection;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the database holds of one room in the end, by position; and what was first heard of each.
final class RoomLog {
    private final String room;
    private final NavigableMap<Long, Entry> entries = new TreeMap<>();
    private final List<Entry> rivals = new ArrayList<>();
    private final Map<String, Entry> messages = new HashMap<>();
    private final Map<Long, JsonNode> heard = new HashMap<>();
    private final Map<Long, JsonNode> replayed = new HashMap<>();
    private @Nullable MessageStates states;
    private int line;

    RoomLog(String room) {
        this.room = room;
    }

    void read(Line.Table table) {
        line = table.number();
        table.messages()
                .forEach(row -> add(new Entry(Durable.seq(row), Durable.NEW, Principals.ofRow(row), stored(row))));
        table.changes().forEach(change -> add(ChangeRow.read(room, change)));
    }

    /// Remembers what was heard first of a position: later the table may hold less of it.
    void hear(JsonNode payload) {
        heard.putIfAbsent(Durable.seq(payload), payload);
    }

    /// Remembers a change that was replayed: perhaps nobody heard it live.
    void replay(JsonNode change) {
        replayed.putIfAbsent(Durable.seq(change), change);
    }

    /// The message as the wire shows it, which does not name the organization of its user.
    private static JsonNode stored(JsonNode row) {
        ObjectNode message = row.deepCopy();
        message.remove(Principals.ORGANIZATION);
        return message;
    }

    private void add(Entry entry) {
        if (entries.putIfAbsent(entry.seq(), entry) != null) {
            rivals.add(entry);
        }
        if (entry.isMessage()) {
            messages.put(entry.id(), entry);
        }
    }

    String room() {
        return room;
    }

    /// Of the table in the history.
    int line() {
        return line;
    }

    @Nullable
    Entry at(long seq) {
        return entries.get(seq);
    }

    @Nullable
    Entry message(String id) {
        return messages.get(id);
    }

    @Nullable
    JsonNode heardAt(long seq) {
        return heard.get(seq);
    }

    @Nullable
    JsonNode replayedAt(long seq) {
        return replayed.get(seq);
    }

    /// In the order of their positions.
    SequencedCollection<Entry> entries() {
        return entries.sequencedValues();
    }

    /// Entries at a position that another one has.
    Collection<Entry> rivals() {
        return rivals;
    }

    /// What lies at the positions from `from` to `through`.
    Collection<Entry> between(long from, long through) {
        return from > through
                ? List.of()
                : entries.subMap(from, true, through, true).values();
    }

    /// The last position; 0 if there is none.
    long last() {
        return entries.isEmpty() ? 0 : entries.lastKey();
    }

    MessageStates states() {
        if (states == null) {
            states = MessageStates.of(this);
        }
        return states;
    }

    /// One position.
    ///
    /// @param by whose message or change it is, as [Line.Client#principal] names them
    record Entry(long seq, String event, String by, JsonNode data) {
        boolean isMessage() {
            return event.equals(Durable.NEW);
        }

        /// Of the message, or of the one that was changed; empty for all of them.
        String id() {
            return isMessage() ? Lines.text(data, "id") : data.path("messageId").asText();
        }

        /// Whether the table says less of this change than was told.
        boolean partial() {
            return event.equals(Durable.UPDATE) && !data.has("content")
                    || event.equals("message:read:batch") && !data.has("messageIds");
        }

        boolean deleted() {
            return data.hasNonNull("deletedAt");
        }

        boolean untouched() {
            return !deleted() && data.path("createdAt").equals(data.path("updatedAt"));
        }
    }
}
