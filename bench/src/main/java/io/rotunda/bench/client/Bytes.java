package io.rotunda.bench.client;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Searching in packets, instead of parsing them.
public final class Bytes {
    private Bytes() {}

    /// Where `wanted` begins between `from` and `to`, or -1.
    public static int indexOf(byte[] bytes, int from, int to, byte[] wanted) {
        for (int i = from; i <= to - wanted.length; i++) {
            if (bytes[i] == wanted[0] && startsWith(bytes, i, to, wanted)) {
                return i;
            }
        }
        return -1;
    }

    /// Whether what begins at `from` begins with `wanted`.
    public static boolean startsWith(byte[] bytes, int from, int to, byte[] wanted) {
        if (to - from < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[from + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /// The first string with this name in an object; not for hot paths.
    public static @Nullable String field(byte[] bytes, int from, int to, String name) {
        var text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        var key = "\"" + name + "\":\"";
        int at = text.indexOf(key);
        return at < 0 ? null : text.substring(at + key.length(), text.indexOf('"', at + key.length()));
    }
}
