package io.rotunda.handlers;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.rotunda.persistence.Message;
import io.rotunda.persistence.Remembered;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes a message, for `message:new` and for every page of history, so that both are the same bytes
/// as far as `reactions`. By hand: nothing else is written as often.
final class MessageJson {
    /// What the rest of a message takes mostly.
    private static final int WITHOUT_TEXTS = 448;

    private static final byte[] NO_REACTIONS = Texts.utf8(",\"reactions\":[]}");

    private MessageJson() {}

    /// The payload of `message:new`.
    static byte[] announced(Message message) {
        return write(message, null);
    }

    /// An element of a page of history.
    static byte[] remembered(Remembered remembered) {
        return write(remembered.message(), remembered);
    }

    /// An element of a page of history to which nothing was done yet.
    ///
    /// @param announced what [#announced] wrote
    static byte[] remembered(byte[] announced) {
        int end = announced.length - 1;
        var json = Arrays.copyOf(announced, end + NO_REACTIONS.length);
        System.arraycopy(NO_REACTIONS, 0, json, end, NO_REACTIONS.length);
        return json;
    }

    private static byte[] write(Message message, @Nullable Remembered remembered) {
        var draft = message.draft();
        int texts = draft.content().length()
                + draft.mentions().length()
                + draft.attachments().length();
        var json = new JsonWriter(WITHOUT_TEXTS + texts).open('{');
        fields(message, json);
        if (remembered != null) {
            reactions(remembered.reactions(), json.name("reactions"));
            var deletedAt = remembered.deletedAt();
            if (deletedAt != null) {
                json.name("deletedAt").time(deletedAt);
            }
        }
        return json.close('}').bytes();
    }

    private static void reactions(List<Remembered.Reaction> reactions, JsonWriter json) {
        json.open('[');
        for (var reaction : reactions) {
            json.open('{');
            json.name("emoji").text(reaction.emoji());
            json.name("count").number(reaction.count());
            json.name("userIds").open('[');
            reaction.userIds().forEach(json::text);
            json.close(']').close('}');
        }
        json.close(']');
    }

    private static void fields(Message message, JsonWriter json) {
        var draft = message.draft();
        var address = Address.of(draft.room());
        json.name("id").text(draft.id().toString());
        json.name("channelId").text(address.channelId());
        json.name("conversationId").text(address.conversationId());
        json.name("customerId").text(address.customerId());
        json.name("userId").text(draft.user().userId());
        json.name("userName").text(draft.userName());
        json.name("content").text(draft.content());
        json.name("contentType").text(draft.contentType());
        json.name("threadId")
                .text(draft.threadId() == null ? null : draft.threadId().toString());
        // What was checked and written compactly when the message was sent.
        json.name("mentions").raw(draft.mentions());
        json.name("attachments").raw(draft.attachments());
        json.name("createdAt").time(message.createdAt());
        json.name("updatedAt").time(message.updatedAt());
        json.name("metadata").raw(draft.metadata() == null ? "null" : draft.metadata());
        json.name("workspaceId").text(draft.workspaceId());
        json.name("optimisticId").text(draft.optimisticId());
        json.name("seq").number(message.seq());
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
