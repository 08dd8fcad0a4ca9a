package io.rotunda.server.transcription;

import java.util.Arrays;

/// What [Arrays] and java.nio leave out.
final class Bytes {
    private Bytes() {}

    static boolean startsWith(byte[] data, int from, byte[] start) {
        return data.length >= from + start.length
                && Arrays.equals(data, from, from + start.length, start, 0, start.length);
    }

    /// Where the mark stands first, at `from` or after; -1 if nowhere.
    static int indexOf(byte[] data, byte[] mark, int from) {
        for (int at = from; at <= data.length - mark.length; at++) {
            if (startsWith(data, at, mark)) {
                return at;
            }
        }
        return -1;
    }

    /// Whether the two are the same as far as both go.
    static boolean agree(byte[] one, byte[] other) {
        int length = Math.min(one.length, other.length);
        return Arrays.equals(one, 0, length, other, 0, length);
    }

    static byte[] joined(byte[]... parts) {
        var all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
