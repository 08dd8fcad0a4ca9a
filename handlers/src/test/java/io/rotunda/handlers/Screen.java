package io.rotunda.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.persistence.Remembered;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What a simple client shows of one room: it puts in place what it is sent, messages in the order of their
/// positions, and what was done to them in the order in which it comes.
final class Screen {
    private final Map<String, Line> lines = new HashMap<>();

    /// What a client should show.
    static Screen of(List<Remembered> messages) {
        var screen = new Screen();
        for (var message : messages) {
            screen.show(parsed(MessageJson.remembered(message)));
        }
        return screen;
    }

    /// The last message's id; empty if there is none.
    String last() {
        return inOrder().reduce("", (_, line) -> line.getKey(), (_, later) -> later);
    }

    /// The first message's position; 0 if there is none.
    long first() {
        return inOrder().mapToLong(line -> line.getValue().seq()).findFirst().orElse(0);
    }

    void clear() {
        lines.clear();
    }

    void hears(String event, JsonNode payload) {
        var id = payload.path("messageId").asText();
        switch (event) {
            case "message:new" -> show(payload);
            case "message:update" -> {
                var metadata = payload.path("metadata").toString();
                var content = payload.path("content").asText();
                lines.computeIfPresent(
                        id,
                        (_, line) -> line.erased()
                                ? line
                                : new Line(line.seq(), content, metadata, line.reactions(), false));
            }
            case "message:delete" ->
                lines.computeIfPresent(id, (_, line) -> new Line(line.seq(), "", "null", new TreeMap<>(), true));
            case "message:reaction" -> {
                var line = lines.get(id);
                if (line != null && !line.erased()) {
                    line.react(payload);
                }
            }
            case "conversation:rejoined" -> {
                payload.path("missed_messages").forEach(this::show);
                payload.path("missed_events")
                        .forEach(one -> hears(one.path("event").asText(), one.path("data")));
            }
            default -> {} // reading and coming and going are not shown
        }
    }

    private void show(JsonNode message) {
        var reactions = new TreeMap<String, Set<String>>();
        for (var reaction : message.path("reactions")) {
            var users = new TreeSet<String>();
            reaction.path("userIds").forEach(user -> users.add(user.asText()));
            reactions.put(reaction.path("emoji").asText(), users);
        }
        lines.put(
                message.path("id").asText(),
                new Line(
                        message.path("seq").asLong(),
                        message.path("content").asText(),
                        message.path("metadata").toString(),
                        reactions,
                        message.hasNonNull("deletedAt")));
    }

    private static JsonNode parsed(byte[] json) {
        try {
            return Json.read(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Stream<Map.Entry<String, Line>> inOrder() {
        return lines.entrySet().stream()
                .sorted(Comparator.comparingLong(line -> line.getValue().seq()));
    }

    /// One line for each message, in the order shown.
    @Override
    public String toString() {
        var text = new StringBuilder();
        inOrder().forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private record Line(long seq, String content, String metadata, Map<String, Set<String>> reactions, boolean erased) {
        void react(JsonNode reaction) {
            var emoji = reaction.path("emoji").asText();
            var users = reactions.computeIfAbsent(emoji, _ -> new TreeSet<>());
            if (reaction.path("action").asText().equals("add")) {
                users.add(reaction.path("userId").asText());
            } else {
                users.remove(reaction.path("userId").asText());
            }
            if (users.isEmpty()) {
                reactions.remove(emoji);
            }
        }
    }
}
