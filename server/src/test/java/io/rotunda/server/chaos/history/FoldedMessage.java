package io.rotunda.server.chaos.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// A message, and what was done to it, one after the other.
final class FoldedMessage {
    private final ObjectNode message;
    private final TreeMap<String, List<String>> reactions = new TreeMap<>();

    /// @param message as in `message:new` or in a replay
    FoldedMessage(ObjectNode message) {
        this.message = message;
        for (var reaction : message.path("reactions")) {
            reactions.put(reaction.path("emoji").asText(), new ArrayList<>(Lines.strings(reaction.path("userIds"))));
        }
    }

    void apply(String event, JsonNode change) {
        switch (event) {
            case Durable.UPDATE -> {
                message.set("content", change.path("content"));
                message.set("metadata", change.path("metadata"));
                message.set("updatedAt", change.path("timestamp"));
            }
            case Durable.DELETE -> {
                message.put("content", "");
                message.putArray("mentions");
                message.putArray("attachments");
                message.putNull("metadata");
                message.set("updatedAt", change.path("timestamp"));
                message.set("deletedAt", change.path("timestamp"));
                reactions.clear();
            }
            case Durable.REACTION -> react(change);
            default -> {} // a message looks the same to those who have read it
        }
    }

    private void react(JsonNode change) {
        var emoji = Lines.text(change, "emoji");
        var user = Lines.text(change, "userId");
        var users = reactions.computeIfAbsent(emoji, _ -> new ArrayList<>());
        if (Lines.text(change, "action").equals("add")) {
            users.add(user);
        } else {
            users.remove(user);
        }
        if (users.isEmpty()) {
            reactions.remove(emoji);
        }
    }

    /// As in a replay.
    JsonNode shown() {
        var shown = message.deepCopy();
        var array = shown.putArray("reactions");
        reactions.forEach((emoji, users) -> {
            var reaction = array.addObject().put("emoji", emoji).put("count", users.size());
            users.forEach(reaction.putArray("userIds")::add);
        });
        return shown;
    }

    String shared() {
        return Shown.shared(message);
    }

    String deletedAt() {
        return message.path("deletedAt").asText();
    }

    /// As [Shown#reactions] writes them.
    String reactions() {
        var shown = new TreeMap<String, String>();
        reactions.forEach((emoji, users) ->
                shown.put(emoji, users.size() + " " + users.stream().sorted().toList()));
        return shown.toString();
    }
}
