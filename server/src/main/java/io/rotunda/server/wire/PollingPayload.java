package io.rotunda.server.wire;

import java.util.Arrays;
import java.util.Base64;

/// The body of a polling `POST`: packets separated by the character U+001E.
final class PollingPayload {
    static final byte SEPARATOR = 0x1e;

    private PollingPayload() {}

    /// Hands each packet to `session`, in order; returns false if the body cannot be read.
    static boolean read(byte[] body, EngineSession session) {
        if (!Utf8.valid(body)) {
            return false;
        }
        int start = 0;
        for (int i = 0; i <= body.length; i++) {
            if (i == body.length || body[i] == SEPARATOR) {
                if (!packet(body, start, i, session)) {
                    return false;
                }
                start = i + 1;
            }
        }
        return true;
    }

    private static boolean packet(byte[] body, int start, int end, EngineSession session) {
        if (start == end) {
            return false;
        }
        if (body[start] == EnginePacket.BASE64) {
            try {
                session.binary(Base64.getDecoder().decode(withoutLineBreaks(body, start + 1, end)));
                return true;
            } catch (IllegalArgumentException _) {
                return false; // not base64
            }
        }
        boolean known = body[start] >= EnginePacket.CLOSE && body[start] <= EnginePacket.NOOP;
        if (known) {
            session.text(Arrays.copyOfRange(body, start, end));
        }
        return known;
    }

    /// The Java client breaks base64 into lines.
    private static byte[] withoutLineBreaks(byte[] body, int start, int end) {
        var text = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            if (body[i] != '\n' && body[i] != '\r') {
                text[length++] = body[i];
            }
        }
        return Arrays.copyOf(text, length);
    }
}
