package io.rotunda.server.chaos;

import io.rotunda.server.chaos.history.Checker;
import io.rotunda.server.chaos.history.Verdict;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Runs a mutant in short campaigns until the checker finds what it breaks, a bounded number of times.
final class MutantHunt {
    /// One whose window is narrow is found in a third to a half of the attempts: that all are in vain is rarer than one
    /// build in a thousand.
    private static final int ATTEMPTS = 20;

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
    ///
    /// @throws java.io.IOException if a campaign broke down; that proves nothing about the checker
    boolean finds(Mutant mutant, long seed) throws Exception {
        var setup = new Setup(mutant.classPath(directory), Map.of(), LAZY, HURRIED);
        var found = new TreeSet<String>();
        try (var stage = new Stage(setup, seed)) {
            for (int attempt = 1; attempt <= ATTEMPTS && !found.contains(mutant.rule()); attempt++) {
                check(stage, attempt, Schedule.of(seed + attempt, mutant.faults()))
                        .findings()
                        .forEach(finding -> found.add(finding.rule()));
                out.printf("%s, attempt %d of seed %d: found %s%n", mutant, attempt, seed + attempt, found);
            }
        }
        return found.contains(mutant.rule());
    }

    /// What is found in the server as it is, under the same conditions; has to be empty.
    String control(Map<Kind, Integer> faults, long seed) throws Exception {
        var setup = new Setup(List.of(Artifacts.jar().toString()), Map.of(), LAZY, HURRIED);
        try (var stage = new Stage(setup, seed)) {
            return check(stage, 1, Schedule.of(seed, faults)).explain();
        }
    }

    private Verdict check(Stage stage, int number, Schedule schedule) throws Exception {
        var campaign = new Campaign(stage, HURRIED, directory, (_, _, _) -> {});
        var segment = campaign.run(number, schedule, Instant.MAX);
        // Where messages are lost, not everybody hears the last one. The checker has to say what is wrong.
        out.print(segment.missed());
        return Checker.check(segment.history());
    }
}
