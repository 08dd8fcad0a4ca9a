package io.rotunda.server.emitters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rotunda.handlers.Addressees;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The format of python-socketio's `RedisManager(write_only=True)`: JSON on the channel `socketio`.
final class PythonManager {
    static final String CHANNEL = "socketio";

    /// The first byte of what Python's pickle writes since its second version.
    private static final byte PICKLED = (byte) 0x80;

    private PythonManager() {}

    static Instruction read(byte[] body) throws Dropped {
        if (body.length > 0 && body[0] == PICKLED) {
            throw new Dropped(Reason.PICKLE);
        }
        var message = JsonText.read(body);
        var organization = Envelope.organization(Envelope.namespace(message.path("namespace")));
        return switch (Envelope.text(message.path("method"))) {
            case "emit" -> {
                if (!Envelope.absent(message.path("callback"))) {
                    throw new Dropped(Reason.UNSUPPORTED);
                }
                var whom = new Addressees(
                        organization, Envelope.names(message.path("room")), Envelope.names(message.path("skip_sid")));
                yield new Instruction.Emit(whom, Envelope.text(message.path("event")), arguments(message));
            }
            case "disconnect" -> new Instruction.Disconnect(socket(message, organization));
            case "enter_room" -> new Instruction.Join(socket(message, organization), room(message));
            case "leave_room" -> new Instruction.Leave(socket(message, organization), room(message));
            case "close_room" ->
                new Instruction.Leave(new Addressees(organization, room(message), List.of()), room(message));
            default -> throw new Dropped(Reason.UNSUPPORTED);
        };
    }

    private static Addressees socket(JsonNode message, @Nullable String organization) throws Dropped {
        return new Addressees(organization, List.of(Envelope.text(message.path("sid"))), List.of());
    }

    private static List<String> room(JsonNode message) throws Dropped {
        return List.of(Envelope.text(message.path("room")));
    }

    /// A list of arguments since there is a field `binary`; before that, one argument. None in Python is none here.
    private static List<JsonNode> arguments(JsonNode message) throws Dropped {
        var data = message.path("data");
        var binary = message.path("binary");
        if (binary.asBoolean(false)) {
            data = whole(data);
        }
        var arguments = new ArrayList<JsonNode>();
        if (!binary.isMissingNode() && data.isArray()) {
            data.forEach(arguments::add);
        } else {
            arguments.add(data);
        }
        if (arguments.size() == 1 && Envelope.absent(arguments.getFirst())) {
            return List.of();
        }
        return arguments;
    }

    /// The first one of the list is what was sent, with placeholders for the binary parts that follow in base64.
    private static JsonNode whole(JsonNode data) throws Dropped {
        if (!data.isArray() || data.isEmpty()) {
            throw Dropped.malformed();
        }
        var parts = new ArrayList<BinaryNode>();
        for (int i = 1; i < data.size(); i++) {
            try {
                parts.add(BinaryNode.valueOf(Base64.getDecoder().decode(Envelope.text(data.get(i)))));
            } catch (IllegalArgumentException _) {
                throw Dropped.malformed();
            }
        }
        return filled(data.get(0), parts);
    }

    private static JsonNode filled(JsonNode node, List<BinaryNode> parts) throws Dropped {
        switch (node) {
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, filled(array.get(i), parts));
                }
            }
            case ObjectNode object
            when object.path("_placeholder").asBoolean(false) -> {
                int number = object.path("num").asInt(-1);
                if (number < 0 || number >= parts.size()) {
                    throw Dropped.malformed();
                }
                return parts.get(number);
            }
            case ObjectNode object -> {
                for (var field : object.properties()) {
                    field.setValue(filled(field.getValue(), parts));
                }
            }
            default -> {}
        }
        return node;
    }
}
