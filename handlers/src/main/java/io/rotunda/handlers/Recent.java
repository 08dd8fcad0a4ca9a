package io.rotunda.handlers;

import io.rotunda.persistence.Changed;
import io.rotunda.persistence.Message;
import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Missed;
import io.rotunda.persistence.SharedReads;
import io.rotunda.persistence.Since;
import io.rotunda.persistence.Stores;
import io.rotunda.rooms.RoomId;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The newest of what is kept in the rooms that somebody read lately, so that most who enter cost the database
/// nothing. Everything is committed through [#stores], which adds it here before its room is told: who enters and
/// then looks here finds what it was not told. Bounded over all rooms; those that nobody asked for go first.
/// Any thread.
final class Recent {
    /// How many messages are read where that is worth it.
    static final int WIDE = 150;

    private static final int MAX_CHANGES = RecentLog.MAX_ENTRIES - WIDE;

    /// How often the hand goes around though there is room.
    private static final long ROUND_MS = 60_000;

    private final Stores stores;
    private final FollowedMessages messages;
    private final InstantSource clock;
    private final long maxBytes;
    private final SharedReads reads = new SharedReads();
    private final ConcurrentHashMap<RoomId.Timeline, RecentLog> logs = new ConcurrentHashMap<>();

    /// Those that are being deleted, and how often: none of them is followed.
    private final Map<RoomId.Timeline, Integer> deleted = new ConcurrentHashMap<>(0);

    private final AtomicLong weights = new AtomicLong();
    private final Object trimming = new Object();
    private long lastRound;
    private Iterator<RoomId.Timeline> hand = List.<RoomId.Timeline>of().iterator();

    /// @param maxBytes what everything that is kept here may weigh
    Recent(Stores stores, InstantSource clock, long maxBytes) {
        this.stores = stores;
        this.messages = new FollowedMessages(stores.messages(), this);
        this.clock = clock;
        this.maxBytes = maxBytes;
    }

    /// What to use instead of the stores that this was made with.
    Stores stores() {
        return new Stores(
                messages,
                (change, committed) -> stores.changes().apply(change, changed -> {
                    add(changed);
                    committed.accept(changed);
                }),
                stores.timelines(),
                stores.channels(),
                stores.conversations(),
                stores.transcripts(),
                stores.receipts());
    }

    /// The messages among them.
    FollowedMessages messages() {
        return messages;
    }

    /// What was missed since then; null if the database has to be asked. Blocks.
    @Nullable
    RecentPage since(RoomId.Timeline room, Since since) {
        return since instanceof Since.Later ? null : find(room, null, log -> log.since(since, clock.millis()));
    }

    /// The same without a look into the database, and without waiting for one that others take.
    @Nullable
    RecentPage sinceNow(RoomId.Timeline room, Since since) {
        var log = logs.get(room);
        return log == null ? null : log.since(since, clock.millis());
    }

    /// The newest messages, one more if there are more, and what lies between them; null if the database has to be
    /// asked. Blocks.
    @Nullable
    RecentPage latest(RoomId.Timeline room, int count) {
        return find(room, new Since.Newest(count + 1), log -> log.latest(count + 1, clock.millis()));
    }

    /// The room's last position. Blocks.
    long end(RoomId.Timeline room) {
        var end = find(room, new Since.Newest(1), log -> log.end(clock.millis()));
        return end != null ? end : messages.latest(room, 0).through();
    }

    /// Whether the room holds this message. Blocks.
    boolean contains(RoomId.Timeline room, MessageId id) {
        var log = logs.get(room);
        return log != null && log.contains(id, clock.millis())
                || stores.messages().contains(room, id);
    }

    /// Before anybody is told of it.
    void add(Message message) {
        add(message.draft().room(), () -> LogEntry.of(message));
    }

