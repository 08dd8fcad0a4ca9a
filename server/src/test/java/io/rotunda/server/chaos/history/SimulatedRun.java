package io.rotunda.server.chaos.history;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Writes a random history of a server that keeps every promise.
final class SimulatedRun {
    static final String GENERAL_A = "org-a/channel:general";
    static final String GENERAL_B = "org-b/channel:general";
    static final String SHARED = "globex/customer:globex:conversation:shared";

    private final List<ObjectNode> lines = new ArrayList<>();
    private final Map<String, SimulatedRoom> rooms = new TreeMap<>();
    private final List<SimulatedClient> clients = new ArrayList<>();
    private final RandomGenerator random;
    private int ops;
    private int names;
    private long clock;

    private SimulatedRun(RandomGenerator random) {
        this.random = random;
        for (var room : List.of(GENERAL_A, GENERAL_B, SHARED)) {
            rooms.put(room, new SimulatedRoom(room));
        }
        for (var user : List.of("ann", "bob", "cal")) {
            clients.add(new SimulatedClient("org-a", user, List.of(GENERAL_A, SHARED)));
            clients.add(new SimulatedClient("org-b", user, List.of(GENERAL_B, SHARED)));
        }
    }

    static List<ObjectNode> of(RandomGenerator random, int deeds) {
        var run = new SimulatedRun(random);
        run.clients.forEach(run::arrive);
        for (int i = 0; i < deeds; i++) {
            run.doSomething(run.anyone());
        }
        run.clients.forEach(client -> {
            if (client.away) {
                run.comeBack(client, random.nextBoolean());
            }
        });
        run.rooms.values().forEach(room -> run.lines.add(room.table()));
        run.lines.add(json().put("type", "end"));
        return run.lines;
    }

    private void arrive(SimulatedClient client) {
        var declared = line("client", client).put("user", client.user).put("org", client.organization);
        declared.putArray("customers").add("globex");
        line("connect", client).put("recovered", false);
        client.rooms.forEach(room -> join(client, room));
    }

    private void doSomething(SimulatedClient client) {
        if (client.away) {
            comeBack(client, random.nextInt(3) > 0);
            return;
        }
        var room = client.rooms.get(random.nextInt(client.rooms.size()));
        switch (random.nextInt(10)) {
            case 0 -> goAway(client);
            case 1 -> stream(client, room);
            case 2 -> refused(client, room);
            case 3 -> inDoubt(client, room);
            case 4 -> type(client, room);
            case 5, 6 -> change(client, room);
            default -> commit(client, room, send(client, room, name()));
        }
    }

    private void goAway(SimulatedClient client) {
        line("disconnect", client).put("reason", "transport close");
        client.away = true;
    }

    private void comeBack(SimulatedClient client, boolean recovered) {
        client.away = false;
        if (recovered) {
            client.missed.forEach(heard -> lines.add(heard.put("recovered", true)));
        }
        client.missed.clear();
        line("connect", client).put("recovered", recovered);
        if (!recovered) {
            client.rooms.forEach(room -> join(client, room));
        }
    }

    private void join(SimulatedClient client, String name) {
        var room = room(name);
        var after = client.lastMessage.get(name);
        var request = json();
        if (after != null) {
            request.put("lastMessageId", after);
        }
        long op = invoke(client, name.contains("channel") ? "channel:join" : "conversation:rejoin", name, request);
        ok(client, op, json().put("success", true).put("seq", room.last()));
        lines.add(room.replay(line(client), after));
        room.newest().ifPresent(id -> client.lastMessage.put(name, id));
    }

    private ObjectNode send(SimulatedClient client, String room, String name) {
        var request = json().put("content", "says " + name).put("optimisticId", name);
        request.put("op", invoke(client, "message:send", room, request.deepCopy()));
        return request;
    }

    /// Keeps it, tells the room, and answers.
    private void commit(SimulatedClient client, String room, ObjectNode sending) {
        var message = keep(client, room, sending);
        var sent = line("deliver", client).put("event", "message:sent").put("room", room);
        sent.set("payload", SimulatedRoom.sent(message));
        ok(client, sending.path("op").asLong(), SimulatedRoom.sent(message));
    }

    private ObjectNode keep(SimulatedClient client, String room, ObjectNode sending) {
        var message = room(room).append(client, sending, clock++);
        tell(client, room, Durable.NEW, message, false);
        return message;
    }

