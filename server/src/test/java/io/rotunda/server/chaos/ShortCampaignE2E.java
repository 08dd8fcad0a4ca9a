package io.rotunda.server.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rotunda.server.chaos.history.Checker;
import java.nio.file.Files;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Some minutes of the worst, each time from another seed. `scripts/chaos --short --seed S` repeats one.
class ShortCampaignE2E {
    @Test
    @Timeout(420)
    void everyPromiseHoldsWhileEverythingFails() throws Exception {
        long seed = Long.getLong("rotunda.chaos.seed", System.nanoTime() & 0xffff_ffffL);
        var repeat = "repeat with: scripts/chaos --short --seed " + seed;
        System.out.println(repeat);
        var setup = Setup.usual();
        var progress = new ProgressLines(System.out);
        try (var stage = new Stage(setup, seed)) {
            if (stage.disk() == null) {
                System.out.println("No disk-full: this user may not mount a small disk.");
            }
            var schedule = Schedules.brief(seed, Schedules.possible(stage));
            var campaign = new Campaign(stage, setup.pace(), Artifacts.target().resolve("chaos"), progress);
            var segment = campaign.run(1, schedule, Instant.MAX);
            var verdict = Checker.check(segment.history());
            System.out.println(progress.counts() + "\n" + verdict.checks());
            assertEquals("", verdict.explain(), repeat);
            Files.delete(segment.history());
        } catch (Exception failure) {
            throw new AssertionError(repeat, failure);
        }
    }
}
