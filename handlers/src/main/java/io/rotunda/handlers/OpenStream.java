package io.rotunda.handlers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rotunda.persistence.Draft;
import io.rotunda.persistence.Message;
import io.rotunda.persistence.MessageId;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.RoomId;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message that is being written: open, then ending while its fixed text is on its way into the database, then
/// over. What changes is guarded by [Streams#monitor].
final class OpenStream {
    private final Principal beganBy;
    private final Draft opening;
    private final Audience audience;
    private final StringBuilder text = new StringBuilder();
    private int next;
    private Instant lastHeard;
    private @Nullable Instant missingSince;
    private boolean forsaken;
    private boolean barred;

    /// By how many who are there without a socket.
    private int attended;

    private long bytes;

    /// What whoever enters now is told; made when it is asked for.
    private @Nullable Frame whole;

    private @Nullable Draft ending;

    /// Of the text that was fixed, which is not held any longer than it takes to keep it; null if nobody knows.
    private byte @Nullable [] hash;

    private Instant endedAt = Instant.EPOCH;
    private boolean truncated;
    private int attempts;
    private Instant attemptedAt = Instant.EPOCH;

    private boolean over;
    private MessageSend.@Nullable Sent kept;

    /// @param opening the message without its content
    OpenStream(Principal beganBy, Draft opening, Audience audience, Instant now) {
        this.beganBy = beganBy;
        this.opening = opening;
        this.audience = audience;
        this.lastHeard = now;
    }

    MessageId id() {
        return opening.id();
    }

    /// The message without its content.
    Draft opening() {
        return opening;
    }

    RoomId.Timeline room() {
        return opening.room();
    }

    RoomId.User writer() {
        return opening.user();
    }

    /// The writer as it was then.
    Principal beganBy() {
        return beganBy;
    }

    Audience audience() {
        return audience;
    }

    /// Whether this user gave it this name.
    boolean isNamed(RoomId.User who, @Nullable String optimisticId) {
        return optimisticId != null && optimisticId.equals(opening.optimisticId()) && writer().equals(who);
    }

    boolean beganAs(Draft other) {
        return opening.sameContent(other);
    }

    boolean open() {
        return ending == null && !over;
    }

    /// The index of the next piece.
    int next() {
        return next;
    }

    int lengthWith(String more) {
        return text.length() + more.length();
    }

    boolean hasText() {
        return !text.isEmpty();
    }

    /// Adds a piece; returns what the room is told.
    Frame take(String more, Instant now) {
        var chunk = MessageStreamChunk.Chunk.of(room(), id(), next, more, now);
        text.append(more);
        next++;
        whole = null;
        heard(now);
        return Frame.part(chunk.eventName(), chunk.json());
    }

    /// All that was written, for whoever enters.
    Frame whole() {
        if (whole == null) {
            var started = MessageStreamStart.Started.of(opening, next, text.toString(), lastHeard);
            whole = Frame.part(started.eventName(), started.json());
        }
        return whole;
    }

    /// The writer gave a sign of life.
    void heard(Instant now) {
        lastHeard = now;
        missingSince = null;
        forsaken = false;
    }

    /// When the writer was heard last, or when it was over.
    Instant lastHeard() {
        return lastHeard;
    }

    /// Somebody writes it who needs no socket, or no longer does.
    void attended(boolean begins) {
        attended += begins ? 1 : -1;
    }

    boolean isAttended() {
        return attended > 0;
    }

    /// The writer may no longer write here, with the token that was renewed.
    void forsake() {
        forsaken = true;
    }

    /// The writer may no longer write here, however.
    void bar() {
        barred = true;
    }

    boolean barred() {
        return barred;
    }

    /// Notes whether the writer has a socket.
    ///
    /// @return when it was first seen that it has none; null if it has one
    @Nullable
    Instant missingSince(boolean connected, Instant now) {
        if ((connected || isAttended()) && !forsaken && !barred) {
            missingSince = null;
        } else if (missingSince == null) {
            missingSince = now;
        }
        return missingSince;
    }

    /// Fixes the message.
    ///
    /// @param content instead of what was gathered; null for that
    Draft end(@Nullable String content, Instant now) {
        return end(content == null ? text.toString() : content, opening.metadata(), now);
    }

    /// Fixes the message as far as it came.
    Draft truncate(Instant now) {
        truncated = true;
        return end(text.toString(), marked(opening.metadata()), now);
    }

    boolean truncated() {
        return truncated;
    }

    /// The fixed message, until it is over.
    @Nullable
    Draft ending() {
        return ending;
    }

    /// When the message was fixed.
    Instant endedAt() {
        return endedAt;
    }

    /// Whether who asks for this end asks for the one that it had.
    ///
    /// @param content as for [#end]
    boolean endedAs(@Nullable String content) {
        return content == null || hash == null || MessageDigest.isEqual(hash, sha256(content));
    }

    /// The name belongs to another message: this one goes without.
    void loseName() {
        if (ending != null) {
            ending = draft(ending.content(), ending.metadata(), null);
        }
    }

    /// An attempt to keep the message begins.
    void attempt() {
        attempts++;
    }

    void attempted(Instant now) {
        attempts--;
        attemptedAt = now;
    }

    boolean attempting() {
        return attempts > 0;
    }

    Instant attemptedAt() {
        return attemptedAt;
    }

    void over(@Nullable Message message, Instant now) {
        over = true;
        kept = message == null ? null : MessageSend.Sent.of(message);
        lastHeard = now;
        ending = null;
        whole = null;
        text.setLength(0);
        text.trimToSize();
    }

    /// It was over before it began here.
    void recall(Message message, Instant now) {
        truncated = marked(opening.metadata()).equals(message.draft().metadata());
        boolean edited = !message.updatedAt().equals(message.createdAt());
        hash = edited ? null : sha256(message.draft().content());
        over(message, now);
    }

    boolean isOver() {
        return over;
    }

    /// What the writer is answered once it is over; null if it was given up.
    MessageSend.@Nullable Sent kept() {
        return kept;
    }

    long bytes() {
        return bytes;
    }

    void grow(long more) {
        bytes += more;
    }

    private Draft end(String content, @Nullable String metadata, Instant now) {
        endedAt = now;
        hash = sha256(content);
        ending = draft(content, metadata, opening.optimisticId());
        return ending;
    }

    private Draft draft(String content, @Nullable String metadata, @Nullable String optimisticId) {
        return new Draft(
                opening.id(),
                opening.room(),
                opening.user(),
                opening.userName(),
                content,
                opening.contentType(),
                opening.threadId(),
                opening.mentions(),
                opening.attachments(),
                metadata,
                opening.workspaceId(),
                optimisticId);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(Texts.utf8(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }

    private static String marked(@Nullable String metadata) {
        try {
            var object = (ObjectNode) Json.read(Texts.utf8(metadata == null ? "{}" : metadata));
            return Json.text(object.put("truncated", true));
        } catch (IOException e) {
            throw new IllegalStateException("what was read once can be read", e);
        }
    }
}
