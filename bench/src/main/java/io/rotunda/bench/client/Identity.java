package io.rotunda.bench.client;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Who a client is. User ids have one length, so that numbers can be read from them without parsing.
///
/// @param number the client's number in its scenario, from 0
/// @param token the JWT that it presents
public record Identity(int number, String userId, String token) {
    static final int DIGITS = 6;
    private static final byte[] KEY = "\"userId\":\"b".getBytes(StandardCharsets.US_ASCII);

    /// The id of the user with this number.
    public static String userId(int number) {
        return String.format(Locale.ROOT, "b%0" + DIGITS + "d", number);
    }

    /// The number of the user whom an event names, or -1.
    public static int numberIn(byte[] bytes, int from, int to) {
        int at = Bytes.indexOf(bytes, from, to - DIGITS, KEY);
        if (at < 0) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < DIGITS; i++) {
            number = number * 10 + (bytes[at + KEY.length + i] - '0');
        }
        return number;
    }
}
