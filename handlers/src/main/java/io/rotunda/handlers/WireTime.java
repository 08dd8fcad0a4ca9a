package io.rotunda.handlers;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// Times as they are on the wire: `2026-03-19T12:00:00.000Z`, always with milliseconds. Written by hand
/// because each message carries two, and a formatter takes longer than the rest of the message.
final class WireTime {
    private static final long MILLIS_OF_DAY = 86_400_000;
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private static final byte[] ZERO = Texts.utf8("0000-00-00T00:00:00.000Z");
    static final int LENGTH = ZERO.length;

    private WireTime() {}

    /// Of a year from 0 to 9999.
    static String text(Instant instant) {
        var text = new byte[LENGTH];
        write(instant, text, 0);
        return new String(text, StandardCharsets.US_ASCII);
    }

    /// The same, [#LENGTH] bytes in ASCII.
    static void write(Instant instant, byte[] to, int at) {
        long millis = instant.toEpochMilli();
        var date = LocalDate.ofEpochDay(Math.floorDiv(millis, MILLIS_OF_DAY));
        int time = (int) Math.floorMod(millis, MILLIS_OF_DAY);
        System.arraycopy(ZERO, 0, to, at, LENGTH);
        digits(to, at + 4, date.getYear());
        digits(to, at + 7, date.getMonthValue());
        digits(to, at + 10, date.getDayOfMonth());
        digits(to, at + 13, time / 3_600_000);
        digits(to, at + 16, time / 60_000 % 60);
        digits(to, at + 19, time / 1000 % 60);
        digits(to, at + 23, time % 1000);
    }

    /// Null if this is no time in ISO 8601 with an offset, or of a year that cannot be written.
    static @Nullable Instant read(String text) {
        try {
            var time = OffsetDateTime.parse(text).toInstant();
            return time.isBefore(EARLIEST) || !time.isBefore(END) ? null : time;
        } catch (DateTimeException _) {
            return null; // never quoted
        }
    }

    private static void digits(byte[] text, int end, int number) {
        for (int at = end - 1, rest = number; rest > 0; at--, rest /= 10) {
            text[at] = (byte) ('0' + rest % 10);
        }
    }
}
