package io.rotunda.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplayedTest {

    @Test
    void holdsExactlyTheStretchesAddedWhateverTheirOrder() {
        var random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            @Nullable Replayed replayed = null;
            var expected = new TreeSet<Long>();
            for (int stretch = random.nextInt(6); stretch >= 0; stretch--) {
                long from = random.nextInt(1, 40);
                long through = from + random.nextInt(-2, 8);
                replayed = Replayed.add(replayed, from, through);
                for (long seq = from; seq <= through; seq++) {
                    expected.add(seq);
                }
            }
            for (long seq = 1; seq < 50; seq++) {
                assertEquals(expected.contains(seq), replayed != null && replayed.holds(seq), "round " + round);
            }
        }
    }
}
