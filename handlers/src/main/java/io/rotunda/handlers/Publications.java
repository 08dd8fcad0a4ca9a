package io.rotunda.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.RoomId;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What back ends may publish: the catalogue's events that are theirs, checked as the catalogue says, and any
/// event whose name nobody else has. What the server says must be true, so nobody else may say it.
final class Publications {
    private static final int MAX_NAME = 128;
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+(:[a-z0-9_-]+)*");

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
        if (!(data instanceof ObjectNode object)) {
            throw Rejected.field("data", "must be an object");
        }
        SoundJson.check("data", object);
        var json = json(room, event, object);
        if (json.length > maxBytes) {
            throw new Rejected(ErrorCode.PAYLOAD_TOO_LARGE, "data: must be at most " + maxBytes + " bytes of JSON");
        }
        return Frame.transientEvent(event, json);
    }

    private void requireFree(String event) {
        if (event.length() > MAX_NAME || !NAME.matcher(event).matches()) {
            throw Rejected.field("event", "must be words of a-z 0-9 _ - with colons between them");
        }
        if (taken.contains(event)) {
            throw Rejected.field("event", "this name is not for back ends");
        }
    }

    private byte[] json(RoomId room, String event, ObjectNode data) {
        var row = theirs.get(event);
        if (row == null || row.read() == null) {
            return Json.write(data);
        }
        return row.read()
                .apply(new PayloadFields(data, room.tenant()), clock.instant())
                .json();
    }
}
