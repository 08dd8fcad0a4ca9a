package io.rotunda.handlers;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Writes JSON in UTF-8 as [Json#write] does, byte for byte, for what is sent most. Names and brackets are taken as
/// they are given; commas are set where they belong.
final class JsonWriter {
    private static final int ESCAPE_BYTES = 6;
    private static final byte[] HEX = Texts.utf8("0123456789ABCDEF");

    /// For each character of ASCII what follows a backslash in its place; 0 if it stands for itself.
    private static final byte[] ESCAPES = escapes();

    private static final byte[] NO_ESCAPES = new byte[0x80];

    private byte[] bytes;
    private int length;

    /// @param size how many bytes are expected
    JsonWriter(int size) {
        bytes = new byte[size];
    }

    JsonWriter open(char bracket) {
        separate();
        return put(bracket);
    }

    JsonWriter close(char bracket) {
        return put(bracket);
    }

    JsonWriter name(String name) {
        return text(name).put(':');
    }

    JsonWriter text(@Nullable String text) {
        if (text == null) {
            return raw("null");
        }
        separate();
        put('"');
        put(text, ESCAPES);
        return put('"');
    }

    /// JSON that is written already.
    JsonWriter raw(String json) {
        separate();
        put(json, NO_ESCAPES);
        return this;
    }

    JsonWriter number(long number) {
        return raw(Long.toString(number));
    }

    JsonWriter time(Instant time) {
        separate();
        put('"');
        reserve(WireTime.LENGTH);
        WireTime.write(time, bytes, length);
        length += WireTime.LENGTH;
        return put('"');
    }

    byte[] bytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private void separate() {
        byte last = length == 0 ? (byte) '[' : bytes[length - 1];
        if (last != '{' && last != '[' && last != ':') {
            put(',');
        }
    }

    private JsonWriter put(int ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    private void put(String text, byte[] escapes) {
        int at = plain(text, 0, escapes);
        while (at < text.length()) {
            at = plain(text, special(text, at, escapes), escapes);
        }
    }

    /// As far as a character is one byte.
    private int plain(String text, int from, byte[] escapes) {
        reserve(text.length() - from);
        int at = from;
        int offset = length - from;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c >= 0x80 || escapes[c] != 0) {
                break;
            }
            bytes[offset + at] = (byte) c;
        }
        length = offset + at;
        return at;
    }

    /// One character that is not.
    private int special(String text, int at, byte[] escapes) {
        reserve(ESCAPE_BYTES);
        int c = text.codePointAt(at);
        if (c < 0x80 && escapes[c] != 'u') {
            put('\\').put(escapes[c]);
        } else if (c < 0x80 || Character.getType(c) == Character.SURROGATE) {
            put('\\')
                    .put('u')
                    .put(HEX[c >> 12])
                    .put(HEX[c >> 8 & 15])
                    .put(HEX[c >> 4 & 15])
                    .put(HEX[c & 15]);
        } else if (c < 0x800) {
            put(0xC0 | c >> 6).continued(c);
        } else if (c < 0x10000) {
            put(0xE0 | c >> 12).continued(c >> 6).continued(c);
        } else {
            put(0xF0 | c >> 18).continued(c >> 12).continued(c >> 6).continued(c);
        }
        return at + Character.charCount(c);
    }

    private JsonWriter continued(int bits) {
        return put(0x80 | bits & 0x3F);
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }

    private static byte[] escapes() {
        var escapes = new byte[0x80];
        Arrays.fill(escapes, 0, ' ', (byte) 'u');
        var escaped = "\b\t\n\f\r\"\\";
        var letters = "btnfr\"\\";
        for (int i = 0; i < escaped.length(); i++) {
            escapes[escaped.charAt(i)] = (byte) letters.charAt(i);
        }
        return escapes;
    }
}
