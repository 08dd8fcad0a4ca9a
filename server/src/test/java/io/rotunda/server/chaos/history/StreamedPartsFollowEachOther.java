package io.rotunda.server.chaos.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Whoever hears a streamed message being written hears all its pieces, each once and in order, also when it was away
/// in between and recovered; together they are the message. Whoever was in the room when it was begun hears them.
final class StreamedPartsFollowEachOther extends Rule {
    private final Whereabouts whereabouts;
    private final Map<String, Map<String, Text>> texts = new HashMap<>();
    private final Set<String> replaced = new HashSet<>();

    /// Since which line a client is in a room.
    private final Map<String, Integer> entered = new HashMap<>();

    /// In which line a message was asked to be begun.
    private final Map<String, Integer> begun = new HashMap<>();

    StreamedPartsFollowEachOther(Truth truth, Verdict verdict) {
        super(truth, verdict);
        whereabouts = new Whereabouts(truth);
    }

    @Override
    void see(Line line) {
        var ended = whereabouts.see(line);
        if (ended != null) {
            end(ended);
            entered.keySet()
                    .removeIf(key -> key.equals(key(ended.client(), ended.room()))
                            || ended.all() && key.startsWith(key(ended.client(), "")));
        }
        switch (line) {
            case Line.Invoke invoke -> {
                if (invoke.event().equals("message:stream_end")
                        && invoke.request().hasNonNull("content")) {
                    replaced.add(invoke.request().path("messageId").asText());
                }
            }
            case Line.Ok ok -> {
                var asked = truth.asked(ok.call());
                if (asked != null && asked.event().equals("message:stream_start")) {
                    begun.putIfAbsent(ok.answer().path("messageId").asText(), asked.number());
                }
            }
            case Line.Joined joined -> entered.putIfAbsent(key(joined.client(), joined.room()), joined.number());
            case Line.Deliver heard -> {
                if (heard.room() != null) {
                    hear(heard, heard.room());
                }
            }
            default -> {}
        }
    }

    /// Where nobody knows whether the client has left, it may go on hearing pieces, and may not hear the last of them.
    private void end(Whereabouts.Ended ended) {
        var texts = of(ended.client()).values();
        if (ended.surely()) {
            texts.removeIf(text -> ended.all() || text.room.equals(ended.room()));
        } else {
            texts.stream().filter(text -> text.room.equals(ended.room())).forEach(text -> text.perhapsLeft = true);
        }
    }

    private void hear(Line.Deliver heard, String room) {
        var payload = heard.payload();
        var known = of(heard.client());
        switch (heard.event()) {
            case "message:stream_started" -> start(heard, room);
            case "message:chunk" -> {
                var text = known.get(payload.path("messageId").asText());
                if (text == null) {
                    fault(where(heard), payload.path("messageId").asText(), "a piece of nothing", heard.number());
                } else {
                    boolean next = payload.path("index").asInt() == text.next;
                    check(
                            next,
                            where(heard),
                            payload.path("messageId").asText(),
                            "piece " + payload.path("index") + " where " + text.next + " was next",
                            text.line,
                            heard.number());
                    text.add(payload, heard.number());
                }
            }
            case Durable.NEW -> {
                var id = payload.path("id").asText();
                var text = known.remove(id);
                var since = entered.get(key(heard.client(), room));
                var start = begun.get(id);
                if (since != null && start != null && since < start) {
                    check(text != null, where(heard), id, "nothing was heard while it was written", heard.number());
                }
                if (text != null && !text.perhapsLeft && !replaced.contains(id)) {
                    check(
                            payload.path("content").asText().contentEquals(text.said),
                            where(heard),
                            id,
                            "the pieces are not the message",
                            text.line,
                            heard.number());
                }
            }
            default -> {}
        }
    }

    private void start(Line.Deliver heard, String room) {
        var payload = heard.payload();
        var id = payload.path("messageId").asText();
        var text = new Text(room, payload, heard.number());
        var before = of(heard.client()).put(id, text);
        check(
                before == null || text.said.indexOf(before.said.toString()) == 0,
                where(heard),
                id,
                "told again with less than was told before",
                before == null ? 0 : before.line,
                heard.number());
    }

    private Map<String, Text> of(String client) {
        return texts.computeIfAbsent(client, _ -> new HashMap<>());
    }

    private static String key(String client, String room) {
        return client + " " + room;
    }

    private static String where(Line.Deliver heard) {
        return heard.room() + " " + heard.client();
    }

    /// What one client heard of one message so far.
    private static final class Text {
        private final String room;
        private final StringBuilder said;
        private int next;
        private int line;
        private boolean perhapsLeft;

        Text(String room, JsonNode started, int line) {
            this.room = room;
            this.said = new StringBuilder(started.path("text").asText());
            this.next = started.path("index").asInt();
            this.line = line;
        }

        void add(JsonNode chunk, int lineOfChunk) {
            said.append(chunk.path("text").asText());
            next = chunk.path("index").asInt() + 1;
            line = lineOfChunk;
        }
    }
}
