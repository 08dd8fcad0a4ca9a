package io.rotunda.server.chaos.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// A client that applies what it heard and what was replayed sees in the end what the database holds, which is what
/// the changes in its log come to.
final class ViewsConverge extends Rule {
    private final Whereabouts whereabouts;
    private final Map<String, Map<String, FoldedMessage>> views = new HashMap<>();
    private final Map<String, Map<String, Long>> applied = new HashMap<>();
    private final Set<String> gone = new HashSet<>();
    /// Where the log ended when the client entered last.
    private final Map<String, Long> entered = new HashMap<>();

    /// Those that entered, and were sent nothing yet.
    private final Set<String> anew = new HashSet<>();

    ViewsConverge(Truth truth, Verdict verdict) {
        super(truth, verdict);
        whereabouts = new Whereabouts(truth);
    }

    @Override
    void see(Line line) {
        if (line instanceof Line.Joined joined) {
            entered.put(joined.client() + " " + joined.room(), joined.seq());
            if (!whereabouts.in(joined.client(), joined.room())) {
                anew.add(joined.client() + " " + joined.room());
            }
        }
        whereabouts.see(line);
        switch (line) {
            case Line.Deliver heard -> {
                if (heard.room() != null && Durable.is(heard)) {
                    forgetIfAnew(heard.client() + " " + heard.room());
                    apply(heard.client() + " " + heard.room(), heard.event(), heard.payload());
                }
            }
            case Line.Replay replay -> replay(replay, replay.client() + " " + replay.room());
            case Line.Connect connect -> gone.remove(connect.client());
            case Line.Disconnect disconnect -> gone.add(disconnect.client());
            default -> {}
        }
    }

    private void replay(Line.Replay replay, String key) {
        if (replay.after() == null) {
            forgetIfAnew(key);
        }
        anew.remove(key);
        long logEnd = entered.getOrDefault(key, 0L);
        for (var event : replay.events()) {
            apply(key, event.path("event").asText(), event.path("data"));
        }
        replay.messages().forEach(message -> show(key, message, logEnd));
    }

    /// What it knew before it was away says nothing if it does not say what that was.
    private void forgetIfAnew(String key) {
        if (anew.remove(key)) {
            views.remove(key);
        }
    }

    /// @param asOf the position after which the message looked like this
    private void show(String key, JsonNode message, long asOf) {
        var id = Lines.text(message, "id");
        views.computeIfAbsent(key, _ -> new HashMap<>()).put(id, new FoldedMessage(message.deepCopy()));
        applied.computeIfAbsent(key, _ -> new HashMap<>()).put(id, asOf);
    }

    /// A change that comes again, after the last message that was asked from, alters nothing.
    private void apply(String key, String event, JsonNode payload) {
        if (event.equals(Durable.NEW)) {
            show(key, payload, Durable.seq(payload));
            return;
        }
        var id = payload.path("messageId").asText();
        var message = views.getOrDefault(key, Map.of()).get(id);
        long seq = Durable.seq(payload);
        var through = applied.computeIfAbsent(key, _ -> new HashMap<>());
        if (message != null && seq > through.getOrDefault(id, 0L)) {
            through.put(id, seq);
            message.apply(event, payload);
        }
    }

    @Override
    void end() {
        truth.rooms().forEach(this::compareTable);
        views.forEach((key, messages) -> {
            var client = key.substring(0, key.indexOf(' '));
            var room = key.substring(key.indexOf(' ') + 1);
            if (whereabouts.in(client, room) && !gone.contains(client)) {
                var log = truth.log(room);
                messages.forEach((id, message) -> check(
                        log.states().holds(id, message.shown()),
                        room + " " + client,
                        id,
                        "looks otherwise to this client than in the table",
                        log.line()));
            }
        });
    }

    private void compareTable(RoomLog log) {
        for (var entry : log.entries()) {
            if (entry.isMessage() && entry.data().has("reactions")) {
                check(
                        log.states().holds(entry.id(), entry.data()),
                        log.room(),
                        entry.id(),
                        "the row is not what its changes come to",
                        log.line());
            }
        }
    }
}
