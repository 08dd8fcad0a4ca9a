package io.rotunda.server.chaos.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// A message that somebody wanted to be kept, once for each attempt.
///
/// @param principal who: user ids are unique within their organization only
/// @param index its place in the queue that was sent; 0 if it was sent alone
record Sending(Line.Invoke invoke, int index, String room, String principal, String user, JsonNode request) {

    /// What an event asks to keep; empty for most events.
    static List<Sending> of(Truth truth, Line.Invoke invoke) {
        var room = invoke.room();
        if (room == null) {
            return List.of();
        }
        var requests = switch (invoke.event()) {
            case "message:send", "message:stream_start" -> List.of(invoke.request());
            case "message:send_queued" -> Lines.list(invoke.request().path("messages"));
            default -> List.<JsonNode>of();
        };
        var client = truth.client(invoke.call().client());
        var all = new ArrayList<Sending>(requests.size());
        for (var request : requests) {
            all.add(new Sending(invoke, all.size(), room, client.principal(), client.user(), request));
        }
        return all;
    }

    /// The sender's own name for the message; empty if it has none.
    String optimisticId() {
        return request.path("optimisticId").asText();
    }

    /// What may be stored once.
    Name name() {
        return new Name(room, principal, optimisticId());
    }

    record Name(String room, String principal, String optimisticId) {}
}
