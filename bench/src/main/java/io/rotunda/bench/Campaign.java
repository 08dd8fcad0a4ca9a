package io.rotunda.bench;

import io.rotunda.bench.contest.Contestant;
import io.rotunda.bench.contest.Server;
import io.rotunda.bench.contest.Stage;
import io.rotunda.bench.report.JsonLines;
import io.rotunda.bench.report.Sample;
import io.rotunda.bench.report.Samples;
import io.rotunda.bench.scenario.Metric;
import io.rotunda.bench.scenario.Outcome;
import io.rotunda.bench.scenario.Pace;
import io.rotunda.bench.scenario.Run;
import io.rotunda.bench.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// All rounds. In each, every server is started anew, and each scenario runs against all of them before the next one
/// does, in an order that changes from round to round: a machine whose speed drifts does so for all.
final class Campaign {
    private final Stage stage;
    private final List<Contestant> contestants;
    private final List<Scenario> scenarios;
    private final Pace pace;
    private final int rounds;
    private final Progress progress;
    private final JsonLines lines;
    private final Samples samples = new Samples();
    private final List<String> broken = new ArrayList<>();

    Campaign(
            Stage stage,
            List<Contestant> contestants,
            List<Scenario> scenarios,
            Pace pace,
            int rounds,
            Progress progress,
            JsonLines lines) {
        this.stage = stage;
        this.contestants = contestants;
        this.scenarios = scenarios;
        this.pace = pace;
        this.rounds = rounds;
        this.progress = progress;
        this.lines = lines;
    }

    static Duration estimate(int servers, List<Scenario> scenarios, Pace pace, int rounds) {
        return scenarios.stream()
                .map(scenario -> scenario.estimate(pace))
                .reduce(Duration.ZERO, Duration::plus)
                .multipliedBy((long) servers * rounds);
    }

    Samples samples() {
        return samples;
    }

    /// What went wrong that our server promises cannot.
    List<String> broken() {
        return broken;
    }

    void run() throws Exception {
        for (int round = 1; round <= rounds; round++) {
            var order = new ArrayList<>(contestants);
            if (round % 2 == 0) {
                order = new ArrayList<>(order.reversed());
            }
            var running = new HashMap<Contestant, Server>();
            for (var scenario : scenarios) {
                for (var contestant : order) {
                    round(round, scenario, contestant, running);
                }
            }
            running.values().forEach(stage::stop);
        }
    }

    private void round(int round, Scenario scenario, Contestant contestant, Map<Contestant, Server> running)
            throws Exception {
        progress.begin(
                "round " + round + " of " + rounds + " · " + scenario.name() + " · " + contestant.name(),
                scenario.estimate(pace));
        var server = running.remove(contestant);
        if (server != null && scenario.fresh()) {
            stage.stop(server);
            server = null;
        }
        if (server == null) {
            server = stage.start(contestant);
        }
        running.put(contestant, server);
        try {
            var outcomes = scenario.run(new Run(server, pace, progress::now));
            for (var outcome : outcomes) {
                var sample = new Sample(scenario.name(), contestant.name(), round, outcome);
                samples.add(sample);
                lines.write(sample);
                check(contestant, scenario, outcome);
            }
            progress.end(result(scenario, outcomes));
        } catch (IllegalStateException e) {
            var why = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            progress.end("failed: " + why);
            fail(contestant, scenario.name() + ": " + why);
            // What it is busy with must not be measured as something else.
            running.remove(contestant);
            stage.stop(server);
        }
    }

    private void check(Contestant contestant, Scenario scenario, Outcome outcome) {
        if (!outcome.checks().hold()) {
            fail(contestant, scenario.name() + ": " + outcome.checks());
        }
    }

    private void fail(Contestant contestant, String what) {
        if (contestant.ours()) {
            broken.add(contestant.name() + " · " + what);
        }
    }

    private static String result(Scenario scenario, List<Outcome> outcomes) {
        var parts = new ArrayList<String>();
        boolean limit = outcomes.stream().anyMatch(outcome -> outcome.size() == 0);
        for (var outcome : outcomes) {
            if (limit && outcome.size() > 0) {
                continue; // a step on the way there
            }
            var cpu = outcome.values().get(Metric.SERVER_CPU);
            var rate = outcome.values().get(Metric.RATE);
            var size = outcome.size() == 0 ? "" : String.format(Locale.ROOT, "%,.0f: ", outcome.size());
            var text = cpu == null ? "" : String.format(Locale.ROOT, "%.2f µs per %s", cpu, scenario.operation());
            parts.add(size + text + (rate == null ? "" : String.format(Locale.ROOT, ", %,.0f/s", rate)));
        }
        return String.join("; ", parts);
    }
}
