package io.rotunda.handlers;

import io.rotunda.persistence.Draft;
import io.rotunda.persistence.Message;
import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Unavailable;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.Membership;
import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The messages that are being written on this node, from `message:stream_start` on; how they end is in
/// [StreamEnds]. The writer is a user, whichever socket the pieces come from. Any thread; nothing blocks.
///
/// Once its end was asked for, nothing is added to a stream and nobody is told of it any more: all that is still
/// to come is `message:new`. So whoever enters hears of a message as a stream, or in the log, or as new, never
/// of a stream that does not end.
final class Streams {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int STREAM_BYTES = 500;
    private static final int PARTITIONS = 64;

    private final InstantSource clock;
    private final long roomBytes;
    private final List<StreamedRooms> partitions =
            Stream.generate(StreamedRooms::new).limit(PARTITIONS).toList();
    private final Map<MessageId, OpenStream> streams = new ConcurrentHashMap<>();
    private final Map<RoomId.User, Integer> ofUsers = new ConcurrentHashMap<>();
    private final StreamMemory memory = new StreamMemory(64 << 20);

    /// @param roomBytes what the streams of one room may weigh: whoever enters is told all of them at once
    Streams(InstantSource clock, long roomBytes) {
        this.clock = clock;
        this.roomBytes = roomBytes;
    }

    /// Begins a message and tells the room, or finds the one that the writer began under the same `optimisticId`.
    ///
    /// @param opening the message without its content
    MessageId start(Speaker writer, Audience audience, Draft opening) {
        var who = writer.principal();
        var partition = partition(opening.room());
        synchronized (partition) {
            var begun = begun(who, opening);
            if (begun != null) {
                return begun;
            }
            long weight = weight(opening);
            reserve(partition, who, opening.room(), weight);
            if (!takesTurn(writer)) {
                memory.release(who.organizationId(), weight);
                throw writer.tooManyStreams();
            }
            var stream = new OpenStream(who, opening, audience, clock.instant());
            partition.add(stream, weight);
            streams.put(stream.id(), stream);
            audience.tell(stream.whole());
            return stream.id();
        }
    }

    /// The stream that the writer began under the same `optimisticId`, if it is known here.
    @Nullable
    MessageId begun(Principal who, Draft opening) {
        var partition = partition(opening.room());
        synchronized (partition) {
            for (var stream : partition.in(opening.room())) {
                if (stream.isNamed(who.user(), opening.optimisticId())) {
                    return again(stream, opening);
                }
            }
            return null;
        }
    }

    /// A message that is kept already was begun once more: nobody is told, and its writer finds it as one that is over.
    ///
    /// @param opening with the id of the message
    MessageId recall(Principal who, Audience audience, Draft opening, Message kept) {
        var partition = partition(opening.room());
        synchronized (partition) {
            if (!streams.containsKey(opening.id())) {
                long weight = weight(opening);
                memory.take(who.organizationId(), weight);
                var stream = new OpenStream(who, opening, audience, clock.instant());
                stream.recall(kept, clock.instant());
                partition.add(stream, 0);
                streams.put(stream.id(), stream);
            }
            return opening.id();
        }
    }

    /// Adds a piece and tells the room; one that was taken before changes nothing.
    void append(Principal who, MessageId id, int index, String text) {
        var stream = find(who, id);
        var partition = partition(stream.room());
        synchronized (partition) {
            if (index < stream.next()) {
                return;
            }
            if (!stream.open()) {
                throw ended();
            }
            if (stream.barred()) {
                throw new Rejected(ErrorCode.FORBIDDEN, "not a member of this room");
            }
            if (index > stream.next()) {
                throw new Rejected(ErrorCode.CONFLICT, "index: must be " + stream.next());
            }
            if (stream.lengthWith(text) > MessageSend.MAX_CONTENT) {
                throw new Rejected(
                        ErrorCode.PAYLOAD_TOO_LARGE,
                        "text: must have at most " + MessageSend.MAX_CONTENT + " characters in all");
            }
            long weight = weight(text);
            reserve(partition, who, stream.room(), weight);
            partition.grow(stream, weight);
            stream.audience().tell(stream.take(text, clock.instant()));
        }
    }

    /// Lets a member go live, told first of every stream in its room as far as it is; no piece is lost or told
    /// twice, because pieces are told under the same monitor.
    void goLive(Membership membership, Runnable live) {
        goLive(membership, membership.feed()::send, live);
    }

    /// The same for a member that was told of them before, if it missed anything of them since.
    void resume(Membership membership) {
        goLive(membership, membership::sendIfPartsWereMissed, membership::resume);
    }

