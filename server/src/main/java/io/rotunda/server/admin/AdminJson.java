package io.rotunda.server.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rotunda.server.wire.MalformedPacket;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;

/// What is said to the Admin UI, and what it says.
final class AdminJson {
    /// What it has to say is a name and a password, or the ids of a namespace and a socket.
    private static final int MAX_BYTES = 4 << 10;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(8).build())
            .build());

    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private AdminJson() {}

    /// @throws MalformedPacket if it is no JSON, or more than the Admin UI sends
    static JsonNode read(byte[] text) throws MalformedPacket {
        if (text.length > MAX_BYTES) {
            throw new MalformedPacket();
        }
        try {
            return text.length == 0 ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (IOException _) {
            throw new MalformedPacket();
        }
    }

    /// As JavaScript writes it, which the page sorts as text.
    static String time(Instant instant) {
        return MILLIS.format(instant);
    }

    static byte[] event(String name, Object... arguments) {
        var all = new ArrayList<Object>();
        all.add(name);
        all.addAll(List.of(arguments));
        return write(all);
    }

    static byte[] write(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible); // records and lists of texts and numbers
        }
    }
}
