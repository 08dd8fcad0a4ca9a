package io.rotunda.server.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rotunda.server.chaos.history.Checker;
import io.rotunda.server.chaos.history.History;
import io.rotunda.server.chaos.history.Verdict;
import io.rotunda.server.chaos.report.Tally;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
            assertEquals("", segment.missed() + verdict.explain(), repeat);
            assertEquals(List.of(), missing(segment, verdict), repeat);
            Files.delete(segment.history());
        } catch (Exception failure) {
            throw new AssertionError(repeat, failure);
        }
    }

    /// Silence says something only where something happened: what did not happen that has to.
    private static List<String> missing(Segment segment, Verdict verdict) {
        var tally = new Tally();
        tally.add(History.of(segment.history()));
        var streams = tally.operations().getOrDefault("message:stream_end", Map.of());
        long unknown = tally.operations().values().stream()
                .mapToLong(outcomes -> outcomes.getOrDefault("unknown", 0L))
                .sum();
        var missing = new ArrayList<String>();
        verdict.idle().forEach(rule -> missing.add("a comparison of " + rule));
        least(missing, "kills of the server", tally.faults("kill-server"), 20);
        least(missing, "kills of PostgreSQL", tally.faults("kill-postgres"), 20);
        least(missing, "messages acknowledged", tally.count("messages acknowledged"), 500);
        least(missing, "streams ended", streams.getOrDefault("ok", 0L), 1);
        least(missing, "answers lost", unknown, 1);
        for (var what : List.of("deliveries", "recovered", "pages of replay")) {
            least(missing, what, tally.count(what), 1);
        }
        return missing;
    }

    private static void least(List<String> missing, String what, long count, long least) {
        if (count < least) {
            missing.add("%s: %d of at least %d".formatted(what, count, least));
        }
    }
}
