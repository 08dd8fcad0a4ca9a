package io.rotunda.server.emitters;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// MessagePack's extension for times, which JavaScript sends on as text.
final class Timestamps {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final int SECONDS_BITS = 34;

    private Timestamps() {}

    static String text(byte[] data) throws Dropped {
        var in = ByteBuffer.wrap(data);
        try {
            var time = switch (data.length) {
                case 4 -> Instant.ofEpochSecond(in.getInt() & 0xffff_ffffL);
                case 8 -> packed(in.getLong());
                case 12 -> {
                    int nanos = in.getInt();
                    yield Instant.ofEpochSecond(in.getLong(), nanos);
                }
                default -> throw Dropped.malformed();
            };
            int year = time.atOffset(ZoneOffset.UTC).getYear();
            if (year < 0 || year > 9999) {
                throw Dropped.malformed();
            }
            return FORMAT.format(time);
        } catch (DateTimeException | ArithmeticException _) {
            throw Dropped.malformed();
        }
    }

    private static Instant packed(long bits) {
        return Instant.ofEpochSecond(bits & ((1L << SECONDS_BITS) - 1), bits >>> SECONDS_BITS);
    }
}
