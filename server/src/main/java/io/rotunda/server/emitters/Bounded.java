package io.rotunda.server.emitters;

import io.lettuce.core.codec.RedisCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Takes from Redis no more than may be of use.
final class Bounded implements RedisCodec<String, byte[]> {
    /// Stands for whatever was larger.
    private static final byte[] TOO_LARGE = {};

    /// The longest room of the longest namespace is shorter.
    private static final int MAX_NAME = 1_000;

    private final int maxBytes;

    Bounded(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// Whether a value was more than is of use.
    @SuppressWarnings("ReferenceEquality") // an empty one is not too large
    static boolean tooLarge(byte[] value) {
        return value == TOO_LARGE;
    }

    @Override
    public String decodeKey(ByteBuffer name) {
        return name.remaining() > MAX_NAME
                ? ""
                : StandardCharsets.UTF_8.decode(name).toString();
    }

    @Override
    public byte[] decodeValue(ByteBuffer value) {
        if (value.remaining() > maxBytes) {
            return TOO_LARGE;
        }
        var bytes = new byte[value.remaining()];
        value.get(bytes);
        return bytes;
    }

    @Override
    public ByteBuffer encodeKey(String name) {
        return StandardCharsets.UTF_8.encode(name);
    }

    @Override
    public ByteBuffer encodeValue(byte[] value) {
        return ByteBuffer.wrap(value);
    }
}
