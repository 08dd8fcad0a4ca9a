package io.rotunda.handlers;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonGenerator;
import io.rotunda.persistence.Message;
import io.rotunda.persistence.Remembered;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes a message, for `message:new` and for every page of history, so that both are the same bytes
/// as far as `reactions`. By hand: nothing else is written as often.
final class MessageJson {
    private MessageJson() {}

    /// The payload of `message:new`.
    static byte[] announced(Message message) {
        return write(message, null);
    }

    /// An element of a page of history.
    static byte[] remembered(Remembered remembered) {
        return write(remembered.message(), remembered);
    }

    private static byte[] write(Message message, @Nullable Remembered remembered) {
        var bytes = new ByteArrayOutputStream(512);
        try (var json = Json.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            fields(message, json);
            if (remembered != null) {
                reactions(json, remembered.reactions());
                var deletedAt = remembered.deletedAt();
                if (deletedAt != null) {
                    text(json, "deletedAt", WireTime.text(deletedAt));
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writing to memory does no I/O
        }
        return bytes.toByteArray();
    }

    private static void reactions(JsonGenerator json, List<Remembered.Reaction> reactions) throws IOException {
        json.writeArrayFieldStart("reactions");
        for (var reaction : reactions) {
            json.writeStartObject();
            text(json, "emoji", reaction.emoji());
            json.writeNumberField("count", reaction.count());
            json.writeArrayFieldStart("userIds");
            for (var userId : reaction.userIds()) {
                json.writeString(userId);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void fields(Message message, JsonGenerator json) throws IOException {
        var draft = message.draft();
        var address = Address.of(draft.room());
        text(json, "id", draft.id().toString());
        text(json, "channelId", address.channelId());
        text(json, "conversationId", address.conversationId());
        text(json, "customerId", address.customerId());
        text(json, "userId", draft.user().userId());
        text(json, "userName", draft.userName());
        text(json, "content", draft.content());
        text(json, "contentType", draft.contentType());
        text(
                json,
                "threadId",
                draft.threadId() == null ? null : draft.threadId().toString());
        raw(json, "mentions", draft.mentions());
        raw(json, "attachments", draft.attachments());
        text(json, "createdAt", WireTime.text(message.createdAt()));
        text(json, "updatedAt", WireTime.text(message.updatedAt()));
        raw(json, "metadata", draft.metadata() == null ? "null" : draft.metadata());
        text(json, "workspaceId", draft.workspaceId());
        text(json, "optimisticId", draft.optimisticId());
        json.writeNumberField("seq", message.seq());
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        json.writeFieldName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value);
        }
    }

    /// What was checked and written compactly when the message was sent.
    private static void raw(JsonGenerator json, String name, String value) throws IOException {
        json.writeFieldName(name);
        json.writeRawValue(value);
    }

    /// What [#announced] writes, for the contract's documents.
    record Announced(
            String id,
            @Nullable String channelId,
            @Nullable String conversationId,
            @Nullable String customerId,
            String userId,
            String userName,
            String content,
            String contentType,
            @Nullable String threadId,
            List<String> mentions,
            List<Map<String, Object>> attachments,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Map<String, Object> metadata,
            @Nullable String workspaceId,
            @Nullable String optimisticId,
            long seq) {}

    /// What [#remembered] writes, for the contract's documents.
    ///
    /// @param deletedAt left out unless the message was deleted
    record InHistory(
            @JsonUnwrapped Announced message,
            List<Remembered.Reaction> reactions,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Instant deletedAt) {}
}
