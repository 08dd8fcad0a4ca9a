package io.rotunda.server.emitters;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.handlers.Addressees;
import java.util.List;

/// The format of `@socket.io/redis-emitter` and its ports: events in MessagePack on `socket.io#{nsp}#` and
/// `socket.io#{nsp}#{room}#`, requests in JSON on `socket.io-request#{nsp}#`.
///
/// Who may publish to some channels only, may by an ACL of Redis, must not reach others: where the channel names a
/// namespace or a room, what is in the message cannot name another.
final class RedisEmitter {
    static final String EVENTS = "socket.io#";
    static final String REQUESTS = "socket.io-request#";

    private static final int JOIN = 2;
    private static final int LEAVE = 3;
    private static final int DISCONNECT = 4;

    private RedisEmitter() {}

    static Instruction event(String channel, byte[] body) throws Dropped {
        var target = Target.of(channel, EVENTS);
        var message = MessagePack.read(body);
        if (!message.isArray() || message.size() != 3) { // who sent it, the packet, the options
            throw Dropped.malformed();
        }
        var packet = message.get(1);
        if (!Envelope.namespace(packet.path("nsp")).equals(target.namespace)) {
            throw new Dropped(Reason.NAMESPACE);
        }
        var whom = Envelope.addressees(Envelope.organization(target.namespace), message.get(2));
        return Envelope.event(packet, target.only(whom));
    }

    static Instruction request(String channel, byte[] body) throws Dropped {
        var target = Target.of(channel, REQUESTS);
        var request = JsonText.read(body);
        var type = request.path("type");
        if (!type.isInt()) {
            throw Dropped.malformed();
        }
        return switch (type.intValue()) {
            case JOIN -> new Instruction.Join(target.sockets(request), Envelope.names(request.path("rooms")));
            case LEAVE -> new Instruction.Leave(target.sockets(request), Envelope.names(request.path("rooms")));
            case DISCONNECT -> new Instruction.Disconnect(target.sockets(request));
            default -> throw new Dropped(Reason.UNSUPPORTED);
        };
    }

    /// What the name of a channel says.
    ///
    /// @param room empty if it names none
    private record Target(String namespace, String room) {
        static Target of(String channel, String prefix) throws Dropped {
            int end = channel.indexOf('#', prefix.length());
            if (end < 0 || !channel.endsWith("#")) {
                throw Dropped.malformed();
            }
            var room = end == channel.length() - 1 ? "" : channel.substring(end + 1, channel.length() - 1);
            return new Target(channel.substring(prefix.length(), end), room);
        }

        Addressees only(Addressees whom) throws Dropped {
            if (room.isEmpty()) {
                return whom;
            }
            if (!whom.to().contains(room)) {
                throw Dropped.malformed();
            }
            return new Addressees(whom.organizationId(), List.of(room), whom.except());
        }

        Addressees sockets(JsonNode request) throws Dropped {
            return Envelope.addressees(Envelope.organization(namespace), request.path("opts"));
        }
    }
}
