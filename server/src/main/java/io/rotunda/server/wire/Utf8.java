package io.rotunda.server.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Checks text from clients: RFC 6455, section 8.1, wants connections with invalid UTF-8 failed.
final class Utf8 {
    private Utf8() {}

    static boolean valid(byte[] text) {
        for (byte b : text) {
            if (b < 0) {
                return decodes(text);
            }
        }
        return true;
    }

    private static boolean decodes(byte[] text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException _) {
            return false; // the answer, not a failure
        }
    }
}
