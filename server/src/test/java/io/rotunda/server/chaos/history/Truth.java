package io.rotunda.server.chaos.history;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is known of a run as a whole before the rules see its lines: who took part, who asked what, and what the
/// database holds in the end.
final class Truth {
    private final Map<String, Line.Client> clients = new HashMap<>();
    private final Map<Line.Call, Line.Invoke> asked = new HashMap<>();
    private final Map<String, RoomLog> rooms = new HashMap<>();
    private final Set<String> acknowledged = new TreeSet<>();
    private boolean ended;

    private Truth() {}

    static Truth of(History history) {
        var truth = new Truth();
        history.forEach(truth::see);
        return truth;
    }

    private void see(Line line) {
        switch (line) {
            case Line.Client client -> clients.put(client.name(), client);
            case Line.Invoke invoke -> asked.put(invoke.call(), invoke);
            case Line.Ok ok -> {
                var call = asked.get(ok.call());
                if (call != null && call.room() != null) {
                    acknowledged.add(call.room());
                }
            }
            case Line.End _ -> ended = true;
            case Line.Table table -> log(table.room()).read(table);
            case Line.Deliver heard -> {
                var room = heard.room();
                if (room != null && Durable.is(heard)) {
                    log(room).hear(heard.payload());
                }
            }
            case Line.Replay replay ->
                replay.events().forEach(event -> log(replay.room()).replay(event.path("data")));
            default -> {}
        }
    }

    Line.Client client(String name) {
        var client = clients.get(name);
        if (client == null) {
            throw new IllegalArgumentException("the client " + name + " was not declared");
        }
        return client;
    }

    Collection<Line.Client> clients() {
        return clients.values();
    }

    /// What a call asked; null if the history does not say.
    Line.@Nullable Invoke asked(Line.Call call) {
        return asked.get(call);
    }

    Collection<Line.Invoke> asked() {
        return asked.values();
    }

    /// The rooms in which anything was answered with success.
    Set<String> acknowledged() {
        return acknowledged;
    }

    /// Whether the history was written to its end.
    boolean isEnded() {
        return ended;
    }

    /// Empty if there is no table of it.
    RoomLog log(String room) {
        return rooms.computeIfAbsent(room, RoomLog::new);
    }

    Collection<RoomLog> rooms() {
        return rooms.values();
    }
}
