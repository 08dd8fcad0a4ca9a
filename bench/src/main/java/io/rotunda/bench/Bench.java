package io.rotunda.bench;

import io.rotunda.bench.contest.Contestant;
import io.rotunda.bench.contest.Contestants;
import io.rotunda.bench.contest.Stage;
import io.rotunda.bench.report.JsonLines;
import io.rotunda.bench.report.Report;
import io.rotunda.bench.scenario.Pace;
import io.rotunda.bench.scenario.Scenario;
import io.rotunda.bench.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command line.
@Command(
        name = "scripts/bench",
        description = {
            "Measures this server beside others: starts PostgreSQL (durable) and the servers, runs each scenario against"
                    + " all of them in turn, several rounds long, checks every delivery, and writes tables and plots.",
            "Ends with 1 if our server lost, doubled or disordered anything."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class Bench implements Callable<Integer> {
    @Option(
            names = "--scenarios",
            split = ",",
            paramLabel = "NAME",
            description = "Only these. Default: all, with --quick and --smoke those that are short. See --list.")
    private @Nullable List<String> names;

    @Option(
            names = "--servers",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "rotunda,socket.io",
            description =
                    "Which servers: rotunda, socket.io, or the path of another build's rotunda.jar; the first is what"
                            + " the others are compared with. Default: ${DEFAULT-VALUE}.")
    private List<String> servers = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often everything is repeated. Default: 3; 1 with --quick.")
    private @Nullable Integer rounds;

    @Option(names = "--quick", description = "Short stretches, no long scenarios: about two minutes.")
    private boolean quick;

    @Option(names = "--smoke", description = "Seconds, with few clients: shows that it works, and nothing else.")
    private boolean smoke;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where report.md, the plots and results.jsonl are written. Default: bench/target/report.")
    private @Nullable Path out;

    @Option(names = "--list", description = "What scenarios there are.")
    private boolean list;

    @Option(names = "--repository", hidden = true, required = true)
    private Path repository = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            Scenarios.ALL.forEach(scenario -> System.out.printf("%-12s %s%n", scenario.name(), scenario.title()));
            return 0;
        }
        var pace = smoke ? Pace.SMOKE : quick ? Pace.QUICK : Pace.FULL;
        var scenarios = scenarios(pace);
        var contestants = new ArrayList<Contestant>();
        for (var server : servers) {
            contestants.add(contestant(server));
        }
        int repeated = rounds != null ? rounds : quick || smoke ? 1 : 3;
        var directory = Files.createDirectories(out != null ? out : repository.resolve("bench/target/report"));
        var planned = Campaign.estimate(contestants.size(), scenarios, pace, repeated);
        var progress = new Progress(System.out, isTerminal(), planned);
        progress.say("Starting PostgreSQL");
        var stage = new Stage(repository.resolve("bench/target/run"));
        var end = new Thread(() -> close(stage));
        Runtime.getRuntime().addShutdownHook(end);
        try {
            var circumstances = Environment.describe(repository, stage.database());
            var campaign = new Campaign(
                    stage,
                    contestants,
                    scenarios,
                    pace,
                    repeated,
                    progress,
                    new JsonLines(directory.resolve("results.jsonl")));
            campaign.run();
            circumstances.put("rounds", repeated + (quick ? ", quick" : smoke ? ", smoke: figures mean nothing" : ""));
            circumstances.put("result", campaign.broken().isEmpty() ? "every delivery was right" : "**BROKEN**");
            System.out.println("\n" + Report.write(directory, campaign.samples(), scenarios, circumstances));
            System.out.println("Written: " + directory.resolve("report.md"));
            campaign.broken().forEach(System.err::println);
            return campaign.broken().isEmpty() ? 0 : 1;
        } finally {
            stage.close();
        }
    }

    private List<Scenario> scenarios(Pace pace) {
        if (names == null) {
            return Scenarios.ALL.stream()
                    .filter(scenario -> pace.equals(Pace.FULL) || !scenario.isLong())
                    .toList();
        }
        var chosen = new ArrayList<Scenario>();
        for (var name : names) {
            chosen.add(Scenarios.ALL.stream()
                    .filter(scenario -> scenario.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> wrong("no scenario: " + name)));
        }
        return chosen;
    }

    private Contestant contestant(String server) {
        try {
            return Contestants.named(server, repository);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), what);
    }

    @SuppressWarnings("SystemConsoleNull") // in JDK 25 it is null again
    private static boolean isTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    private static void close(Stage stage) {
        try {
            stage.close();
        } catch (IOException e) {
            System.err.println("Not everything could be ended: " + e.getMessage());
        }
    }
}
