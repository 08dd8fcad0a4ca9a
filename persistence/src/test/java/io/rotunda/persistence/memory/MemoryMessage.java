package io.rotunda.persistence.memory;

import io.rotunda.persistence.Draft;
import io.rotunda.persistence.Message;
import io.rotunda.persistence.Remembered;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One message, and what was done to it.
final class MemoryMessage {
    private final Map<String, Set<RoomId.User>> reactions = new LinkedHashMap<>();
    private final Draft first;
    private Remembered remembered;

    MemoryMessage(Draft draft, long seq, Instant at) {
        first = draft;
        remembered = new Remembered(new Message(draft, seq, at, at), List.of(), null);
    }

    Remembered remembered() {
        return remembered;
    }

    long seq() {
        return remembered.message().seq();
    }

    boolean deleted() {
        return remembered.deletedAt() != null;
    }

    boolean isBy(RoomId.User user) {
        return first.user().equals(user);
    }

    String content() {
        return now().content();
    }

    @Nullable
    String metadata() {
        return now().metadata();
    }

    /// Whether the draft may be this message once more. What it said at first counts; of what was deleted nobody
    /// knows.
    boolean mayHaveBeen(Draft draft) {
        return deleted() || first.sameContent(draft);
    }

    /// How many different emoji it carries.
    int emoji() {
        return reactions.size();
    }

    boolean carries(String emoji) {
        return reactions.containsKey(emoji);
    }

    boolean carries(String emoji, RoomId.User user) {
        return reactions.getOrDefault(emoji, Set.of()).contains(user);
    }

    void react(String emoji, RoomId.User user, boolean add) {
        var users = reactions.computeIfAbsent(emoji, _ -> new LinkedHashSet<>());
        if (add) {
            users.add(user);
        } else {
            users.remove(user);
        }
        if (users.isEmpty()) {
            reactions.remove(emoji);
        }
        remember(now(), remembered.message().updatedAt(), null);
    }

    void update(String content, @Nullable String metadata, Instant at) {
        var now = now();
        remember(saying(content, now.mentions(), now.attachments(), metadata), at, null);
    }

    void delete(Instant at) {
        reactions.clear();
        remember(saying("", "[]", "[]", null), at, at);
    }

    private Draft now() {
        return remembered.message().draft();
    }

    private void remember(Draft draft, Instant updatedAt, @Nullable Instant deletedAt) {
        var message = new Message(draft, seq(), remembered.message().createdAt(), updatedAt);
        var told = reactions.entrySet().stream()
                .map(one -> reaction(one.getKey(), one.getValue()))
                .toList();
        remembered = new Remembered(message, told, deletedAt);
    }

    private static Remembered.Reaction reaction(String emoji, Set<RoomId.User> users) {
        var named = users.stream()
                .limit(Remembered.Reaction.MAX_USER_IDS)
                .map(RoomId.User::userId)
                .toList();
        return new Remembered.Reaction(emoji, users.size(), named);
    }

    private Draft saying(String content, String mentions, String attachments, @Nullable String metadata) {
        return new Draft(
                first.id(),
                first.room(),
                first.user(),
                first.userName(),
                content,
                first.contentType(),
                first.threadId(),
                mentions,
                attachments,
                metadata,
                first.workspaceId(),
                first.optimisticId());
    }
}
