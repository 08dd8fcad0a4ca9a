package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TextsTest {

    @Test
    void aNameFromATokenCanAlwaysBeKept() {
        var name = "a\u0000b\uD800c\uD83D\uDE00" + "x".repeat(300);
        var who = new Principal("ann", name, "acme", Set.of(), Role.MEMBER, Instant.MAX);
        assertEquals("a\uFFFDb\uFFFDc\uD83D\uDE00" + "x".repeat(249), who.userName());
    }

    @Test
    void timesAreWrittenAsAFormatterWouldWriteThem() {
        var random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            var time = Instant.ofEpochMilli(random.nextLong(-50_000_000_000_000L, 250_000_000_000_000L));
            var expected = new java.time.format.DateTimeFormatterBuilder()
                    .appendInstant(3)
                    .toFormatter(java.util.Locale.ROOT)
                    .format(time);
            assertEquals(expected, WireTime.text(time));
        }
    }
}
