package io.rotunda.server.emitters;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.handlers.Addressees;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What all the formats have in common around an event.
final class Envelope {
    private static final String ANY_TENANT = "/";

    private Envelope() {}

    /// The organization that a namespace names; null for `/`, which names none.
    static @Nullable String organization(String namespace) throws Dropped {
        if (namespace.equals(ANY_TENANT)) {
            return null;
        }
        if (!namespace.startsWith(ANY_TENANT)) {
            throw new Dropped(Reason.NAMESPACE);
        }
        return namespace.substring(1);
    }

    /// Missing means `/`.
    static String namespace(JsonNode named) throws Dropped {
        return absent(named) ? ANY_TENANT : text(named);
    }

    /// `{ rooms, except, flags }`, each of which may be missing. The flags change nothing here.
    static Addressees addressees(@Nullable String organizationId, JsonNode options) throws Dropped {
        if (!options.isObject()
                || !absent(options.path("flags")) && !options.path("flags").isObject()) {
            throw Dropped.malformed();
        }
        return new Addressees(organizationId, names(options.path("rooms")), names(options.path("except")));
    }

    /// A packet of Socket.IO, `{ type, data: [ name, … ], nsp }`, that holds an event.
    static Instruction.Emit event(JsonNode packet, Addressees whom) throws Dropped {
        int type = packet.path("type").asInt(-1);
        var data = packet.path("data");
        if (type != 2 && type != 5 || !data.isArray() || data.isEmpty()) { // an event, a binary one
            throw Dropped.malformed();
        }
        var arguments = new ArrayList<JsonNode>();
        for (int i = 1; i < data.size(); i++) {
            arguments.add(data.get(i));
        }
        return new Instruction.Emit(whom, text(data.get(0)), arguments);
    }

    /// One name, several, or none.
    static List<String> names(JsonNode named) throws Dropped {
        if (absent(named)) {
            return List.of();
        }
        if (named.isTextual()) {
            return List.of(named.textValue());
        }
        if (!named.isArray()) {
            throw Dropped.malformed();
        }
        var names = new ArrayList<String>();
        for (var name : named) {
            names.add(text(name));
        }
        return names;
    }

    static String text(JsonNode node) throws Dropped {
        if (!node.isTextual()) {
            throw Dropped.malformed();
        }
        return node.textValue();
    }

    static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
