package io.rotunda.bench.client;

/// What a message carries in its content, so that each delivery can be told from every other: `~R`, who sent it in four
/// hexadecimal digits, and which of its messages it is in eight.
public final class Mark {
    /// How many bytes a mark takes.
    public static final int LENGTH = 14;

    private static final int SENDER_DIGITS = 4;
    private static final int NUMBER_DIGITS = 8;

    /// Where the last one was found: events of one kind have it at the same place.
    private int hint;

    /// Writes a mark over what is there.
    public static void write(byte[] bytes, int at, int sender, int number) {
        bytes[at] = '~';
        bytes[at + 1] = 'R';
        writeHex(bytes, at + 2, SENDER_DIGITS, sender);
        writeHex(bytes, at + 2 + SENDER_DIGITS, NUMBER_DIGITS, number);
    }

    /// The first mark between `from` and `to`, or -1.
    public int find(byte[] bytes, int from, int to) {
        if (isAt(bytes, from + hint, to)) {
            return from + hint;
        }
        int at = scan(bytes, from, to);
        if (at >= 0) {
            hint = at - from;
        }
        return at;
    }

    /// As [#find], for packets with many of them.
    public static int scan(byte[] bytes, int from, int to) {
        for (int i = from; i <= to - LENGTH; i++) {
            if (isAt(bytes, i, to)) {
                return i;
            }
        }
        return -1;
    }

    /// Who sent what has this mark.
    public static int sender(byte[] bytes, int at) {
        return readHex(bytes, at + 2, SENDER_DIGITS);
    }

    /// Which of its sender's messages it is, from 0.
    public static int number(byte[] bytes, int at) {
        return readHex(bytes, at + 2 + SENDER_DIGITS, NUMBER_DIGITS);
    }

    private static boolean isAt(byte[] bytes, int at, int to) {
        return at + LENGTH <= to && bytes[at] == '~' && bytes[at + 1] == 'R';
    }

    private static void writeHex(byte[] bytes, int at, int digits, int value) {
        for (int i = digits - 1, rest = value; i >= 0; i--, rest >>>= 4) {
            bytes[at + i] = (byte) Character.forDigit(rest & 15, 16);
        }
    }

    private static int readHex(byte[] bytes, int at, int digits) {
        int value = 0;
        for (int i = at; i < at + digits; i++) {
            value = value << 4 | (bytes[i] <= '9' ? bytes[i] - '0' : bytes[i] - 'a' + 10);
        }
        return value;
    }
}
