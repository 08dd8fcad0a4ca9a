package io.rotunda.handlers;

import java.nio.charset.StandardCharsets;

/// What text from outside may hold.
final class Texts {
    private Texts() {}

    /// Whether PostgreSQL can keep it and every client can read it: no U+0000, no half of a surrogate pair.
    static boolean sound(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /// The first `max` characters, made [#sound].
    static String cleaned(String text, int max) {
        var start = text.length() > max ? text.substring(0, max) : text;
        return sound(start)
                ? start
                : start.codePoints()
                        .map(Texts::cleaned)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static int cleaned(int codePoint) {
        boolean bad = codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
        return bad ? 0xFFFD : codePoint;
    }

    /// How many bytes a sound text takes inside a JSON string in UTF-8, at most.
    static long jsonBytes(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ') {
                bytes += 6;
            } else if (c == '"' || c == '\\' || Character.isSurrogate(c)) {
                bytes += 2;
            } else {
                bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            }
        }
        return bytes;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