    /// The answer is lost, or the database was away; the same is sent again.
    private void inDoubt(SimulatedClient client, String room) {
        var name = name();
        var first = send(client, room, name);
        if (random.nextBoolean()) {
            fail(client, first.path("op").asLong(), "UNAVAILABLE");
            commit(client, room, send(client, room, name));
        } else {
            var message = keep(client, room, first);
            line("unknown", client).put("op", first.path("op").asLong());
            ok(client, send(client, room, name).path("op").asLong(), SimulatedRoom.sent(message));
        }
    }

    private void refused(SimulatedClient client, String room) {
        fail(client, send(client, room, name()).path("op").asLong(), "VALIDATION_ERROR");
    }

    private void change(SimulatedClient client, String name) {
        var room = room(name);
        var message = room.any(random, client);
        if (message.isEmpty()) {
            return;
        }
        var id = message.get().path("id").asText();
        var request = json().put("messageId", id);
        int what = random.nextInt(6);
        var event = what == 0 ? "message:delete" : what < 3 ? "message:update" : "message:react";
        if (event.equals("message:update")) {
            request.put("content", "says otherwise " + name());
        } else if (event.equals("message:react")) {
            request.put("emoji", "👍").put("action", room.reacted(id, client) ? "remove" : "add");
        }
        long op = invoke(client, event, name, request);
        var data = room.change(event, client, request, clock++);
        tell(client, name, Change.told(event), data, false);
        ok(client, op, json().put("messageId", id).put("seq", Durable.seq(data)));
    }

    private void type(SimulatedClient client, String room) {
        for (var event : List.of("typing:start", "typing:stop")) {
            long op = invoke(client, event, room, json());
            tell(client, room, event, room(room).typing(client, clock++), true);
            ok(client, op, json().put("success", true));
        }
    }

    private void stream(SimulatedClient client, String room) {
        var name = name();
        long start = invoke(client, "message:stream_start", room, json().put("optimisticId", name));
        var id = SimulatedRoom.id(name);
        tell(client, room, "message:stream_started", room(room).started(id, client), false);
        ok(client, start, json().put("messageId", id));
        var text = new StringBuilder();
        int pieces = 2 + random.nextInt(3);
        for (int i = 0; i < pieces; i++) {
            text.append(i).append(' ');
            tell(client, room, "message:chunk", room(room).chunk(id, i, i + " "), false);
        }
        long end = invoke(client, "message:stream_end", room, json().put("messageId", id));
        commit(
                client,
                room,
                json().put("content", text.toString()).put("optimisticId", name).put("op", end));
    }

    private void tell(SimulatedClient from, String room, String event, ObjectNode payload, boolean othersOnly) {
        for (var client : clients) {
            if (!client.rooms.contains(room) || othersOnly && client.name.equals(from.name)) {
                continue;
            }
            var heard = line(client);
            heard.put("type", "deliver").put("event", event).put("room", room).set("payload", payload.deepCopy());
            if (client.away) {
                client.missed.add(heard);
            } else {
                lines.add(heard);
            }
            if (event.equals(Durable.NEW) && !client.away) {
                client.lastMessage.put(room, payload.path("id").asText());
            }
        }
    }

    private SimulatedClient anyone() {
        return clients.get(random.nextInt(clients.size()));
    }

    private SimulatedRoom room(String name) {
        return Objects.requireNonNull(rooms.get(name));
    }

    private String name() {
        return "n" + ++names;
    }

    private long invoke(SimulatedClient client, String event, String room, ObjectNode request) {
        line("invoke", client)
                .put("op", ++ops)
                .put("event", event)
                .put("room", room)
                .set("request", request);
        return ops;
    }

    private void ok(SimulatedClient client, long op, ObjectNode answer) {
        line("ok", client).put("op", op).set("answer", answer);
    }

    private void fail(SimulatedClient client, long op, String code) {
        line("fail", client).put("op", op).put("code", code);
    }

    private ObjectNode line(String type, SimulatedClient client) {
        var line = line(client).put("type", type);
        lines.add(line);
        return line;
    }

    private static ObjectNode line(SimulatedClient client) {
        return json().put("t", 1.5).put("client", client.name);
    }

    static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }
}
