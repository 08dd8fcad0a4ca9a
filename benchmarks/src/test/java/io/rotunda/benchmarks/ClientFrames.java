package io.rotunda.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// WebSocket frames as clients send them: masked.
final class ClientFrames {
    private static final int FIN = 0x80;
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

    private ClientFrames() {}

    static byte[] text(String text) {
        return frame(FIN | TEXT, text.getBytes(UTF_8));
    }

    static byte[] binary(int length) {
        return frame(FIN | BINARY, new byte[length]);
    }

    /// One text message in so many frames.
    static byte[] fragmented(String text, int fragments) {
        var bytes = text.getBytes(UTF_8);
        var frames = ByteBuffer.allocate(bytes.length + 14 * fragments);
        int step = Math.ceilDiv(bytes.length, fragments);
        for (int from = 0; from < bytes.length; from += step) {
            int to = Math.min(from + step, bytes.length);
            int first = (from == 0 ? TEXT : CONTINUATION) | (to == bytes.length ? FIN : 0);
            frames.put(frame(first, Arrays.copyOfRange(bytes, from, to)));
        }
        return Arrays.copyOf(frames.array(), frames.position());
    }

    private static byte[] frame(int first, byte[] payload) {
        var frame = ByteBuffer.allocate(payload.length + 14).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 1 << 16) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.put(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i & 3]));
        }
        return Arrays.copyOf(frame.array(), frame.position());
    }
}
