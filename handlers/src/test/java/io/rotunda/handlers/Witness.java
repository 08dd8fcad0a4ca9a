package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rotunda.rooms.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What one client was told of a room, live and by replay, and what is wrong with it. Any thread.
final class Witness {
    private final Screen screen = new Screen();
    private final Set<Long> covered = new HashSet<>();
    private final Set<Long> replayed = new HashSet<>();
    private final ArrayDeque<Long> logEnds = new ArrayDeque<>();
    private final List<String> complaints = new ArrayList<>();
    private String lastId = "";
    private long lastLive;
    private boolean more;
    private boolean cut;

    /// Where it begins.
    synchronized void knows(JsonNode message) {
        lastId = message.path("id").asText();
        covered.add(message.path("seq").asLong());
        screen.hears("message:new", message);
    }

    /// A replay follows that was read when the log ended there.
    synchronized void expects(long logEnd) {
        logEnds.add(logEnd);
    }

    synchronized void complains(String complaint) {
        complaints.add(complaint);
    }

    synchronized void hears(Frame frame, JsonNode payload) {
        long seq = frame.seq();
        if (seq <= lastLive) {
            complaints.add(seq + " came live after " + lastLive);
        }
        if (replayed.contains(seq)) {
            complaints.add(seq + " came live after it was replayed");
        }
        if (more) {
            complaints.add(seq + " came live between two pages");
        }
        lastLive = seq;
        covered.add(seq);
        screen.hears(frame.event(), payload);
        if (frame.event().equals("message:new")) {
            lastId = payload.path("id").asText();
        }
    }

    synchronized void isReplayed(JsonNode messages, JsonNode events, boolean hasMore) {
        long logEnd = logEnds.remove();
        if (lastLive > logEnd) {
            complaints.add(lastLive + " overtook a replay that was read at " + logEnd);
        }
        for (var message : messages) {
            replayed.add(message.path("seq").asLong());
            lastId = message.path("id").asText();
        }
        events.forEach(event -> replayed.add(event.at("/data/seq").asLong()));
        covered.addAll(replayed);
        more = hasMore;
        cut |= hasMore;
        screen.hears(
                "conversation:rejoined",
                JsonNodeFactory.instance
                        .objectNode()
                        .<ObjectNode>set("missed_messages", messages)
                        .set("missed_events", events));
    }

    /// What to ask again from.
    synchronized String lastId() {
        return lastId;
    }

    /// Whether the last replay was cut.
    synchronized boolean more() {
        return more;
    }

    /// Whether any replay was cut.
    synchronized boolean cut() {
        return cut;
    }

    synchronized void assertSeamless(String userId, long last, Screen kept) {
        assertEquals(List.of(), complaints, userId);
        for (long seq = 1; seq <= last; seq++) {
            assertTrue(covered.contains(seq), userId + " lost " + seq + " of " + last);
        }
        assertEquals(kept.toString(), screen.toString(), userId);
    }
}
