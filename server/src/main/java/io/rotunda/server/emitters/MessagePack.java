package io.rotunda.server.emitters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/// Reads one value in MessagePack as JavaScript does: what a client of Socket.IO would be sent of it as JSON. Takes no
/// length at its word: nothing is made before its bytes were seen.
final class MessagePack {
    private static final int MAX_DEPTH = 40;

    /// A node weighs a hundred times its byte.
    private static final int MAX_NODES = 100_000;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonNode UNDEFINED = MissingNode.getInstance();

    private final ByteBuffer in;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private int nodes;

    private MessagePack(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes);
    }

    static JsonNode read(byte[] bytes) throws Dropped {
        var reader = new MessagePack(bytes);
        try {
            var value = reader.value(0);
            if (reader.in.hasRemaining()) {
                throw Dropped.malformed();
            }
            return value;
        } catch (BufferUnderflowException | CharacterCodingException _) {
            throw Dropped.malformed();
        }
    }

    private JsonNode value(int depth) throws Dropped, CharacterCodingException {
        if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
            throw Dropped.malformed();
        }
        int head = in.get() & 0xff;
        if (head < 0x80 || head >= 0xe0) {
            return JSON.numberNode((int) (byte) head);
        }
        if (head < 0x90) {
            return map(head & 0xf, depth);
        }
        if (head < 0xa0) {
            return array(head & 0xf, depth);
        }
        if (head < 0xc0) {
            return JSON.textNode(text(head & 0x1f));
        }
        return switch (head) {
            case 0xc0 -> JSON.nullNode();
            case 0xc2 -> JSON.booleanNode(false);
            case 0xc3 -> JSON.booleanNode(true);
            case 0xc4 -> JSON.binaryNode(bytes(length8()));
            case 0xc5 -> JSON.binaryNode(bytes(length16()));
            case 0xc6 -> JSON.binaryNode(bytes(length32()));
            case 0xc7 -> extension(length8());
            case 0xc8 -> extension(length16());
            case 0xc9 -> extension(length32());
            case 0xca -> number(in.getFloat());
            case 0xcb -> number(in.getDouble());
            case 0xcc -> JSON.numberNode((int) length8());
            case 0xcd -> JSON.numberNode((int) length16());
            case 0xce -> JSON.numberNode(length32());
            case 0xcf -> unsigned(in.getLong());
            case 0xd0 -> JSON.numberNode((int) in.get());
            case 0xd1 -> JSON.numberNode((int) in.getShort());
            case 0xd2 -> JSON.numberNode(in.getInt());
            case 0xd3 -> JSON.numberNode(in.getLong());
            case 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> extension(1L << (head - 0xd4));
            case 0xd9 -> JSON.textNode(text(length8()));
            case 0xda -> JSON.textNode(text(length16()));
            case 0xdb -> JSON.textNode(text(length32()));
            case 0xdc -> array(length16(), depth);
            case 0xdd -> array(length32(), depth);
            case 0xde -> map(length16(), depth);
            case 0xdf -> map(length32(), depth);
            default -> throw Dropped.malformed();
        };
    }

    private long length8() {
        return in.get() & 0xffL;
    }

    private long length16() {
        return in.getShort() & 0xffffL;
    }

    private long length32() {
        return in.getInt() & 0xffff_ffffL;
    }

    private JsonNode array(long length, int depth) throws Dropped, CharacterCodingException {
        var array = JSON.arrayNode();
        for (long i = 0; i < length; i++) {
            var element = value(depth + 1);
            array.add(element.isMissingNode() ? JSON.nullNode() : element);
        }
        return array;
    }

    private JsonNode map(long length, int depth) throws Dropped, CharacterCodingException {
        var object = JSON.objectNode();
        for (long i = 0; i < length; i++) {
            var key = value(depth + 1);
            var value = value(depth + 1);
            if (!key.isTextual() || object.has(key.textValue())) {
                throw Dropped.malformed();
            }
            if (!value.isMissingNode()) {
                object.set(key.textValue(), value);
            }
        }
        return object;
    }

    private String text(long length) throws Dropped, CharacterCodingException {
        return utf8.decode(ByteBuffer.wrap(bytes(length))).toString();
    }

    private byte[] bytes(long length) throws Dropped {
        if (length > in.remaining()) {
            throw Dropped.malformed();
        }
        var bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    /// A number that JSON has no word for is null, as in JavaScript.
    private static JsonNode number(double number) {
        return Double.isFinite(number) ? JSON.numberNode(number) : JSON.nullNode();
    }

    private static JsonNode unsigned(long number) {
        return number >= 0 ? JSON.numberNode(number) : JSON.numberNode(new BigInteger(Long.toUnsignedString(number)));
    }

    /// -1 is a time, as everywhere; 0 is what JavaScript's encoders write for `undefined`.
    private JsonNode extension(long length) throws Dropped {
        int type = in.get();
        var data = bytes(length);
        return switch (type) {
            case -1 -> JSON.textNode(Timestamps.text(data));
            case 0 -> UNDEFINED;
            default -> throw Dropped.malformed();
        };
    }
}
