package io.rotunda.server.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One Socket.IO packet from a client, its JSON not parsed.
///
/// @param attachments how many binary messages follow and belong to it
/// @param ackId the id that an answer carries, or -1
/// @param json what comes after the header; may be empty
record SocketPacket(PacketType type, int attachments, String namespace, long ackId, byte[] json) {
    static final int MAX_ATTACHMENTS = 10;

    private static final int MAX_ACK_DIGITS = 9;
    private static final int MAX_NAMESPACE = 128;

    /// Reads the header in one pass over a few bytes, whatever the packet holds; null if it is malformed.
    ///
    /// @param packet an Engine.IO message packet: the Socket.IO packet begins at index 1
    static @Nullable SocketPacket read(byte[] packet) {
        int at = 1;
        var type = at < packet.length ? PacketType.of(packet[at++]) : null;
        if (type == null) {
            return null;
        }
        int attachments = 0;
        if (type.binary()) {
            int end = digits(packet, at, 2);
            attachments = (int) number(packet, at, end);
            if (end == at
                    || end == packet.length
                    || packet[end] != '-'
                    || attachments < 1
                    || attachments > MAX_ATTACHMENTS) {
                return null;
            }
            at = end + 1;
        }
        var namespace = Namespaces.MAIN;
        if (at < packet.length && packet[at] == '/') {
            int end = comma(packet, at);
            if (end - at > MAX_NAMESPACE) {
                return null;
            }
            namespace = new String(packet, at, end - at, StandardCharsets.UTF_8);
            at = Math.min(end + 1, packet.length);
        }
        int end = digits(packet, at, MAX_ACK_DIGITS);
        long ackId = end == at ? -1 : number(packet, at, end);
        var json = Arrays.copyOfRange(packet, end, packet.length);
        return wellFormed(type, ackId, json) ? new SocketPacket(type, attachments, namespace, ackId, json) : null;
    }

    private static boolean wellFormed(PacketType type, long ackId, byte[] json) {
        return switch (type) {
            case CONNECT -> ackId < 0 && (json.length == 0 || json[0] == '{');
            case DISCONNECT -> json.length == 0;
            case EVENT, BINARY_EVENT -> json.length > 0 && json[0] == '[';
            case ACK, BINARY_ACK -> ackId >= 0 && json.length > 0 && json[0] == '[';
            case CONNECT_ERROR -> false; // only servers say that
        };
    }

    /// Where the digits that begin at `from` end; looks at no more than `most` of them.
    private static int digits(byte[] packet, int from, int most) {
        int at = from;
        while (at < packet.length && at - from < most && packet[at] >= '0' && packet[at] <= '9') {
            at++;
        }
        return at;
    }

    private static long number(byte[] packet, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + packet[i] - '0';
        }
        return number;
    }

    private static int comma(byte[] packet, int from) {
        int at = from;
        while (at < packet.length && packet[at] != ',' && at - from <= MAX_NAMESPACE) {
            at++;
        }
        return at;
    }
}
