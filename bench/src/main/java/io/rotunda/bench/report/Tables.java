package io.rotunda.bench.report;

import io.rotunda.bench.scenario.Metric;
import io.rotunda.bench.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/// What was measured, as tables in Markdown.
final class Tables {
    private static final List<Metric> SHOWN = List.of(
            Metric.SERVER_CPU,
            Metric.DATABASE_CPU,
            Metric.RATE,
            Metric.MEMORY,
            Metric.P50,
            Metric.P99,
            Metric.P999,
            Metric.MAX,
            Metric.SERVER_SHARE,
            Metric.CLIENT_SHARE,
            Metric.OTHER_SHARE);

    private final Samples samples;

    Tables(Samples samples) {
        this.samples = samples;
    }

    String of(Scenario scenario) {
        var name = scenario.name();
        // Where a limit was looked for, the steps on the way there are in the plot.
        var sizes = samples.sizes(name).contains(0.0) ? List.of(0.0) : samples.sizes(name);
        var metrics = SHOWN.stream()
                .filter(metric -> samples.servers().stream()
                        .anyMatch(server -> sizes.stream()
                                .anyMatch(size -> samples.summary(name, server, size, metric)
                                        .isPresent())))
                .toList();
        var page = new StringBuilder("## " + name + "\n\n" + scenario.title() + "\n\n");
        var header = new ArrayList<>(List.of("server"));
        if (!scenario.axis().isEmpty()) {
            header.add(scenario.axis());
        }
        for (var metric : metrics) {
            header.add(column(scenario, metric));
        }
        header.addAll(
                List.of("CPU, times " + samples.servers().getFirst(), "expected", "missing", "twice", "out of order"));
        page.append(row(header)).append("|---".repeat(header.size())).append("|\n");
        for (double size : sizes) {
            for (var server : samples.servers()) {
                page.append(row(cells(scenario, server, size, metrics)));
            }
        }
        return page.append('\n').toString();
    }

    private List<String> cells(Scenario scenario, String server, double size, List<Metric> metrics) {
        var name = scenario.name();
        var cells = new ArrayList<>(List.of(server));
        if (!scenario.axis().isEmpty()) {
            cells.add(size == 0 ? "**limit**" : Numbers.text(size));
        }
        for (var metric : metrics) {
            cells.add(samples.summary(name, server, size, metric)
                    .map(Summary::text)
                    .orElse(""));
        }
        cells.add(samples.ratio(name, server, samples.servers().getFirst(), size, Metric.SERVER_CPU)
                .map(Summary::text)
                .orElse(""));
        var checks = samples.checks(name, server, size);
        cells.add(Numbers.text(checks.expected()));
        cells.add(Numbers.text(checks.missing()));
        cells.add(Numbers.text(checks.duplicates() + checks.strays()));
        cells.add(Numbers.text(checks.outOfOrder()));
        return cells;
    }

    private static String column(Scenario scenario, Metric metric) {
        return switch (metric) {
            case SERVER_CPU -> "server CPU, µs per " + scenario.operation();
            case DATABASE_CPU -> "PostgreSQL CPU, µs per " + scenario.stored();
            case RATE -> scenario.operation() + " rate, /s";
            case MEMORY -> "memory, bytes per " + scenario.operation();
            case P50, P90, P99, P999, MAX, SERVER_SHARE, CLIENT_SHARE, OTHER_SHARE, LAG ->
                metric.title() + ", " + metric.unit();
        };
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
