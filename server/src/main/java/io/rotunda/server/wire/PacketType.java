package io.rotunda.server.wire;

import org.jspecify.annotations.Nullable;

/// The packets of Socket.IO v5, in the order of their digits on the wire.
///
/// @see <a href="https://github.com/socketio/socket.io/tree/main/docs/socket.io-protocol">the protocol</a>
enum PacketType {
    CONNECT('0'),
    DISCONNECT('1'),
    EVENT('2'),
    ACK('3'),
    CONNECT_ERROR('4'),
    BINARY_EVENT('5'),
    BINARY_ACK('6');

    private static final PacketType[] BY_DIGIT = values();

    private final char digit;

    PacketType(char digit) {
        this.digit = digit;
    }

    static @Nullable PacketType of(byte digit) {
        int index = digit - '0';
        return index >= 0 && index < BY_DIGIT.length ? BY_DIGIT[index] : null;
    }

    boolean binary() {
        return this == BINARY_EVENT || this == BINARY_ACK;
    }

    char digit() {
        return digit;
    }
}
