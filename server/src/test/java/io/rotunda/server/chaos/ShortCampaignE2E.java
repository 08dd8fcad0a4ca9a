package io.rotunda.server.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Some minutes of the worst, each time from another seed.
@Timeout(300)
class ShortCampaignE2E {
    @Test
    void nothingThatWasAcknowledgedIsLost() throws Exception {
        long seed = Long.getLong("rotunda.chaos.seed", System.nanoTime() & 0xffff_ffffL);
        var setup = Setup.usual();
        try (var stage = new Stage(setup, seed)) {
            var schedule = Schedule.of(seed, Map.of(Kind.KILL_SERVER, 2));
            var campaign = new Campaign(
                    stage,
                    setup.pace(),
                    Path.of("target/chaos"),
                    (fault, status, since) -> System.out.println(since + " " + fault + " " + status));
            var segment = campaign.run(1, schedule, Instant.MAX);
            System.out.println(segment);
            assertEquals(7, segment.rooms());
        }
    }
}