    private void goLive(Membership membership, Consumer<Frame> telling, Runnable live) {
        if (!(membership.inRoom().id() instanceof RoomId.Timeline room)) {
            live.run();
            return;
        }
        var partition = partition(room);
        synchronized (partition) {
            for (var stream : partition.in(room)) {
                if (stream.open()) {
                    telling.accept(stream.whole());
                }
            }
            live.run();
        }
    }

    /// A user goes on with another token: in rooms that it does not reach, the writer has disappeared.
    void renewed(Principal who) {
        var writer = who.user();
        if (!ofUsers.containsKey(writer)) {
            return;
        }
        for (var stream : streams.values()) {
            if (stream.writer().equals(writer) && !Entry.reaches(who, stream.room())) {
                synchronized (monitor(stream)) {
                    stream.forsake();
                }
            }
        }
    }

    /// Some may no longer write in a room: nothing is added to what they began, and it ends.
    ///
    /// @param whom asked without a lock, so that it may block where the caller may
    void forsake(RoomId.Timeline room, Predicate<Principal> whom) {
        for (var stream : streams.values()) {
            if (stream.room().equals(room) && whom.test(stream.beganBy())) {
                synchronized (monitor(stream)) {
                    stream.bar();
                }
            }
        }
    }

    /// Notes whether the writer is known to be there without a socket.
    void attend(Principal who, MessageId id, boolean attended) {
        var stream = find(who, id);
        synchronized (monitor(stream)) {
            stream.attended(attended);
        }
    }

    /// Whether the writer may add to it.
    boolean isOpen(Principal who, MessageId id) {
        var stream = find(who, id);
        synchronized (monitor(stream)) {
            return stream.open();
        }
    }

    /// The stream of this writer.
    OpenStream find(Principal who, MessageId id) {
        var stream = streams.get(id);
        if (stream == null || !stream.writer().equals(who.user()) || !Entry.reaches(who, stream.room())) {
            throw new Rejected(ErrorCode.NOT_FOUND, "messageId: no such stream");
        }
        return stream;
    }

    static Rejected ended() {
        return new Rejected(ErrorCode.CONFLICT, "messageId: the stream has ended");
    }

    /// Guards what changes in the stream.
    Object monitor(OpenStream stream) {
        return partition(stream.room());
    }

    /// All that are known, those counted that are over and not forgotten yet.
    Collection<OpenStream> all() {
        return streams.values();
    }

    /// The message is kept, or given up if null. Once for each stream; does nothing after that.
    void over(OpenStream stream, @Nullable Message message) {
        var partition = partition(stream.room());
        synchronized (partition) {
            if (stream.isOver()) {
                return;
            }
            memory.release(stream.writer().organizationId(), stream.bytes() - weight(stream.opening()));
            partition.grow(stream, -stream.bytes());
            ofUsers.computeIfPresent(stream.writer(), (_, open) -> open == 1 ? null : open - 1);
            stream.over(message, clock.instant());
        }
    }

    void forget(OpenStream stream) {
        var partition = partition(stream.room());
        synchronized (partition) {
            if (streams.remove(stream.id(), stream)) {
                partition.remove(stream);
                memory.release(stream.writer().organizationId(), weight(stream.opening()));
            }
        }
    }

    private MessageId again(OpenStream stream, Draft opening) {
        if (!stream.beganAs(opening)) {
            throw new Rejected(ErrorCode.CONFLICT, "optimisticId: was used for a different message");
        }
        if (stream.open()) {
            stream.heard(clock.instant());
        }
        return stream.id();
    }

    private void reserve(StreamedRooms partition, Principal who, RoomId.Timeline room, long weight) {
        if (partition.weight(room) + weight > roomBytes) {
            throw new Unavailable("too much is being streamed in one room", RETRY_AFTER);
        }
        memory.take(who.organizationId(), weight);
    }

    private boolean takesTurn(Speaker writer) {
        var taken = new boolean[1];
        ofUsers.compute(writer.user(), (_, open) -> {
            int before = open == null ? 0 : open;
            taken[0] = before < writer.maxStreams();
            return taken[0] ? Integer.valueOf(before + 1) : open;
        });
        return taken[0];
    }

    private StreamedRooms partition(RoomId.Timeline room) {
        return partitions.get(Math.floorMod(room.hashCode(), PARTITIONS));
    }

    /// What is remembered of a stream without its text.
    private static long weight(Draft opening) {
        return STREAM_BYTES + weight(opening.metadata());
    }

    private static long weight(@Nullable String text) {
        return text == null ? 0 : Texts.jsonBytes(text);
    }
}
