package io.rotunda.handlers;

import io.rotunda.persistence.Changed;
import io.rotunda.persistence.Changed.Fact;
import io.rotunda.persistence.Message;
import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Remembered;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One position of a room's log as pages show it: a message or a change. Written out when somebody first asks for it,
/// and once: most rooms that are written to are not caught up with.
final class LogEntry {
    /// What all that is not text takes, about: field names, times, ids, and the objects here.
    private static final int FIXED_BYTES = 640;

    private static final long ID_BYTES = 64;

    /// What the objects here take, and the few bytes more that pages show.
    private static final int OBJECTS_BYTES = 256;

    private final long seq;
    private final boolean message;

    /// The message whose content this shows, so that it shows something old once that message was changed.
    private final @Nullable MessageId shows;

    /// The message that is another one since this position.
    private final @Nullable MessageId alters;

    private final int weight;

    /// What is to be written, and then what was written.
    private volatile Object form;

    private LogEntry(
            long seq,
            boolean message,
            @Nullable MessageId shows,
            @Nullable MessageId alters,
            long weight,
            Object form) {
        this.seq = seq;
        this.message = message;
        this.shows = shows;
        this.alters = alters;
        this.weight = (int) Math.min(weight, Integer.MAX_VALUE);
        this.form = form;
    }

    /// A message to which nothing was done yet.
    static LogEntry of(Message message) {
        return of(new Remembered(message, List.of(), null));
    }

    /// The same, as its room was told of it.
    ///
    /// @param announced the payload of `message:new`, shared with whoever is told
    static LogEntry of(Message message, byte[] announced) {
        var id = message.draft().id();
        return new LogEntry(message.seq(), true, id, null, OBJECTS_BYTES + announced.length, new Announced(announced));
    }

    static LogEntry of(Remembered remembered) {
        var message = remembered.message();
        var draft = message.draft();
        long weight = FIXED_BYTES
                + Texts.jsonBytes(draft.content())
                + bytes(draft.userName())
                + bytes(draft.mentions())
                + bytes(draft.attachments())
                + bytes(draft.metadata())
                + ID_BYTES
                        * remembered.reactions().stream()
                                .mapToLong(reaction -> 1L + reaction.userIds().size())
                                .sum();
        return new LogEntry(message.seq(), true, draft.id(), null, weight, remembered);
    }

    static LogEntry of(Changed changed) {
        long weight = FIXED_BYTES + bytes(changed.userName());
        return switch (changed.fact()) {
            case Fact.Updated(var id, var content, var metadata) ->
                of(changed, id, id, weight + Texts.jsonBytes(content) + bytes(metadata));
            case Fact.Deleted(var id) -> of(changed, null, id, weight);
            case Fact.Reacted(var id, var _, var _) -> of(changed, null, id, weight);
            case Fact.Read _ -> of(changed, null, null, weight);
            case Fact.ReadAll(var ids) -> of(changed, null, null, weight + ID_BYTES * ids.size());
        };
    }

    private static LogEntry of(Changed changed, @Nullable MessageId shows, @Nullable MessageId alters, long weight) {
        return new LogEntry(changed.seq(), false, shows, alters, weight, changed);
    }

    long seq() {
        return seq;
    }

    boolean isMessage() {
        return message;
    }

    boolean isMessage(MessageId id) {
        return message && id.equals(shows);
    }

    boolean shows(MessageId id) {
        return id.equals(shows);
    }

    @Nullable
    MessageId alters() {
        return alters;
    }

    /// Whether the two say the same of their position, though one of them perhaps knows more of what came later.
    boolean isSame(LogEntry other) {
        return seq == other.seq
                && message == other.message
                && Objects.equals(shows, other.shows)
                && Objects.equals(alters, other.alters);
    }

    /// Bytes, roughly, and not less than what is written.
    int weight() {
        return weight;
    }

    /// Any thread.
    byte[] json() {
        return switch (form) {
            case byte[] written -> written;
            case Announced(var json) -> written(MessageJson.remembered(json));
            case Remembered remembered -> written(MessageJson.remembered(remembered));
            case Changed changed -> written(CatchUp.written(changed));
            case Object other ->
                throw new IllegalStateException(other.getClass().getName());
        };
    }

    private byte[] written(byte[] json) {
        form = json;
        return json;
    }

    /// A message to which nothing was done yet, as its room was told of it.
    private record Announced(byte[] json) {}

    private static long bytes(@Nullable String text) {
        return text == null ? 0 : 3L * text.length();
    }
}
