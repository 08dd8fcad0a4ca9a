package io.rotunda.server.chaos.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A room of a [SimulatedRun], and all that was ever said in it.
final class SimulatedRoom {
    private static final int LATEST = 50;

    private final String name;
    private final List<ObjectNode> messages = new ArrayList<>();
    private final List<ObjectNode> changes = new ArrayList<>();
    private final Set<String> reactions = new HashSet<>();
    private final Map<String, SimulatedClient> authors = new HashMap<>();
    private long last;

    SimulatedRoom(String name) {
        this.name = name;
    }

    static String id(String optimisticId) {
        return "msg_" + optimisticId;
    }

    long last() {
        return last;
    }

    Optional<String> newest() {
        return messages.isEmpty()
                ? Optional.empty()
                : Optional.of(messages.getLast().path("id").asText());
    }

    ObjectNode append(SimulatedClient user, ObjectNode sending, long clock) {
        var optimisticId = sending.path("optimisticId").asText();
        var message = SimulatedRun.json().put("id", id(optimisticId));
        by(address(message), user).set("content", sending.path("content"));
        message.set("mentions", SimulatedRun.array());
        message.set("attachments", SimulatedRun.array());
        message.put("createdAt", time(clock)).put("updatedAt", time(clock)).putNull("metadata");
        message.put("optimisticId", optimisticId).put("seq", ++last);
        authors.put(message.path("id").asText(), user);
        messages.add(message);
        return message.deepCopy();
    }

    static ObjectNode sent(ObjectNode message) {
        var sent = SimulatedRun.json().put("success", true);
        sent.set("id", message.path("id"));
        sent.set("optimisticId", message.path("optimisticId"));
        sent.set("timestamp", message.path("createdAt"));
        sent.set("seq", message.path("seq"));
        return sent;
    }

    /// A message that this user may change, and nobody deleted.
    Optional<ObjectNode> any(RandomGenerator random, SimulatedClient user) {
        var own = messages.stream()
                .filter(message -> user.equals(authors.get(message.path("id").asText())) && !message.has("deletedAt"))
                .toList();
        return own.isEmpty() ? Optional.empty() : Optional.of(own.get(random.nextInt(own.size())));
    }

    boolean reacted(String id, SimulatedClient user) {
        return reactions.contains(id + user.name);
    }

    ObjectNode change(String asked, SimulatedClient user, ObjectNode request, long clock) {
        var data = SimulatedRun.json();
        data.set("messageId", request.path("messageId"));
        switch (asked) {
            case "message:update" -> {
                data.set("content", request.path("content"));
                data.putNull("metadata");
                address(data).put("updatedBy", user.user);
            }
            case "message:delete" -> address(data).put("deletedBy", user.user);
            default -> {
                address(data).set("emoji", request.path("emoji"));
                by(data, user).set("action", request.path("action"));
                var key = request.path("messageId").asText() + user.name;
                if (!reactions.add(key)) {
                    reactions.remove(key);
                }
            }
        }
        data.put("timestamp", time(clock)).put("seq", ++last);
        apply(Change.told(asked), user, data);
        return data;
    }

    private void apply(String event, SimulatedClient user, ObjectNode data) {
        changes.add(SimulatedRun.json().put("event", event).put("by", user.name).set("data", data));
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i).path("id").equals(data.path("messageId"))) {
                var folded = new FoldedMessage(messages.get(i));
                folded.apply(event, data);
                var shown = (ObjectNode) folded.shown();
                messages.set(i, shown);
            }
        }
    }

    ObjectNode typing(SimulatedClient user, long clock) {
        return by(address(SimulatedRun.json()), user).put("timestamp", time(clock));
    }

    ObjectNode started(String id, SimulatedClient user) {
        var started = by(address(SimulatedRun.json().put("messageId", id)), user);
        return started.put("index", 0).put("text", "");
    }

    ObjectNode chunk(String id, int index, String text) {
        return address(SimulatedRun.json().put("messageId", id))
                .put("index", index)
                .put("text", text);
    }

    /// Fills in the line of a page.
    ObjectNode replay(ObjectNode line, @Nullable String after) {
        line.put("type", "replay").put("room", name).put("after", after).put("hasMore", false);
        var pageOfMessages = line.putArray("messages");
        var pageOfChanges = line.putArray("events");
        long from = after == null ? firstOfLatest() : seq(after) + 1;
        messages.stream().filter(message -> Durable.seq(message) >= from).forEach(message -> {
            ObjectNode shown = message.deepCopy();
            if (!shown.has("reactions")) {
                shown.putArray("reactions");
            }
            pageOfMessages.add(shown);
        });
        if (after != null || !RoomName.isChannel(name)) {
            changes.stream()
                    .filter(change -> Durable.seq(change.path("data")) >= from)
                    .forEach(change -> pageOfChanges.add(change.deepCopy()));
        }
        return line;
    }

    private long firstOfLatest() {
        return messages.size() <= LATEST ? 1 : Durable.seq(messages.get(messages.size() - LATEST));
    }

    private long seq(String id) {
        return messages.stream()
                .filter(message -> message.path("id").asText().equals(id))
                .map(Durable::seq)
                .findFirst()
                .orElseThrow();
    }

    ObjectNode table() {
        var line = SimulatedRun.json().put("type", "table").put("room", name);
        var rows = line.putArray("messages");
        messages.forEach(message -> {
            var author = Objects.requireNonNull(authors.get(message.path("id").asText()));
            ObjectNode row = message.deepCopy();
            rows.add(row.put(Principals.ORGANIZATION, author.organization));
        });
        line.putArray("changes").addAll(changes);
        return Objects.requireNonNull(line);
    }

    private static ObjectNode by(ObjectNode payload, SimulatedClient user) {
        return payload.put("userId", user.user).put("userName", user.name);
    }

    private ObjectNode address(ObjectNode payload) {
        var id = name.substring(name.lastIndexOf(':') + 1);
        boolean channel = RoomName.isChannel(name);
        return payload.put("channelId", channel ? id : null).put("conversationId", channel ? null : id);
    }

    private static String time(long clock) {
        return "2026-03-19T12:%02d:%02d.000Z".formatted(clock / 60 % 60, clock % 60);
    }
}
