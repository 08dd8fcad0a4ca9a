package io.rotunda.server.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.rotunda.handlers.Remainder;
import io.rotunda.rooms.RoomId;
import io.rotunda.server.wire.MalformedPacket;
import io.rotunda.server.wire.Namespaces;
import io.rotunda.server.wire.Socket;
import io.rotunda.server.wire.SocketListener;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The namespaces `/` and `/custom` of the Socket.IO suite: whoever asks is let in, is shown its `auth`,
/// and gets its messages back.
public final class EchoNamespaces implements Namespaces {
    /// What the client library keeps for itself.
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private static final RoomId.User NOBODY = new RoomId.User("nobody", "nobody");

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public @Nullable Namespace find(String name) {
        return switch (name) {
            case MAIN, "/custom" -> (socket, _, auth) -> connect(socket, auth);
            default -> null;
        };
    }

    private void connect(Socket socket, byte[] auth) throws MalformedPacket {
        var shown = json.createArrayNode().add("auth").add(auth.length == 0 ? json.createObjectNode() : read(auth));
        socket.accept(NOBODY, new Echo(socket));
        socket.emit(write(shown), List.of());
    }

    private JsonNode read(byte[] text) throws MalformedPacket {
        try {
            return json.readTree(text);
        } catch (IOException _) {
            throw new MalformedPacket();
        }
    }

    private byte[] write(JsonNode tree) {
        try {
            return json.writeValueAsBytes(tree);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible); // a tree can always be written
        }
    }

    private final class Echo implements SocketListener {
        private final Socket socket;

        Echo(Socket socket) {
            this.socket = socket;
        }

        @Override
        public Remainder event(byte[] text, List<byte[]> attachments, long ackId) throws MalformedPacket {
            if (!(read(text) instanceof ArrayNode event) || !named(event) || !placed(event, attachments.size())) {
                throw new MalformedPacket();
            }
            switch (event.get(0).asText()) {
                case "message" -> {
                    event.set(0, "message-back");
                    socket.emit(write(event), attachments);
                }
                case "message-with-ack" -> {
                    event.remove(0);
                    socket.ack(ackId, write(event), attachments);
                }
                default -> {} // nobody listens to it
            }
            return Remainder.NOTHING;
        }

        private static boolean named(ArrayNode event) {
            var name = event.path(0);
            return name.isNumber() || name.isTextual() && !RESERVED.contains(name.textValue());
        }

        /// Whether every placeholder stands for one of the attachments.
        private static boolean placed(JsonNode node, int attachments) {
            if (attachments > 0 && node.path("_placeholder").asBoolean()) {
                var number = node.path("num");
                return number.isInt() && number.intValue() >= 0 && number.intValue() < attachments;
            }
            for (var child : node) {
                if (!placed(child, attachments)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void closed(String reason, boolean lost) {
            // nothing to give back
        }
    }
}
