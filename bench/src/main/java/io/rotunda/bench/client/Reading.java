package io.rotunda.bench.client;

import io.netty.buffer.ByteBuf;

/// The bytes of a packet, taken out of a buffer at once: looking at them in an array costs less.
final class Reading {
    private byte[] bytes = new byte[1 << 16];

    /// Valid until the next call.
    byte[] copy(ByteBuf buffer, int from, int length) {
        if (length > bytes.length) {
            bytes = new byte[Math.max(length, 2 * bytes.length)];
        }
        buffer.getBytes(from, bytes, 0, length);
        return bytes;
    }
}
