package io.rotunda.handlers;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rotunda.persistence.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// Writes a message, for `message:new` and for every page of history, so that both are the same bytes
/// as far as `reactions`. By hand: nothing else is written as often.
final class MessageJson {
    private MessageJson() {}

    /// The payload of `message:new`.
    static byte[] announced(Message message) {
        return write(message, false);
    }

    /// An element of a page of history.
    static byte[] remembered(Message message) {
        return write(message, true);
    }

    private static byte[] write(Message message, boolean withReactions) {
        var bytes = new ByteArrayOutputStream(512);
        try (var json = Json.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            write(message, json);
            if (withReactions) {
                json.writeArrayFieldStart("reactions");
                json.writeEndArray();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writing to memory does no I/O
        }
        return bytes.toByteArray();
    }

    private static void write(Message message, JsonGenerator json) throws IOException {
        var draft = message.draft();
        var address = Address.of(draft.room());
        text(json, "id", draft.id().toString());
        text(json, "channelId", address.channelId());
        text(json, "conversationId", address.conversationId());
        text(json, "customerId", address.customerId());
        text(json, "userId", draft.userId());
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
}
