package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {

    @Test
    void allowsExactlyTheLimitInAnyWindow() {
        var random = new Random(11);
        for (int limit : new int[] {1, 2, 7, 8, 9, 100}) {
            var window = new SlidingWindow(limit, 1_000);
            var handled = new ArrayList<Long>();
            long now = 5_000;
            for (int i = 0; i < 20_000; i++) {
                now += random.nextInt(1 + 2_000 / limit);
                long since = now - 1_000;
                handled.removeIf(time -> time <= since);
                long expected = handled.size() < limit ? 0 : handled.getFirst() + 1_000 - now;
                assertEquals(expected, window.waitMs(now, 1));
                if (expected == 0) {
                    window.add(1, now);
                    handled.add(now);
                }
                assertEquals(handled.size(), window.count(now));
            }
        }
    }

    @Test
    void aClockThatIsSetFarBackStartsAnew() {
        var window = new SlidingWindow(2, 1_000);
        window.add(1, 100_000);
        window.add(1, 100_000);
        assertEquals(0, window.waitMs(50_000, 1));
    }

    @Test
    void aClockThatStepsBackALittleEvadesNothing() {
        var window = new SlidingWindow(2, 1_000);
        window.add(1, 100_000);
        window.add(1, 99_990);
        assertEquals(1_010, window.waitMs(99_990, 1));
        assertEquals(0, window.waitMs(101_000, 1));
    }
}
