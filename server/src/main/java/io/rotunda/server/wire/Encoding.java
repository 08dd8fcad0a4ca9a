package io.rotunda.server.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.rotunda.rooms.Frame;
import java.nio.charset.StandardCharsets;

/// Bytes on the wire: Engine.IO v4 message packets holding Socket.IO v5 packets, and RFC 6455 frames.
final class Encoding {
    static final int FIN = 0x80;
    static final int OPCODE_CONTINUATION = 0x0;
    static final int OPCODE_TEXT = 0x1;
    static final int OPCODE_BINARY = 0x2;
    static final int OPCODE_CLOSE = 0x8;
    static final int OPCODE_PING = 0x9;
    static final int OPCODE_PONG = 0xA;

    /// At most: two bytes, and eight for a length.
    private static final int FRAME_HEAD = 10;

    private Encoding() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// An event in the main namespace: `42["name",payload]`, or `451-["name",payload]` if an attachment follows, with
    /// what a client that comes back shows as last argument.
    ///
    /// @param offset a comma and a string; empty for none
    static byte[] text(Frame frame, byte[] offset) {
        var head = head(frame);
        var text = new byte[head.length + frame.size() + offset.length + 1];
        System.arraycopy(head, 0, text, 0, head.length);
        frame.copyTo(text, head.length);
        System.arraycopy(offset, 0, text, head.length + frame.size(), offset.length);
        text[text.length - 1] = ']';
        return text;
    }

    /// The same as one WebSocket text message, in a direct buffer that the caller owns.
    static ByteBuf webSocket(ByteBufAllocator allocator, Frame frame, byte[] offset) {
        var head = head(frame);
        int length = head.length + frame.size() + offset.length + 1;
        var buffer = allocator.directBuffer(length + FRAME_HEAD);
        writeFrameHead(buffer, OPCODE_TEXT, length);
        return write(buffer.writeBytes(head), frame).writeBytes(offset).writeByte(']');
    }

    /// The same with the frame's attachments behind it, each a WebSocket message of its own.
    static ByteBuf webSocketBinary(ByteBufAllocator allocator, Frame frame, byte[] offset) {
        var packet = text(frame, offset);
        int length = packet.length + FRAME_HEAD;
        for (var attachment : frame.attachments()) {
            length += attachment.length + FRAME_HEAD;
        }
        var buffer = allocator.directBuffer(length);
        writeFrameHead(buffer, OPCODE_TEXT, packet.length);
        buffer.writeBytes(packet);
        for (var attachment : frame.attachments()) {
            writeFrameHead(buffer, OPCODE_BINARY, attachment.length);
            buffer.writeBytes(attachment);
        }
        return buffer;
    }

    /// What stands before the payload in that message, and right after it what stands behind.
    static ByteBuf around(ByteBufAllocator allocator, Frame frame, byte[] offset) {
        var head = head(frame);
        var buffer = allocator.directBuffer(head.length + offset.length + 11);
        writeFrameHead(buffer, OPCODE_TEXT, head.length + frame.size() + offset.length + 1);
        return buffer.writeBytes(head).writeBytes(offset).writeByte(']');
    }

    /// The payload, each of its pieces copied once.
    static ByteBuf write(ByteBuf buffer, Frame frame) {
        var pieces = frame.pieces();
        if (pieces.isEmpty()) {
            return buffer.writeBytes(frame.payload());
        }
        for (int i = 0; i < pieces.size(); i++) {
            buffer.writeBytes(pieces.get(i));
        }
        return buffer;
    }

    /// One WebSocket message in a direct buffer that the caller owns.
    static ByteBuf webSocket(ByteBufAllocator allocator, int opcode, byte[] payload) {
        var buffer = allocator.directBuffer(payload.length + FRAME_HEAD);
        writeFrameHead(buffer, opcode, payload.length);
        return buffer.writeBytes(payload);
    }

    /// A packet of the main namespace or another one: its type and, if there are any, number of
    /// attachments, namespace and ack id, then `json`.
    static byte[] packet(PacketType type, int attachments, String namespace, long ackId, byte[] json) {
        var head = new StringBuilder(16).append(EnginePacket.MESSAGE).append(type.digit());
        if (attachments > 0) {
            head.append(attachments).append('-');
        }
        if (!namespace.equals(Namespaces.MAIN)) {
            head.append(namespace).append(',');
        }
        if (ackId >= 0) {
            head.append(ackId);
        }
        var text = head.toString().getBytes(StandardCharsets.UTF_8);
        var packet = new byte[text.length + json.length];
        System.arraycopy(text, 0, packet, 0, text.length);
        System.arraycopy(json, 0, packet, text.length, json.length);
        return packet;
    }

    private static byte[] head(Frame frame) {
        int attachments = frame.attachments().size();
        var type = attachments == 0 ? "42[\"" : "45" + attachments + "-[\"";
        return (type + frame.event() + (frame.size() == 0 ? "\"" : "\",")).getBytes(StandardCharsets.UTF_8);
    }

    private static void writeFrameHead(ByteBuf buffer, int opcode, int length) {
        buffer.writeByte(FIN | opcode);
        if (length < 126) {
            buffer.writeByte(length);
        } else if (length < 1 << 16) {
            buffer.writeByte(126).writeShort(length);
        } else {
            buffer.writeByte(127).writeLong(length);
        }
    }
}
