package io.rotunda.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.RoomId;
import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What back ends may publish: the catalogue's events that are theirs, checked as the catalogue says, and any
/// event whose name nobody else has. What the server says must be true, so nobody else may say it.
final class Publications {
    private static final int MAX_NAME = 128;
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+(:[a-z0-9_-]+)*");
    private static final int MAX_ARGUMENTS = 32;

    private final Map<String, ServerEvents.Row> theirs = new HashMap<>();
    private final Set<String> taken = new HashSet<>(EventName.RESERVED);
    private final int maxBytes;
    private final InstantSource clock;

    Publications(EventTable table, Limits limits, InstantSource clock) {
        table.rows().forEach(row -> taken.add(row.event()));
        for (var row : ServerEvents.ALL) {
            if (row.read() == null) {
                taken.add(row.event());
            } else {
                theirs.put(row.event(), row);
            }
        }
        this.maxBytes = limits.historyBytes(); // as for any event: more than this would cut its receivers
        this.clock = clock;
    }

    Frame frame(RoomId room, String event, JsonNode data) {
        requireFree(event);
        return frame(room.tenant(), event, data);
    }

    /// The same of any arguments, binary ones too; an event of the catalogue has exactly its payload.
    ///
    /// @param tenant whose rooms the payload of an event of the catalogue may name
    Frame frame(String tenant, String event, List<JsonNode> arguments) {
        requireFree(event);
        if (theirs.containsKey(event)) {
            if (arguments.size() != 1) {
                throw Rejected.field("data", "must be one object");
            }
            return frame(tenant, event, arguments.getFirst());
        }
        if (arguments.size() > MAX_ARGUMENTS) {
            throw Rejected.field("data", "must be at most " + MAX_ARGUMENTS + " arguments");
        }
        return frame(event, arguments);
    }

    private Frame frame(String tenant, String event, JsonNode data) {
        if (!(data instanceof ObjectNode object)) {
            throw Rejected.field("data", "must be an object");
        }
        SoundJson.check("data", object);
        var json = json(tenant, event, object);
        requireRoom(json.length, maxBytes);
        return Frame.transientEvent(event, json);
    }

    private Frame frame(String event, List<JsonNode> arguments) {
        var binary = new BinaryParts();
        var json = new ByteArrayOutputStream();
        for (var argument : arguments) {
            var sent = binary.takenOutOf(argument);
            SoundJson.check("data", sent);
            if (json.size() > 0) {
                json.write(',');
            }
            json.writeBytes(Json.write(sent));
        }
        var parts = binary.parts();
        requireRoom(json.size() + parts.stream().mapToLong(part -> part.length).sum(), maxBytes);
        return Frame.transientEvent(event, json.toByteArray(), parts);
    }

    /// @throws Rejected if this would cut those who are told
    static void requireRoom(long bytes, int maxBytes) {
        if (bytes > maxBytes) {
            throw new Rejected(
                    ErrorCode.PAYLOAD_TOO_LARGE,
                    "data: must be at most " + maxBytes + " bytes of JSON and binary data");
        }
    }

    private void requireFree(String event) {
        if (event.length() > MAX_NAME || !NAME.matcher(event).matches()) {
            throw Rejected.field("event", "must be words of a-z 0-9 _ - with colons between them");
        }
        if (taken.contains(event)) {
            throw Rejected.field("event", "this name is not for back ends");
        }
    }

    private byte[] json(String tenant, String event, ObjectNode data) {
        var row = theirs.get(event);
        if (row == null || row.read() == null) {
            return Json.write(data);
        }
        return row.read()
                .apply(PayloadFields.inside("data", data, tenant), clock.instant())
                .json();
    }
}
