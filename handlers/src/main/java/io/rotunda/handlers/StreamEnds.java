package io.rotunda.handlers;

import io.rotunda.persistence.Draft;
import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Messages;
import io.rotunda.persistence.Messages.Appended;
import io.rotunda.persistence.Unavailable;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.Rooms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How streams end: their writer says so, or is gone. Either way the message is kept as any other is, and if it
/// cannot be now, it is tried again.
final class StreamEnds {
    /// A writer without a socket for so long has disappeared.
    static final Duration GRACE = Duration.ofSeconds(30);

    /// A writer with a socket may be silent for so long.
    static final Duration SILENCE = Duration.ofMinutes(10);

    /// For so long a writer that lost the answer may ask again.
    static final Duration REMEMBERED = Duration.ofMinutes(1);

    /// For so long a message is tried again.
    static final Duration PATIENCE = Duration.ofHours(1);

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(StreamEnds.class);

    private final Streams streams;
    private final Rooms rooms;
    private final Messages messages;
    private final InstantSource clock;
    private final Executor background;

    /// @param background runs what blocks
    StreamEnds(Streams streams, Rooms rooms, Messages messages, InstantSource clock, Executor background) {
        this.streams = streams;
        this.rooms = rooms;
        this.messages = messages;
        this.clock = clock;
        this.background = background;
    }

    Streams streams() {
        return streams;
    }

    /// Notes that the writer is still there, and tells nobody; does nothing once the stream has ended.
    void heard(Principal who, MessageId id) {
        var stream = streams.find(who, id);
        synchronized (streams.monitor(stream)) {
            if (stream.open()) {
                stream.heard(clock.instant());
            }
        }
    }

    /// Keeps the message, then tells the room. Blocks. Asked for the same again, it gives the first answer again.
    ///
    /// @param content instead of what was gathered; null for that
    /// @param told called once the message is kept, before the room hears of it: from any thread, must not block
    MessageSend.Sent end(Principal who, MessageId id, @Nullable String content, Consumer<MessageSend.Sent> told) {
        var stream = streams.find(who, id);
        Draft draft;
        synchronized (streams.monitor(stream)) {
            var kept = stream.kept();
            if (kept != null && !stream.truncated() && stream.endedAs(content)) {
                told.accept(kept);
                return kept;
            }
            draft = fixed(stream, content);
            stream.attempt();
        }
        return switch (append(stream, draft, told)) {
            case Appended.Committed(var message) -> MessageSend.Sent.of(message);
            case Appended.Repeated(var first) -> {
                var sent = MessageSend.Sent.of(first);
                told.accept(sent);
                yield sent;
            }
            case Appended.Conflict() ->
                throw new Rejected(
                        ErrorCode.CONFLICT,
                        "optimisticId: was used for a different message; what was streamed is kept without it");
            case Appended.NoSuchRoom() -> throw Entry.noSuchRoom();
        };
    }

    /// Ends a message with what there is, if it is open and nobody else writes it on: its writer has gone for good.
    /// Blocks; what cannot be kept now is tried again.
    void truncate(Principal who, MessageId id) {
        var stream = streams.find(who, id);
        Draft draft = null;
        synchronized (streams.monitor(stream)) {
            if (stream.open() && !stream.isAttended()) {
                draft = stream.truncate(clock.instant());
                stream.attempt();
            }
        }
        if (draft != null) {
            keep(stream, draft);
        }
    }

    /// Gives up what is written in a room that will be there no longer.
    void abandon(RoomId.Timeline room) {
        for (var stream : streams.all()) {
            if (stream.room().equals(room)) {
                streams.over(stream, null);
            }
        }
    }

    /// Ends what was left, tries again what could not be kept, and forgets what is over. About once a second.
    void tick() {
        for (var stream : streams.all()) {
            var draft = due(stream);
            if (draft != null) {
                background.execute(() -> keep(stream, draft));
            }
        }
    }

    /// Ends all that is open. Blocks until it is kept, or cannot be.
    void endAll() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var stream : streams.all()) {
                synchronized (streams.monitor(stream)) {
                    var draft = stream.open() ? stream.truncate(clock.instant()) : stream.ending();
                    if (draft != null) {
                        stream.attempt();
                        threads.execute(() -> keep(stream, draft));
                    }
                }
            }
        }
    }

    private Draft fixed(OpenStream stream, @Nullable String content) {
        if (stream.open()) {
            if (content == null && !stream.hasText()) {
                throw Rejected.field("content", "is required where nothing was streamed");
            }
            return stream.end(content, clock.instant());
        }
        var draft = stream.ending();
        if (draft == null || stream.truncated() || !stream.endedAs(content)) {
            throw Streams.ended();
        }
        return draft;
    }

    private @Nullable Draft due(OpenStream stream) {
        var now = clock.instant();
        boolean connected = rooms.occupied(stream.writer());
        synchronized (streams.monitor(stream)) {
            if (stream.isOver()) {
                if (hasPassed(REMEMBERED, stream.lastHeard(), now)) {
                    streams.forget(stream);
                }
                return null;
            }
            if (stream.open()) {
                var missing = stream.missingSince(connected, now);
                boolean gone = missing != null && hasPassed(GRACE, missing, now);
                if (!gone && !hasPassed(SILENCE, stream.lastHeard(), now)) {
                    return null;
                }
                stream.truncate(now);
            } else if (stream.attempting() || !hasPassed(BETWEEN_ATTEMPTS, stream.attemptedAt(), now)) {
                return null;
            } else if (hasPassed(PATIENCE, stream.endedAt(), now)) {
                LOG.warn("the streamed message {} is given up: it could not be kept for too long", stream.id());
                streams.over(stream, null);
                return null;
            }
            stream.attempt();
            return stream.ending();
        }
    }

    private static boolean hasPassed(Duration time, Instant since, Instant now) {
        return Duration.between(since, now).compareTo(time) >= 0;
    }

    private void keep(OpenStream stream, Draft draft) {
        try {
            append(stream, draft, _ -> {});
        } catch (Unavailable _) {
            LOG.debug("the streamed message {} cannot be kept yet", stream.id()); // a later tick tries again
        } catch (RuntimeException | Error fault) {
            LOG.error("the streamed message {} cannot be kept", stream.id(), Faults.unquoted(fault));
            streams.over(stream, null);
        }
    }

    private Appended append(OpenStream stream, Draft draft, Consumer<MessageSend.Sent> told) {
        try {
            var appended = messages.append(draft, message -> {
                streams.over(stream, message); // first: who enters now has the message in the log
                told.accept(MessageSend.Sent.of(message));
                stream.audience().tell(Frame.durable("message:new", MessageJson.announced(message), message.seq()));
            });
            switch (appended) {
                case Appended.Committed _ -> {}
                case Appended.Repeated(var first) -> {
                    if (!first.draft().id().equals(stream.id())) {
                        loseName(stream); // the room waits for this one
                        return new Appended.Conflict();
                    }
                    streams.over(stream, first);
                }
                case Appended.Conflict() -> loseName(stream);
                case Appended.NoSuchRoom() -> streams.over(stream, null);
            }
            return appended;
        } finally {
            synchronized (streams.monitor(stream)) {
                stream.attempted(clock.instant());
            }
        }
    }

    /// The room has seen it written, so it must see it end: the next tick keeps it under no name.
    private void loseName(OpenStream stream) {
        synchronized (streams.monitor(stream)) {
            stream.loseName();
        }
    }
}
