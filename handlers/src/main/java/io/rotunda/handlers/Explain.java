package io.rotunda.handlers;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Receipts;
import io.rotunda.persistence.Receipts.Receipt;
import io.rotunda.persistence.Timelines.Standing;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `GET /explain`: why a user did or did not get a message. Never its content; what is not known is said to be so.
final class Explain implements ApiCall<Explain.Request> {
    private static final Comparator<SocketFate> CONNECTED_AND_NEWEST_FIRST = Comparator.comparing(SocketFate::connected)
            .thenComparing(SocketFate::connectedAt)
            .reversed();

    private final Receipts receipts;
    private final Sessions sessions;
    private final Whereabouts whereabouts;
    private final InstantSource clock;

    Explain(Receipts receipts, Sessions sessions, Whereabouts whereabouts, InstantSource clock) {
        this.receipts = receipts;
        this.sessions = sessions;
        this.whereabouts = whereabouts;
        this.clock = clock;
    }

    @Override
    public Ack handle(Request request, Caller caller) {
        var user = request.user();
        var receipt = receipts.find(request.messageId(), user)
                .filter(request::reaches)
                .orElseThrow(() -> new Rejected(ErrorCode.NOT_FOUND, "messageId: no such message"));
        var knownSince = whereabouts.knownSince(user, clock.instant());
        var visits = visits(user);
        var fates = visits.stream()
                .map(visit -> SocketFate.of(visit, receipt))
                .sorted(CONNECTED_AND_NEWEST_FIRST)
                .toList();
        var reader = new Reader(
                user.userId(),
                Allowed.of(receipt.standing()),
                fates.stream().anyMatch(SocketFate::connected),
                visits.stream().anyMatch(visit -> visit.isIn(receipt.room())),
                receipt.readThrough() >= receipt.seq(),
                receipt.readThrough(),
                knownSince);
        return Ack.of(
                new Answer(Summary.of(receipt, reader, fates), About.of(request.messageId(), receipt), reader, fates));
    }

    /// Who has just gone or come back is in one of the two at any time, not in the same one: looked for again.
    private Set<Visit> visits(RoomId.User user) {
        var visits = new HashSet<Visit>();
        sessions.of(user).forEach(session -> visits.add(session.visit()));
        visits.addAll(whereabouts.of(user));
        sessions.of(user).forEach(session -> visits.add(session.visit()));
        return visits;
    }

    /// @param customerId whose conversation it is in, where the author is of another organization
    record Request(
            RoomId.User user, MessageId messageId, @Nullable String customerId) {
        static Request read(Fields fields) {
            return new Request(fields.user(), fields.messageId("messageId"), fields.optionalId("customerId"));
        }

        /// Whether the message is of a tenant that the caller names.
        private boolean reaches(Receipt receipt) {
            return switch (receipt.room()) {
                case RoomId.Channel(var organizationId, var _) -> organizationId.equals(user.organizationId());
                case RoomId.Conversation(var of, var _) ->
                    customerId == null
                            ? receipt.author().organizationId().equals(user.organizationId())
                            : of.equals(customerId);
            };
        }
    }

    /// @param summary one sentence
    /// @param sockets what became of the message on each of the user's sockets that is remembered: those that are
    ///     connected first, of these and of the others the newest
    record Answer(String summary, About message, Reader user, List<SocketFate> sockets) implements Payload {}

    /// @param seq its position in the room
    record About(String messageId, String room, long seq, Instant createdAt, String authorId, boolean deleted) {
        static About of(MessageId id, Receipt receipt) {
            return new About(
                    id.toString(),
                    receipt.room().wireName(),
                    receipt.seq(),
                    receipt.createdAt(),
                    receipt.author().userId(),
                    receipt.erased());
        }
    }

    /// @param allowed who may enter the room now; how that was before is not kept
    /// @param read whether the user's read mark is at the message or behind it
    /// @param knownSince what the user's sockets did before this is not known here
    record Reader(
            String userId,
            Allowed allowed,
            boolean connected,
            boolean inRoom,
            boolean read,
            long readThroughSeq,
            Instant knownSince) {}

    /// How the user stands to the room.
    enum Allowed {
        /// The room has a list, and the user is on it.
        @JsonProperty("member")
        MEMBER,
        /// The room has no list: everybody of the tenant is allowed in.
        @JsonProperty("open")
        OPEN,
        /// The room has a list without the user: only an admin is allowed in.
        @JsonProperty("stranger")
        STRANGER;

        static Allowed of(Standing standing) {
            return switch (standing) {
                case MEMBER -> MEMBER;
                case OPEN, ABSENT -> OPEN;
                case STRANGER -> STRANGER;
            };
        }
    }
}
