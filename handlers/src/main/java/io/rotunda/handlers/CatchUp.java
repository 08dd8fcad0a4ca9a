package io.rotunda.handlers;

import io.rotunda.persistence.Changed;
import io.rotunda.persistence.Lasting;
import io.rotunda.persistence.Messages;
import io.rotunda.persistence.Missed;
import io.rotunda.persistence.Since;
import io.rotunda.rooms.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a client missed, written out, as much of it as one page holds. A page ends with everything that was missed
/// or with a message, because a message is what the client asks again from; the changes go with it up to there.
final class CatchUp {
    private static final int MAX_MESSAGES = 1_000;
    private static final int MAX_CHANGES = 1_000;

    private final long from;
    private final long logEnd;
    private final long total;
    private final int maxBytes;
    private final List<byte[]> messages = new ArrayList<>();
    private final List<byte[]> events = new ArrayList<>();
    private int weight;
    private long through;

    private CatchUp(long from, long logEnd, long total, int maxBytes) {
        this.from = from;
        this.logEnd = logEnd;
        this.total = total;
        this.maxBytes = maxBytes;
        this.through = from - 1;
    }

    /// What is in memory; null if it does not fit into one page, or is not there. The same, to the byte, as [#read]
    /// makes of it.
    static @Nullable CatchUp of(@Nullable RecentPage recent, int maxBytes) {
        if (recent == null) {
            return null;
        }
        var page = new CatchUp(recent.from(), recent.logEnd(), recent.total(), maxBytes);
        for (var entry : recent.entries()) {
            var written = entry.json();
            page.weight += written.length;
            (entry.isMessage() ? page.messages : page.events).add(written);
        }
        page.through = recent.logEnd();
        return page.weight <= maxBytes ? page : null;
    }

    /// Reads what was missed since then. Blocks.
    ///
    /// @throws Rejected as not found if the room holds no such message, or more was changed before the next one
    ///     than a page holds: then the client starts over
    static CatchUp read(Messages messages, RoomId.Timeline room, Since since, int maxBytes) {
        var missed = messages.missed(room, since, MAX_MESSAGES, MAX_CHANGES).orElseThrow(() -> impossible(since));
        var page = new CatchUp(missed.from(), missed.logEnd(), missed.total(), maxBytes);
        if (!page.fill(missed)) {
            throw impossible(since);
        }
        return page;
    }

    /// Messages as in a page of history.
    List<byte[]> messages() {
        return messages;
    }

    /// Changes as [Event] describes them.
    List<byte[]> events() {
        return events;
    }

    /// Whether the client is to ask again, from the last message.
    boolean hasMore() {
        return replay().hasMore();
    }

    /// How many messages the room holds.
    long total() {
        return total;
    }

    /// What a client that was sent this knows.
    Replay replay() {
        return Replay.of(from, through, logEnd);
    }

    /// False if the page cannot hold even what it begins with, so that the client could never go on.
    private boolean fill(Missed missed) {
        var changes = missed.changes();
        int done = 0;
        for (var message : missed.messages()) {
            long seq = message.message().seq();
            int before = done;
            while (before < changes.size() && changes.get(before).seq() < seq) {
                before++;
            }
            var written = MessageJson.remembered(message);
            if (!add(changes.subList(done, before), written.length)) {
                return !messages.isEmpty();
            }
            messages.add(written);
            through = seq;
            done = before;
        }
        if (!add(changes.subList(done, changes.size()), 0)) {
            return !messages.isEmpty();
        }
        through = missed.through();
        return true;
    }

    /// Adds changes if the page holds them together with what follows them. A message that the page begins with is
    /// always held; of changes, if need be, only those that no later one overtook.
    private boolean add(List<Changed> changes, int following) {
        boolean first = messages.isEmpty();
        int room = maxBytes - weight - following;
        var written = written(changes, room);
        if (written == null && first) {
            written = written(Lasting.of(changes), room);
        }
        if (written == null || room < 0 && !first) {
            return false;
        }
        events.addAll(written);
        weight =
                maxBytes - room + written.stream().mapToInt(json -> json.length).sum();
        return true;
    }

    /// Null if the changes weigh more than there is room for.
    private static @Nullable List<byte[]> written(List<Changed> changes, int room) {
        var written = new ArrayList<byte[]>(changes.size());
        int left = room;
        for (var changed : changes) {
            var json = written(changed);
            left -= json.length;
            if (left < 0) {
                return null;
            }
            written.add(json);
        }
        return written;
    }

    /// An element of `missed_events`.
    static byte[] written(Changed changed) {
        var event = ChangeEvents.of(changed);
        return new Pieces()
                .add("{\"event\":\"" + event.eventName() + "\",\"data\":")
                .add(event.json())
                .add("}")
                .joined();
    }

    private static Rejected impossible(Since since) {
        var problem = switch (since) {
            case Since.After _ -> "lastMessageId: no such message in this room, or too much was changed since";
            case Since.Later _ -> "lastMessageTimestamp: too much was changed since";
            case Since.Newest _ -> throw new IllegalStateException("the newest messages always fit");
        };
        return new Rejected(ErrorCode.NOT_FOUND, problem);
    }

    /// A durable event as it was missed, for the contract's documents.
    ///
    /// @param data what those heard who were there
    record Event(String event, Map<String, Object> data) {}
}
