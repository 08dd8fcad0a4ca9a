package io.rotunda.server.chaos.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rotunda.server.chaos.history.Line.Call;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads lines. One that cannot be read is a fault of whoever wrote it, and ends the check.
final class Lines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Lines() {}

    static Line read(String text, int number) {
        try {
            return read(JSON.readTree(text), number);
        } catch (JsonProcessingException | RuntimeException e) {
            throw new IllegalArgumentException("line " + number + " cannot be read: " + text, e);
        }
    }

    private static Line read(JsonNode json, int number) {
        double at = json.path("t").asDouble();
        var type = text(json, "type");
        return switch (type) {
            case "fault" ->
                new Line.Fault(
                        number,
                        at,
                        text(json, "kind"),
                        text(json, "phase").equals("begin"),
                        json.path("target").asText());
            case "client" ->
                new Line.Client(
                        number,
                        text(json, "client"),
                        text(json, "user"),
                        text(json, "org"),
                        new HashSet<>(strings(json.path("customers"))));
            case "connect" ->
                new Line.Connect(
                        number, at, text(json, "client"), json.path("recovered").asBoolean());
            case "disconnect" -> new Line.Disconnect(number, at, text(json, "client"));
            case "invoke" ->
                new Line.Invoke(
                        number, at, call(json), text(json, "event"), optional(json, "room"), json.path("request"));
            case "ok" -> new Line.Ok(number, at, call(json), json.path("answer"));
            case "fail" -> new Line.Fail(number, at, call(json), text(json, "code"));
            case "unknown" -> new Line.Unknown(number, at, call(json));
            case "deliver" ->
                new Line.Deliver(
                        number,
                        at,
                        text(json, "client"),
                        text(json, "event"),
                        optional(json, "room"),
                        json.path("payload"));
            case "joined" -> new Line.Joined(number, text(json, "client"), text(json, "room"), whole(json, "seq"));
            case "replay" ->
                new Line.Replay(
                        number,
                        text(json, "client"),
                        text(json, "room"),
                        optional(json, "after"),
                        list(json.path("messages")),
                        list(json.path("events")),
                        json.path("hasMore").asBoolean());
            case "table" ->
                new Line.Table(number, text(json, "room"), list(json.path("messages")), list(json.path("changes")));
            case "end" -> new Line.End(number);
            default -> new Line.Other(number, type);
        };
    }

    /// A field that must be there.
    static String text(JsonNode json, String field) {
        var value = json.path(field).textValue();
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }

    static @Nullable String optional(JsonNode json, String field) {
        return json.path(field).textValue();
    }

    static long whole(JsonNode json, String field) {
        var value = json.path(field);
        if (value instanceof MissingNode || !value.canConvertToLong()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value.longValue();
    }

    static List<String> strings(JsonNode array) {
        return list(array).stream().map(JsonNode::asText).toList();
    }

    static List<JsonNode> list(JsonNode array) {
        var list = new ArrayList<JsonNode>(array.size());
        array.forEach(list::add);
        return list;
    }

    private static Call call(JsonNode json) {
        return new Call(text(json, "client"), whole(json, "op"));
    }
}
