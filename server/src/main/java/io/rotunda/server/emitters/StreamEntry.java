package io.rotunda.server.emitters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The format of the emitter for streams: the fields `uid`, `nsp`, `type` and `data`, the last one JSON, or base64 of
/// MessagePack where something in it is binary.
final class StreamEntry {
    private static final String BROADCAST = "3";
    private static final String JOIN = "4";
    private static final String LEAVE = "5";
    private static final String DISCONNECT = "6";

    private StreamEntry() {}

    static Instruction read(Map<String, byte[]> fields) throws Dropped {
        var type = text(fields.get("type"));
        var named = fields.get("nsp");
        var organization = Envelope.organization(named == null ? "/" : text(named));
        var data = data(fields.get("data"));
        var whom = Envelope.addressees(organization, data.path("opts"));
        return switch (type) {
            case BROADCAST -> {
                var packet = data.path("packet");
                var inside = packet.path("nsp");
                if (!Envelope.absent(inside)
                        && named != null
                        && !Envelope.text(inside).equals(text(named))) {
                    throw new Dropped(Reason.NAMESPACE);
                }
                yield Envelope.event(packet, whom);
            }
            case JOIN -> new Instruction.Join(whom, Envelope.names(data.path("rooms")));
            case LEAVE -> new Instruction.Leave(whom, Envelope.names(data.path("rooms")));
            case DISCONNECT -> new Instruction.Disconnect(whom);
            default -> throw new Dropped(Reason.UNSUPPORTED);
        };
    }

    private static JsonNode data(byte @Nullable [] data) throws Dropped {
        if (data == null || data.length == 0) {
            return MissingNode.getInstance();
        }
        if (Bounded.tooLarge(data)) {
            throw new Dropped(Reason.TOO_LARGE);
        }
        return data[0] == '{' ? JsonText.read(data) : MessagePack.read(decoded(data));
    }

    private static byte[] decoded(byte[] base64) throws Dropped {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            throw Dropped.malformed();
        }
    }

    private static String text(byte @Nullable [] field) throws Dropped {
        if (field == null || Bounded.tooLarge(field)) {
            throw Dropped.malformed();
        }
        return new String(field, StandardCharsets.UTF_8);
    }
}
