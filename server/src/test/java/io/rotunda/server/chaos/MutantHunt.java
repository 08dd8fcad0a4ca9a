package io.rotunda.server.chaos;

import io.rotunda.server.chaos.history.Checker;
import io.rotunda.server.chaos.history.Finding;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Runs a mutant in short campaigns until the checker finds what it breaks, a bounded number of times.
final class MutantHunt {
    private static final int ATTEMPTS = 4;

    /// So much is on its way that each fault hits something.
    private static final Pace HURRIED = new Pace(2, 40);

    /// The log reaches the disk with a commit, and not soon after it by itself.
    private static final Map<String, String> LAZY = Map.of("wal_writer_delay", "10s");

    private final Path directory;
    private final PrintStream out;

    /// @param directory where the mutant and its histories lie
    MutantHunt(Path directory, PrintStream out) {
        this.directory = directory;
        this.out = out;
    }

    /// Whether the rule that the mutant breaks was found broken.
    boolean finds(Mutant mutant, long seed) throws Exception {
        var setup = new Setup(mutant.classPath(directory), Map.of(), LAZY, HURRIED);
        var found = new TreeSet<String>();
        try (var stage = new Stage(setup, seed)) {
            for (int attempt = 1; attempt <= ATTEMPTS && !found.contains(mutant.rule()); attempt++) {
                found.addAll(broken(mutant, stage, attempt, seed + attempt));
                out.printf("%s, attempt %d of seed %d: found %s%n", mutant, attempt, seed + attempt, found);
            }
        }
        return found.contains(mutant.rule());
    }

    private Set<String> broken(Mutant mutant, Stage stage, int number, long seed) throws Exception {
        var campaign = new Campaign(stage, HURRIED, directory, (_, _, _) -> {});
        try {
            campaign.run(number, Schedule.of(seed, mutant.faults()), Instant.MAX);
        } catch (IOException behind) {
            // Where messages are lost, not everybody hears the last one. The checker has to say what is wrong.
            out.println(behind.getMessage());
        }
        var history = directory.resolve("history-%d-%d.jsonl".formatted(seed, number));
        return Checker.check(history).findings().stream().map(Finding::rule).collect(Collectors.toSet());
    }
}