    /// The same for a message that its room is told of: written once, for both.
    ///
    /// @return the payload of `message:new`
    byte[] announced(Message message) {
        var room = message.draft().room();
        byte[] json;
        try {
            json = MessageJson.announced(message);
        } catch (RuntimeException | Error failure) {
            forget(room, logs.get(room), failure); // rather than go on with a gap
            throw failure;
        }
        add(room, () -> LogEntry.of(message, json));
        return json;
    }

    private void add(Changed changed) {
        add(changed.room(), () -> LogEntry.of(changed));
    }

    /// Whatever goes wrong here: the room is told.
    private void add(RoomId.Timeline room, Supplier<LogEntry> entry) {
        var log = logs.get(room);
        if (log == null) {
            return;
        }
        try {
            log.add(entry.get());
            trim();
        } catch (RuntimeException | Error failure) {
            forget(room, log, failure);
        }
    }

    /// Read again rather than shown with a gap.
    private void forget(RoomId.Timeline room, @Nullable RecentLog log, Throwable failure) {
        if (log != null) {
            logs.remove(room, log);
            log.close();
            Faults.log(failure, "a room's newest messages were forgotten");
        }
    }

    /// Has a room deleted. From here on nothing of it is shown from memory, whether that succeeds or not: the same id
    /// may be another room at any moment meanwhile.
    void delete(RoomId.Timeline room, Runnable deletion) {
        deleted.merge(room, 1, Integer::sum);
        try {
            forget(room);
            deletion.run();
        } finally {
            deleted.computeIfPresent(room, (_, deletions) -> deletions == 1 ? null : deletions - 1);
        }
    }

    private void forget(RoomId.Timeline room) {
        var log = logs.remove(room);
        if (log != null) {
            log.close();
        }
    }

    /// Begins to follow a room: before its log is read, so that nothing falls between that and what is added. Null
    /// while the room is deleted.
    @Nullable
    RecentLog follow(RoomId.Timeline room) {
        return logs.computeIfAbsent(room, _ -> deleted.containsKey(room) ? null : new RecentLog(weights));
    }

    /// Keeps what was read of a log, if it has no gap.
    void keep(RecentLog log, Missed read) {
        var page = RecentPage.of(read);
        if (page != null) {
            log.join(page, clock.millis());
            trim();
        }
    }

    /// @param cold what to read of a room that is not followed; null for nothing
    private <T> @Nullable T find(
            RoomId.Timeline room, Since.@Nullable Newest cold, Function<RecentLog, @Nullable T> question) {
        var log = logs.get(room);
        var answer = log == null ? null : question.apply(log);
        if (answer != null) {
            return answer;
        }
        var toRead = log == null ? cold : log.worthReading(clock.millis()) ? new Since.Newest(WIDE) : null;
        if (toRead == null || maxBytes == 0) {
            return null;
        }
        // Reading keeps what was read.
        reads.read(new Question(room, toRead), () -> messages.missed(room, toRead, toRead.messages(), MAX_CHANGES));
        return Optional.ofNullable(logs.get(room)).map(question).orElse(null);
    }

    /// Forgets the rooms that nobody asked for in the last minute. Once a second, from any thread.
    void tick() {
        synchronized (trimming) {
            long now = clock.millis();
            if (now - lastRound >= ROUND_MS) {
                lastRound = now;
                for (int left = logs.size(); left > 0; left--) {
                    dropUnused();
                }
            }
        }
    }

    private void trim() {
        if (weights.get() > maxBytes) {
            synchronized (trimming) {
                for (int left = 2 * logs.size(); left > 0 && weights.get() > maxBytes; left--) {
                    dropUnused();
                }
            }
        }
    }

    /// Moves the hand to the next room, and drops it if nobody asked for it since the hand last came by.
    private void dropUnused() {
        if (!hand.hasNext()) {
            hand = logs.keySet().iterator();
        }
        if (hand.hasNext()) {
            var room = hand.next();
            var log = logs.get(room);
            if (log != null && !log.wasUsed() && logs.remove(room, log)) {
                log.close();
            }
        }
    }

    private record Question(RoomId.Timeline room, Since.Newest read) {}
}
