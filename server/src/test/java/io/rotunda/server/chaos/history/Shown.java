package io.rotunda.server.chaos.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeMap;

/// A message as it is compared.
final class Shown {
    private static final List<String> AFTERWARDS = List.of("reactions", "deletedAt");

    private Shown() {}

    /// The fields that `message:new` has, as the bytes in which they were sent.
    static String shared(JsonNode message) {
        return ((ObjectNode) message.deepCopy()).without(AFTERWARDS).toString();
    }

    /// Only what no change can alter.
    static String lasting(JsonNode message, boolean deleted) {
        ObjectNode copy = message.deepCopy();
        copy.remove(AFTERWARDS);
        copy.remove(List.of("content", "metadata", "updatedAt"));
        if (deleted) {
            copy.remove(List.of("mentions", "attachments"));
        }
        return copy.toString();
    }

    /// Who reacted how, whatever the order: two users of different organizations may have one id.
    static String reactions(JsonNode message) {
        var shown = new TreeMap<String, String>();
        for (var reaction : message.path("reactions")) {
            var users =
                    Lines.strings(reaction.path("userIds")).stream().sorted().toList();
            shown.put(reaction.path("emoji").asText(), reaction.path("count").asInt() + " " + users);
        }
        return shown.toString();
    }
}
