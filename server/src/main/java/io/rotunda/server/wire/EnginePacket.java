package io.rotunda.server.wire;

import java.util.Arrays;

/// The packets of Engine.IO v4: one character of type, then data.
///
/// @see <a href="https://github.com/socketio/socket.io/tree/main/docs/engine.io-protocol">the protocol</a>
final class EnginePacket {
    static final char OPEN = '0';
    static final char CLOSE = '1';
    static final char PING = '2';
    static final char PONG = '3';
    static final char MESSAGE = '4';
    static final char UPGRADE = '5';
    static final char NOOP = '6';

    /// In a polling payload, the type of binary data, which follows in base64.
    static final char BASE64 = 'b';

    private static final byte[] PROBE = Encoding.ascii("2probe");

    private EnginePacket() {}

    static byte[] of(char type) {
        return new byte[] {(byte) type};
    }

    static boolean isProbe(byte[] packet) {
        return Arrays.equals(packet, PROBE);
    }

    static boolean is(char type, byte[] packet) {
        return packet.length == 1 && packet[0] == type;
    }
}
