package io.rotunda.server.chaos;

import io.rotunda.server.chaos.history.Checker;
import io.rotunda.server.chaos.history.History;
import io.rotunda.server.chaos.report.Report;
import io.rotunda.server.chaos.report.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `scripts/chaos`: a campaign as long as one likes.
@Command(
        name = "scripts/chaos",
        description = "Lets stock clients talk to the packaged server while it, its PostgreSQL and the network between"
                + " them fail, and checks that every promise held.",
        mixinStandardHelpOptions = true)
final class Chaos implements Callable<Integer> {
    /// What a segment needs at its end, until everybody is quiet and its history is checked.
    private static final Duration LAST_WORDS = Duration.ofSeconds(40);

    /// How long a history gets, so that it can be checked in memory.
    private static final Duration SEGMENT = Duration.ofMinutes(5);

    @Option(names = "--minutes", description = "How long, at most. Default: ${DEFAULT-VALUE}.", defaultValue = "10")
    private double minutes;

    @Option(names = "--seed", description = "Repeats a schedule. Default: another one each time.")
    private @Nullable Long seed;

    @Option(names = "--kinds", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}.", paramLabel = "KIND")
    private List<Kind> kinds = List.of(Kind.values());

    @Option(names = "--report", description = "A directory for the report: counts, and a plot.", paramLabel = "DIR")
    private @Nullable Path report;

    @Option(names = "--short", description = "The one schedule that scripts/test runs.")
    private boolean brief;

    @Option(names = "--mutants", description = "Shows that the checker finds servers that break a promise each.")
    private boolean mutants;

    public static void main(String[] arguments) {
        var commandLine = new CommandLine(new Chaos())
                .registerConverter(
                        Kind.class,
                        name -> Kind.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')));
        System.exit(commandLine.execute(arguments));
    }

    private final Tally tally = new Tally();
    private final Map<String, Long> checks = new TreeMap<>();
    private final Map<String, String> circumstances = new LinkedHashMap<>();

    @Override
    public Integer call() throws Exception {
        long first = seed == null ? System.nanoTime() & 0xffff_ffffL : seed;
        if (mutants) {
            return hunt(first);
        }
        var end = Instant.now().plus(Duration.ofMillis((long) (minutes * 60_000)));
        var setup = Setup.usual();
        var histories = Artifacts.target().resolve("chaos");
        var progress = new ProgressLines(System.out);
        System.out.printf("Seed %d, histories in %s%n", first, histories);
        try (var stage = new Stage(setup, first)) {
            circumstances.putAll(Machine.describe(stage));
            var possible = possible(stage);
            var campaign = new Campaign(stage, setup.pace(), histories, progress);
            if (brief) {
                return finish(campaign.run(1, Schedules.brief(first, possible), Instant.MAX));
            }
            int code = 0;
            var last = end.minus(LAST_WORDS);
            for (int number = 1; code == 0 && Instant.now().isBefore(last); number++) {
                var until = Instant.now().plus(SEGMENT);
                var schedule = Schedules.endless(first + number - 1, possible);
                code = finish(campaign.run(number, schedule, until.isBefore(last) ? until : last));
            }
            return code;
        } finally {
            System.out.printf("Seed %d; faults: %s%n", first, progress.counts());
        }
    }

    private static int hunt(long seed) throws Exception {
        var faults = Map.of(Kind.KILL_SERVER, 1, Kind.KILL_POSTGRES, 1, Kind.CUT, 3);
        var home = Files.createDirectories(Artifacts.target().resolve("chaos/mutants/none"));
        var alarm = new MutantHunt(home, System.out).control(faults, seed);
        System.out.printf("no mutant: %s%n", alarm.isEmpty() ? "nothing found" : alarm);
        int code = alarm.isEmpty() ? 0 : 1;
        for (var mutant : Mutant.values()) {
            var directory = Files.createDirectories(Artifacts.target().resolve("chaos/mutants/" + mutant));
            boolean found = new MutantHunt(directory, System.out).finds(mutant, seed);
            System.out.printf("%s: %s%n", mutant, found ? "found" : "NOT FOUND");
            code = found ? code : 1;
        }
        return code;
    }

    private Set<Kind> possible(Stage stage) {
        var possible = new HashSet<>(kinds);
        possible.retainAll(Schedules.possible(stage));
        if (kinds.contains(Kind.DISK_FULL) && !possible.contains(Kind.DISK_FULL)) {
            System.out.println("No disk-full: this user may not mount a small disk.");
        }
        if (possible.isEmpty()) {
            throw new IllegalArgumentException("nothing of this can be made to fail here: " + kinds);
        }
        return possible;
    }

    /// A history that holds is of no more use, and they are large.
    private int finish(Segment segment) throws IOException {
        var verdict = Checker.check(segment.history());
        var found = segment.missed() + verdict.explain();
        tally.add(History.of(segment.history()));
        verdict.checks().forEach((rule, count) -> checks.merge(rule, count, Long::sum));
        var seeds = circumstances.get("seeds");
        var ownSeed = Long.toString(segment.schedule().seed());
        circumstances.put("seeds", seeds == null ? ownSeed : seeds + ", " + ownSeed);
        if (report != null) {
            Report.write(report, tally, circumstances, checks, found);
        }
        if (found.isEmpty()) {
            System.out.printf("Segment %d: every promise held%n", segment.number());
            Files.delete(segment.history());
            return 0;
        }
        System.out.println(found);
        System.out.printf("Promises were broken, see %s%n", segment.history());
        return 1;
    }
}
